package org.liankang.record.terms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in a value set: all its members, or whether one code is. Both follow {@code ValueSet.compose}: the includes
 * together, less the excludes; within one include the codes of the system that pass its filters and that every value
 * set it names has as well (FHIR R4, 4.9.5 Composition Rules).
 */
final class ValueSets {

    /** Members looked at for one answer, over all the sets it needs. */
    static final int MOST = 100_000;

    private static final int KEPT = 200;

    private record Key(Canonical address, long revision) {}

    private final Library library;
    private final Cache<Key, Map<Coding, Member>> expanded =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    ValueSets(Library library) {
        this.library = library;
    }

    /** The set of this address; the set of all codes of a system has the address the system says it has. */
    JsonNode needed(Canonical address) {
        return library.find(Kind.VALUE_SET, address)
                .or(() -> whole(address))
                .orElseThrow(
                        () -> new Unanswerable("value-set-unknown", "url", "no value set is known under " + address));
    }

    private Optional<JsonNode> whole(Canonical address) {
        return library.all(Kind.CODE_SYSTEM).stream()
                .filter(system -> address.url().equals(Json.text(system, "valueSet")))
                .findFirst()
                .map(system -> {
                    ObjectNode set = Json.object();
                    set.put("resourceType", "ValueSet");
                    set.put("url", address.url());
                    set.put("status", Json.text(system, "status"));
                    set.putObject("compose").putArray("include").addObject().put("system", Json.text(system, "url"));
                    return set;
                });
    }

    /** The members of the set of this address, kept until a definition changes. */
    Map<Coding, Member> members(Canonical address) {
        return members(address, Trail.start());
    }

    private Map<Coding, Member> members(Canonical address, Trail within) {
        Key key = new Key(address, library.revision());
        Map<Coding, Member> known = expanded.getIfPresent(key);
        if (known == null) {
            known = members(needed(address), within.into(address));
            expanded.put(key, known);
        }
        return known;
    }

    /** The members of a set given as a document, in the order of its includes. */
    Map<Coding, Member> members(JsonNode set, Trail within) {
        Map<Coding, Member> members = new LinkedHashMap<>();
        JsonNode compose = set.path("compose");
        if (!compose.isObject()) {
            listed(set.path("expansion").path("contains"), members);
            return members;
        }
        for (JsonNode include : compose.path("include")) {
            included(include, within).values().forEach(member -> {
                members.putIfAbsent(member.coding(), member);
                bounded(members);
            });
        }
        for (JsonNode exclude : compose.path("exclude")) {
            included(exclude, within).keySet().forEach(members::remove);
        }
        if (!compose.path("inactive").asBoolean(true)) {
            members.values().removeIf(member -> member.concept().inactive());
        }
        return members;
    }

    private void listed(JsonNode contains, Map<Coding, Member> members) {
        Json.each(contains).forEach(one -> {
            if (!Json.text(one, "code").isEmpty()) {
                Member member = new Member(Json.text(one, "system"), Json.text(one, "version"), Concept.of(one));
                members.putIfAbsent(member.coding(), member);
            }
            listed(one.path("contains"), members);
        });
    }

    private Map<Coding, Member> included(JsonNode include, Trail within) {
        List<Map<Coding, Member>> imported = Json.each(include.path("valueSet"))
                .map(address -> members(Canonical.of(address.asString()), within))
                .toList();
        Map<Coding, Member> members = new LinkedHashMap<>();
        Stream<Member> candidates = include.has("system")
                ? candidates(include)
                : imported.isEmpty() ? Stream.empty() : imported.getFirst().values().stream();
        candidates
                .filter(member -> imported.stream().allMatch(set -> set.containsKey(member.coding())))
                .forEach(member -> {
                    members.putIfAbsent(member.coding(), member);
                    bounded(members);
                });
        return members;
    }

    private Stream<Member> candidates(JsonNode include) {
        Canonical address = address(include);
        if (include.path("concept").isArray()) {
            Optional<CodeSystem> system = library.system(address);
            return Json.each(include.path("concept")).map(one -> named(one, address, system));
        }
        CodeSystem system = library.needed(address);
        if (system.empty()) {
            throw new Unanswerable(
                    "code-system-empty", "system", "the codes of " + address + " are not kept here, only its address");
        }
        Predicate<Concept> filter = Filters.of(system, include.path("filter"));
        String root = Filters.root(include.path("filter"));
        Stream<Concept> concepts = root.isEmpty()
                ? system.all().stream()
                : system.below(root).stream().map(system::find).flatMap(Optional::stream);
        return concepts.filter(filter).map(concept -> new Member(system.url(), system.version(), concept));
    }

    /** A code the set lists itself, with the names it gives, else with those of the system if that is known. */
    private static Member named(JsonNode one, Canonical address, Optional<CodeSystem> system) {
        Concept said = Concept.of(one);
        Optional<Concept> known = system.flatMap(s -> s.find(said.code()));
        List<Concept.Designation> designations = new ArrayList<>(said.designations());
        known.ifPresent(concept -> designations.addAll(concept.designations()));
        String display = said.display().isEmpty() ? known.map(Concept::display).orElse("") : said.display();
        return new Member(
                address.url(),
                system.map(CodeSystem::version).orElse(address.version()),
                new Concept(
                        said.code(),
                        display,
                        known.map(Concept::definition).orElse(""),
                        List.copyOf(designations),
                        known.map(Concept::properties).orElse(List.of())));
    }

    /** Whether a code is in a set: without listing the set, so that it can also be asked of sets without an end. */
    Optional<Member> find(JsonNode set, Coding coding, Trail within) {
        JsonNode compose = set.path("compose");
        if (!compose.isObject()) {
            Map<Coding, Member> members = new LinkedHashMap<>();
            listed(set.path("expansion").path("contains"), members);
            return Optional.ofNullable(members.get(coding));
        }
        Optional<Member> found = Json.each(compose.path("include"))
                .map(include -> in(include, coding, within))
                .flatMap(Optional::stream)
                .findFirst();
        boolean excluded = found.isPresent()
                && Json.each(compose.path("exclude"))
                        .anyMatch(exclude -> in(exclude, coding, within).isPresent());
        boolean dormant = found.isPresent()
                && !compose.path("inactive").asBoolean(true)
                && found.get().concept().inactive();
        return excluded || dormant ? Optional.empty() : found;
    }

    private Optional<Member> in(JsonNode include, Coding coding, Trail within) {
        Optional<Member> found = Optional.empty();
        if (include.has("system")) {
            found = inSystem(include, coding);
            if (found.isEmpty()) {
                return found;
            }
        }
        for (JsonNode written : include.path("valueSet")) {
            Canonical address = Canonical.of(written.asString());
            Optional<Member> imported = find(needed(address), coding, within.into(address));
            if (imported.isEmpty()) {
                return imported;
            }
            found = found.or(() -> imported);
        }
        return found;
    }

    private Optional<Member> inSystem(JsonNode include, Coding coding) {
        Canonical address = address(include);
        if (!address.url().equals(coding.system())) {
            return Optional.empty();
        }
        if (include.path("concept").isArray()) {
            return Json.each(include.path("concept"))
                    .filter(one -> coding.code().equals(Json.text(one, "code")))
                    .findFirst()
                    .map(one -> named(one, address, library.system(address)));
        }
        CodeSystem system = library.needed(address);
        return concept(system, coding.code())
                .filter(Filters.of(system, include.path("filter")))
                .map(concept -> new Member(system.url(), system.version(), concept));
    }

    /** A listed concept, or a code that a system which is not listed to its end may have. */
    static Optional<Concept> concept(CodeSystem system, String code) {
        return system.find(code)
                .or(() -> system.fragment() || system.empty() ? Optional.of(Concept.bare(code, "")) : Optional.empty());
    }

    static Canonical address(JsonNode include) {
        return Canonical.of(Json.text(include, "system"), Json.text(include, "version"));
    }

    private static void bounded(Map<Coding, Member> members) {
        if (members.size() > MOST) {
            throw new Unanswerable("expansion-too-costly", "url", "has more than " + MOST + " members");
        }
    }
}
