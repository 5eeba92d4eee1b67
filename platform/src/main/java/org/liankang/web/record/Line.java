package org.liankang.web.record;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * One line of a resource laid out for reading.
 *
 * @param depth how far it is indented
 * @param value empty for a line that only introduces what follows
 * @param link where the value leads, or empty
 */
public record Line(int depth, String name, String value, String link) {

    private static final Pattern REFERENCE = Pattern.compile("[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");

    static List<Line> of(JsonNode resource) {
        List<Line> lines = new ArrayList<>();
        children(resource, 0, lines);
        return lines;
    }

    private static void children(JsonNode node, int depth, List<Line> into) {
        node.propertyStream().forEach(property -> add(property.getKey(), property.getValue(), depth, into));
    }

    private static void add(String name, JsonNode node, int depth, List<Line> into) {
        if (node.isArray()) {
            IntStream.range(0, node.size())
                    .forEach(i -> add(node.size() == 1 ? name : name + " " + (i + 1), node.get(i), depth, into));
        } else if (node.isObject()) {
            into.add(new Line(depth, name, "", ""));
            children(node, depth + 1, into);
        } else {
            String value = node.asString();
            boolean reference = name.equals("reference") && REFERENCE.matcher(value).matches();
            into.add(new Line(depth, name, value, reference ? "/records/" + value : ""));
        }
    }
}
