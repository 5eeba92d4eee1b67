package org.liankang.entry.admission;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Links inside a transaction that are no References: elements of type uri, url, uuid, oid and canonical, and the
 * addresses in the narrative (FHIR R4, 3.1.0.11.2). Identifiers are not links.
 */
final class Links {

    private Links() {}

    /** @param targets names inside the bundle to {@code Type/id} */
    static void rewrite(ObjectNode body, Map<String, String> targets) {
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            JsonNode value = field.getValue();
            switch (value) {
                case ObjectNode object -> rewrite(object, targets);
                case ArrayNode array -> rewrite(array, targets);
                default -> {
                    String changed = value.isString() ? changed(field.getKey(), value.asString(), targets) : null;
                    if (changed != null) {
                        field.setValue(body.stringNode(changed));
                    }
                }
            }
        }
    }

    private static void rewrite(ArrayNode array, Map<String, String> targets) {
        for (int i = 0; i < array.size(); i++) {
            JsonNode value = array.get(i);
            if (value instanceof ObjectNode object) {
                rewrite(object, targets);
            } else if (value.isString() && targets.containsKey(value.asString())) {
                array.set(i, array.stringNode(targets.get(value.asString())));
            }
        }
    }

    /** The text with its links put right, or null when it has none. */
    private static String changed(String name, String text, Map<String, String> targets) {
        if (name.equals("div")) {
            return narrative(text, targets);
        }
        boolean identifies = name.equals("value") || name.equals("system") || name.equals("id");
        return identifies ? null : targets.get(text);
    }

    private static String narrative(String text, Map<String, String> targets) {
        if (!text.contains("href=") && !text.contains("src=")) {
            return null;
        }
        String changed = text;
        for (Map.Entry<String, String> target : targets.entrySet()) {
            for (String attribute : new String[] {"href=\"", "src=\""}) {
                changed = changed.replace(attribute + target.getKey() + "\"", attribute + target.getValue() + "\"");
            }
        }
        return changed;
    }
}
