package org.liankang.record.search;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The elements that one parameter reaches, and their texts in the order they are sorted by. */
final class Values {

    private Values() {}

    static List<JsonNode> of(Branch branch, JsonNode resource) {
        List<JsonNode> values = new ArrayList<>();
        collect(branch, resource, values);
        return values;
    }

    private static void collect(Branch branch, JsonNode node, List<JsonNode> values) {
        if (node.isArray()) {
            node.forEach(each -> collect(branch, each, values));
            return;
        }
        if (!branch.leaves.isEmpty() && !node.isNull()) {
            values.add(node);
        }
        for (Branch.Guard guard : branch.guards) {
            if (Branch.holds(guard, node)) {
                collect(guard.then(), node, values);
            }
        }
        branch.children.forEach((name, child) -> {
            if (node.has(name)) {
                collect(child, node.get(name), values);
            }
        });
        branch.firsts.forEach((name, child) -> {
            if (node.path(name).has(0)) {
                collect(child, node.get(name).get(0), values);
            }
        });
    }

    static SortKey sortKey(List<JsonNode> values) {
        String first = null;
        String last = null;
        for (JsonNode value : values) {
            String text = Parameters.fold(text(value));
            if (!text.isEmpty()) {
                first = first == null || text.compareTo(first) < 0 ? text : first;
                last = last == null || text.compareTo(last) > 0 ? text : last;
            }
        }
        return first == null ? SortKey.MISSING : new SortKey(false, 0, 0, first, last);
    }

    /** A name is ordered by its family name, where it has one, and then by the whole. */
    private static String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.asString("");
        }
        StringBuilder text = new StringBuilder(value.path("family").asString(""));
        for (String part : List.of("text", "reference", "value", "code", "city")) {
            if (value.path(part).isValueNode()) {
                return text.append(' ').append(value.path(part).asString("")).toString();
            }
        }
        if (value.path("coding").isArray()) {
            return value.path("coding").path(0).path("code").asString("");
        }
        value.path("given").forEach(given -> text.append(' ').append(given.asString("")));
        return text.toString();
    }
}
