package org.liankang.record.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Which search parameters each type has, from the official R4 definitions, and what a resource is found by. Tokens,
 * references and texts of every type are indexed; of the dates one per type, its clinical time.
 */
public final class Parameters {

    /** Kinds that are indexed now; the others are known and refused by name. */
    public enum Kind {
        TOKEN,
        REFERENCE,
        TEXT,
        DATE
    }

    /** @param targets types a reference may point to */
    public record Parameter(String name, Kind kind, Set<String> targets) {}

    private record Compiled(Parameter parameter, Path path) {}

    private static final List<String> CLINICAL_TIMES = List.of(
            "date",
            "onset-date",
            "birthdate",
            "authoredon",
            "authored",
            "authored-on",
            "recorded-date",
            "issued",
            "occurrence",
            "period",
            "created",
            "started",
            "collected",
            "effective-time");
    /** Texts that are worth an index; the rest of the text parameters are long prose or codes. */
    private static final Set<String> PHRASES = Set.of("name", "family", "given", "address", "title");

    private final FhirContext fhir;
    private final Map<String, Map<String, Compiled>> byType = new ConcurrentHashMap<>();

    public Parameters(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** The parameters a type can be searched by, by name. */
    public Map<String, Parameter> of(String type) {
        Map<String, Parameter> all = new TreeMap<>();
        compiled(type).forEach((name, one) -> all.put(name, one.parameter()));
        return all;
    }

    public Optional<Parameter> find(String type, String name) {
        return Optional.ofNullable(compiled(type).get(name)).map(Compiled::parameter);
    }

    /**
     * @param resolved what conditional references in this resource mean, as {@code Type?query} to {@code Type/id}
     */
    public Index index(String type, JsonNode resource, Map<String, String> resolved) {
        Set<Long> tokens = new HashSet<>();
        List<Index.Phrase> phrases = new ArrayList<>();
        Times.Range[] time = new Times.Range[1];
        for (Compiled one : compiled(type).values()) {
            String name = one.parameter().name();
            one.path().each(resource, node -> {
                switch (one.parameter().kind()) {
                    case TOKEN -> token(type, name, node, tokens);
                    case REFERENCE -> reference(type, name, node, resolved, tokens);
                    case TEXT -> phrase(name, node, phrases);
                    case DATE ->
                        Times.range(node).ifPresent(range -> time[0] = time[0] == null ? range : time[0].hull(range));
                }
            });
        }
        Instant low = time[0] == null ? null : time[0].low();
        Instant high = time[0] == null ? null : time[0].high();
        return new Index(
                tokens.stream().flatMapToLong(LongStream::of).sorted().toArray(),
                low,
                high,
                List.copyOf(new HashSet<>(phrases)));
    }

    private static void token(String type, String name, JsonNode node, Set<Long> tokens) {
        if (node.isString() || node.isBoolean() || node.isNumber()) {
            tokens.add(Tokens.of(type, name, node.asString()));
        } else if (node.has("coding")) {
            Json.each(node.path("coding")).forEach(coding -> code(type, name, coding, "code", tokens));
        } else if (node.has("code")) {
            code(type, name, node, "code", tokens);
        } else if (node.has("value")) {
            code(type, name, node, "value", tokens);
        }
    }

    private static void code(String type, String name, JsonNode node, String property, Set<Long> tokens) {
        String value = node.path(property).asString("");
        if (!value.isEmpty()) {
            tokens.add(Tokens.of(type, name, value));
            tokens.add(Tokens.of(type, name, node.path("system").asString(""), value));
        }
    }

    private static void reference(
            String type, String name, JsonNode node, Map<String, String> resolved, Set<Long> tokens) {
        String written = node.path("reference").asString("");
        String target = resolved.getOrDefault(written, written);
        if (!target.isEmpty() && !target.startsWith("#")) {
            int version = target.indexOf("/_history/");
            tokens.add(Tokens.of(type, name, version > 0 ? target.substring(0, version) : target));
        }
        JsonNode identifier = node.path("identifier");
        if (identifier.has("value")) {
            code(type, name + ":identifier", identifier, "value", tokens);
        }
    }

    private static void phrase(String name, JsonNode node, List<Index.Phrase> phrases) {
        if (node.isString()) {
            String folded = fold(node.asString());
            if (!folded.isEmpty()) {
                phrases.add(new Index.Phrase(name, folded));
            }
        } else if (node.isObject()) {
            for (String part : List.of("text", "family", "given", "line", "city", "district", "state")) {
                Json.each(node.path(part)).forEach(each -> phrase(name, each, phrases));
                if (node.path(part).isString()) {
                    phrase(name, node.path(part), phrases);
                }
            }
        }
    }

    /** Lower case, at most 200 characters: what phrases are stored and searched as. */
    public static String fold(String text) {
        String folded = text.strip().toLowerCase(Locale.ROOT);
        return folded.length() > 200 ? folded.substring(0, 200) : folded;
    }

    private Map<String, Compiled> compiled(String type) {
        return byType.computeIfAbsent(type, this::compile);
    }

    private Map<String, Compiled> compile(String type) {
        Map<String, Compiled> parameters = new TreeMap<>();
        List<RuntimeSearchParam> official = fhir.getResourceDefinition(type).getSearchParams();
        Optional<String> time = CLINICAL_TIMES.stream()
                .filter(name -> official.stream()
                        .anyMatch(
                                p -> p.getName().equals(name) && p.getParamType() == RestSearchParameterTypeEnum.DATE))
                .findFirst();
        for (RuntimeSearchParam definition : official) {
            Kind kind = kind(definition, time.orElse(""));
            Path path = kind == null || definition.getPath() == null ? null : Path.compile(type, definition.getPath());
            if (path != null) {
                var parameter = new Parameter(definition.getName(), kind, Set.copyOf(definition.getTargets()));
                parameters.put(definition.getName(), new Compiled(parameter, path));
            }
        }
        return parameters;
    }

    private static Kind kind(RuntimeSearchParam definition, String time) {
        String name = definition.getName();
        return switch (definition.getParamType()) {
            case TOKEN, URI -> Kind.TOKEN;
            case REFERENCE -> Kind.REFERENCE;
            case STRING -> PHRASES.contains(name) ? Kind.TEXT : null;
            case DATE -> name.equals(time) ? Kind.DATE : null;
            case NUMBER, QUANTITY, COMPOSITE, HAS, SPECIAL -> null;
        };
    }
}
