package org.liankang.record.terms;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what codes mean. Every operation takes FHIR {@code Parameters} ({@link Ask#query} makes them of a query) and
 * gives what FHIR R4 says the operation gives; which parameters are known is in docs/terminology.md. Safe for many
 * threads.
 */
public final class Terminology {

    /** The operations, by the type they are asked of; the names are FHIR's without the dollar sign. */
    public static final Map<String, Set<String>> OPERATIONS = Map.of(
            "CodeSystem", Set.of("lookup", "validate-code", "subsumes"),
            "ValueSet", Set.of("expand", "validate-code"),
            "ConceptMap", Set.of("translate"));

    private final Library library;
    private final ValueSets sets;
    private final CodeSystems systems;
    private final CodeChecks checks;
    private final Expansions expansions;
    private final Translations translations;

    /** @param shelves earlier ones hide later ones */
    public Terminology(List<Shelf> shelves, Clock clock) {
        this.library = new Library(shelves);
        this.sets = new ValueSets(library);
        this.systems = new CodeSystems(library);
        this.checks = new CodeChecks(library, sets);
        this.expansions = new Expansions(library, sets, clock);
        this.translations = new Translations(library);
    }

    /** {@code CodeSystem/$lookup}: Parameters in, Parameters out. */
    public Answer<ObjectNode> lookup(JsonNode parameters) {
        return answer(() -> systems.lookup(Ask.of(parameters)));
    }

    /** {@code CodeSystem/$subsumes}: Parameters in, Parameters out. */
    public Answer<ObjectNode> subsumes(JsonNode parameters) {
        return answer(() -> systems.subsumes(Ask.of(parameters)));
    }

    /** {@code CodeSystem/$validate-code}: Parameters in, Parameters out. */
    public Answer<ObjectNode> validateCodeInSystem(JsonNode parameters) {
        return answer(() -> checks.inCodeSystem(Ask.of(parameters)));
    }

    /** {@code ValueSet/$validate-code}: Parameters in, Parameters out. */
    public Answer<ObjectNode> validateCodeInSet(JsonNode parameters) {
        return answer(() -> checks.inValueSet(Ask.of(parameters)));
    }

    /** {@code ValueSet/$expand}: Parameters in, a ValueSet with its expansion out. */
    public Answer<ObjectNode> expand(JsonNode parameters) {
        return answer(() -> expansions.expand(Ask.of(parameters)));
    }

    /** {@code ConceptMap/$translate}: Parameters in, Parameters out. */
    public Answer<ObjectNode> translate(JsonNode parameters) {
        return answer(() -> translations.translate(Ask.of(parameters)));
    }

    /**
     * An operation by type and name, as they stand in the address.
     *
     * @param definition the resource the address names ({@code ValueSet/some-id/$expand}), or null at type level
     */
    public Answer<ObjectNode> run(String type, String operation, JsonNode definition, JsonNode parameters) {
        JsonNode asked = definition == null ? parameters : with(type, operation, definition, parameters);
        return switch (type + "/" + operation) {
            case "CodeSystem/lookup" -> lookup(asked);
            case "CodeSystem/subsumes" -> subsumes(asked);
            case "CodeSystem/validate-code" -> validateCodeInSystem(asked);
            case "ValueSet/validate-code" -> validateCodeInSet(asked);
            case "ValueSet/expand" -> expand(asked);
            case "ConceptMap/translate" -> translate(asked);
            default ->
                answer(() -> {
                    throw new Unanswerable(
                            "operation-unknown", "", "there is no operation " + operation + " on " + type);
                });
        };
    }

    /** The address names the definition; it is then a parameter like any other. */
    private static JsonNode with(String type, String operation, JsonNode definition, JsonNode parameters) {
        ObjectNode all = (ObjectNode) parameters.deepCopy();
        if (!all.has("parameter")) {
            all.putArray("parameter");
        }
        ObjectNode one = all.withArray("parameter").addObject();
        if (operation.equals("lookup") || operation.equals("subsumes")) {
            one.put("name", "system").put("valueUri", Json.text(definition, "url"));
        } else {
            String name = Character.toLowerCase(type.charAt(0)) + type.substring(1);
            one.put("name", name).set("resource", definition);
        }
        return all;
    }

    /** All codes of a value set, for the search modifiers {@code :in} and {@code :not-in}; kept until it changes. */
    public Answer<Set<Coding>> expansion(String valueSet) {
        return answer(() -> Set.copyOf(sets.members(Canonical.of(valueSet)).keySet()));
    }

    /** The code and all listed codes it contains; of an unknown system only itself. */
    public Set<String> codesBelow(String system, String code) {
        return library.system(Canonical.of(system))
                .map(known -> known.below(written(known, code)))
                .orElse(Set.of(code));
    }

    /** The same with the codes that are not listed, for the search modifier {@code :below}. */
    public Reach below(String system, String code) {
        return library.system(Canonical.of(system))
                .map(known -> known.reach(written(known, code)))
                .orElse(new Reach(Set.of(code), List.of()));
    }

    /** The code and all that contain it, for the search modifier {@code :above}; of an unknown system only itself. */
    public Set<String> codesAbove(String system, String code) {
        return library.system(Canonical.of(system))
                .map(known -> known.above(written(known, code)))
                .orElse(Set.of(code));
    }

    private static String written(CodeSystem system, String code) {
        return system.find(code).map(Concept::code).orElse(code);
    }

    /** A code system made ready for questions, for callers that check many codes. */
    public Optional<CodeSystem> codeSystem(String address) {
        return library.system(Canonical.of(address));
    }

    /** A definition as it was written. */
    public Optional<JsonNode> definition(Kind kind, String address) {
        return library.find(kind, Canonical.of(address));
    }

    /** Whether a code, with the name it is given if any, is in the value set of this address. */
    public Answer<Checked> check(String valueSet, Coding coding, String display) {
        return answer(() -> {
            Canonical address = Canonical.of(valueSet);
            return checks.check(sets.needed(address), address, coding, display).told();
        });
    }

    /** The same of a value set that is given. */
    public Answer<Checked> check(JsonNode valueSet, Coding coding, String display) {
        return answer(
                () -> checks.check(valueSet, Canonical.of(""), coding, display).told());
    }

    /** Whether a code, with the name it is given if any, is one of its system's. */
    public Answer<Checked> check(Coding coding, String display) {
        return answer(() -> checks.check(coding, display).told());
    }

    private static <T> Answer<T> answer(Supplier<T> question) {
        try {
            return new Answer.Given<>(question.get());
        } catch (Unanswerable reason) {
            return new Answer.Refused<>(reason.finding());
        }
    }
}
