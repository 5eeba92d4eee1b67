package org.liankang.web.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * One line of a resource laid out for reading: codes, quantities, periods, names and references are one line each.
 *
 * @param depth how far it is indented
 * @param name element, as FHIR calls it
 * @param number which of several, 0 for the only one
 * @param value empty for a line that only introduces what follows
 * @param aside a quiet addition: the code and its system
 * @param link where the value leads, or empty
 */
public record Line(int depth, String name, int number, String value, String aside, String link) {

    private static final Pattern REFERENCE = Pattern.compile("[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");
    private static final Set<String> PERIOD = Set.of("start", "end");

    static List<Line> of(JsonNode resource) {
        List<Line> lines = new ArrayList<>();
        children(resource, 0, lines);
        return lines;
    }

    private static void children(JsonNode node, int depth, List<Line> into) {
        node.propertyStream().forEach(property -> add(property.getKey(), property.getValue(), 0, depth, into));
    }

    private static void add(String name, JsonNode node, int number, int depth, List<Line> into) {
        if (node.isArray()) {
            IntStream.range(0, node.size())
                    .forEach(i -> add(name, node.get(i), node.size() == 1 ? 0 : i + 1, depth, into));
        } else if (node.isObject()) {
            Optional<Line> single = single(name, node, number, depth);
            single.ifPresent(into::add);
            if (single.isEmpty()) {
                into.add(new Line(depth, name, number, "", "", ""));
                children(node, depth + 1, into);
            }
        } else {
            into.add(new Line(depth, name, number, node.asString(), "", ""));
        }
    }

    /** What reads better as one line. */
    private static Optional<Line> single(String name, JsonNode node, int number, int depth) {
        JsonNode coding = node.has("coding") && node.path("coding").size() == 1
                ? node.path("coding").get(0)
                : node;
        if (node.has("reference")) {
            String value = Json.text(node, "reference");
            String link = REFERENCE.matcher(value).matches() ? "/records/" + value : "";
            return Optional.of(new Line(depth, name, number, value, Json.text(node, "display"), link));
        }
        if (coding.has("code") && !node.has("value")) {
            String words = Stream.of(Json.text(node, "text"), Json.text(coding, "display"), Json.text(coding, "code"))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            String aside = Json.text(coding, "code") + " · " + Json.text(coding, "system");
            return Optional.of(new Line(depth, name, number, words, aside, ""));
        }
        if (node.path("value").isNumber()) {
            String unit = Json.text(node, "unit") + Json.text(node, "currency");
            return Optional.of(new Line(depth, name, number, Json.text(node, "value") + " " + unit, "", ""));
        }
        if (!node.isEmpty() && node.propertyStream().allMatch(property -> PERIOD.contains(property.getKey()))) {
            return Optional.of(
                    new Line(depth, name, number, Json.text(node, "start") + " – " + Json.text(node, "end"), "", ""));
        }
        return Optional.empty();
    }
}
