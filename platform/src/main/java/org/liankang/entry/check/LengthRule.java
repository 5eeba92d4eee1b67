package org.liankang.entry.check;

import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** What identifies people and places is looked up by index; texts longer than any real one are refused. */
final class LengthRule implements Rule {

    private static final Set<String> IDENTIFIED = Set.of("Patient", "Organization", "Practitioner");
    private static final int LONGEST = 250;

    @Override
    public void check(String type, JsonNode resource, Instant now, Consumer<Finding> found) {
        if (!IDENTIFIED.contains(type)) {
            return;
        }
        if (resource.path("name").asString("").length() > LONGEST) {
            found.accept(tooLong(type + ".name"));
        }
        for (String element : Set.of("identifier", "name", "telecom", "address")) {
            Json.each(resource.path(element))
                    .filter(LengthRule::holdsLong)
                    .findFirst()
                    .ifPresent(one -> found.accept(tooLong(type + "." + element)));
        }
    }

    private static boolean holdsLong(JsonNode node) {
        return node.isString()
                ? node.asString().length() > LONGEST
                : node.valueStream().anyMatch(LengthRule::holdsLong);
    }

    private static Finding tooLong(String where) {
        return Finding.error("text-too-long", where, "holds a text of more than " + LONGEST + " characters");
    }
}
