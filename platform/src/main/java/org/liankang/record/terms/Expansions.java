package org.liankang.record.terms;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operation {@code $expand}: a value set's members, searched and by pages. */
final class Expansions {

    /** What is told at once without being asked for in pages. */
    private static final int MOST_AT_ONCE = 10_000;

    private static final Set<String> KNOWN = Set.of(
            "url",
            "valueSet",
            "valueSetVersion",
            "filter",
            "offset",
            "count",
            "includeDesignations",
            "includeDefinition",
            "activeOnly",
            "excludeNested",
            "excludeNotForUI",
            "displayLanguage");

    private final Library library;
    private final ValueSets sets;
    private final Clock clock;

    Expansions(Library library, ValueSets sets, Clock clock) {
        this.library = library;
        this.sets = sets;
        this.clock = clock;
    }

    ObjectNode expand(Ask ask) {
        ask.only(KNOWN);
        JsonNode inline = ask.resource("valueSet").orElse(null);
        Canonical address = Canonical.of(inline == null ? ask.needed("url") : "", ask.text("valueSetVersion"));
        JsonNode set = inline == null ? sets.needed(address) : inline;
        Map<Coding, Member> members = inline == null ? sets.members(address) : sets.members(inline, Trail.start());
        String filter = ask.text("filter");
        boolean active = ask.yes("activeOnly");
        boolean choosable = ask.yes("excludeNotForUI");
        List<Member> wanted = members.values().stream()
                .filter(member -> filter.isBlank() || member.matches(filter))
                .filter(member -> !active || !member.concept().inactive())
                .filter(member -> !choosable || !member.concept().groups())
                .toList();
        int offset = ask.count("offset", 0);
        int count = ask.count("count", Integer.MAX_VALUE);
        if (count > MOST_AT_ONCE && wanted.size() - offset > MOST_AT_ONCE) {
            throw new Unanswerable(
                    "expansion-too-costly",
                    "count",
                    "has " + wanted.size() + " members; at most " + MOST_AT_ONCE + " are told at once: ask by pages");
        }
        ObjectNode answer = ask.yes("includeDefinition") ? (ObjectNode) set.deepCopy() : header(set);
        answer.set("expansion", expansion(ask, wanted, offset, count));
        return answer;
    }

    private ObjectNode expansion(Ask ask, List<Member> wanted, int offset, int count) {
        ObjectNode expansion = Json.object();
        expansion.put(
                "timestamp",
                OffsetDateTime.now(clock)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        expansion.put("total", wanted.size());
        expansion.put("offset", offset);
        ArrayNode parameters = expansion.putArray("parameter");
        said(parameters, "filter", "valueString", ask.text("filter"));
        said(parameters, "displayLanguage", "valueCode", ask.text("displayLanguage"));
        if (ask.yes("activeOnly")) {
            parameters.addObject().put("name", "activeOnly").put("valueBoolean", true);
        }
        wanted.stream()
                .map(member -> new Canonical(member.system(), member.version()))
                .distinct()
                .forEach(used -> {
                    said(parameters, "version", "valueUri", used.version().isEmpty() ? "" : used.toString());
                    if (library.system(used).filter(CodeSystem::fragment).isPresent()) {
                        said(parameters, "used-fragment", "valueUri", used.toString());
                    }
                });
        if (parameters.isEmpty()) {
            expansion.remove("parameter");
        }
        boolean designations = ask.yes("includeDesignations");
        String language = ask.text("displayLanguage");
        List<Member> page = wanted.stream().skip(offset).limit(count).toList();
        if (!page.isEmpty()) {
            ArrayNode contains = expansion.putArray("contains");
            page.forEach(member -> contains.add(member.json(designations, language)));
        }
        return expansion;
    }

    private static void said(ArrayNode parameters, String name, String type, String value) {
        if (!value.isEmpty()) {
            parameters.addObject().put("name", name).put(type, value);
        }
    }

    /** What identifies a set, without how it is composed. */
    private static ObjectNode header(JsonNode set) {
        ObjectNode header = Json.object();
        header.put("resourceType", "ValueSet");
        for (String name : List.of("id", "url", "identifier", "version", "name", "title", "status", "copyright")) {
            if (set.has(name)) {
                header.set(name, set.path(name).deepCopy());
            }
        }
        if (!header.has("status")) {
            header.put("status", "active");
        }
        return header;
    }
}
