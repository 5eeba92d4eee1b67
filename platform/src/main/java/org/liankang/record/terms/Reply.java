package org.liankang.record.terms;

import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The output of an operation: FHIR {@code Parameters}, written in order; what is empty is left out. */
final class Reply {

    private final ObjectNode resource = Json.object();
    private final ArrayNode all;

    Reply() {
        resource.put("resourceType", "Parameters");
        all = resource.putArray("parameter");
    }

    ObjectNode json() {
        return resource;
    }

    Reply text(String name, String type, String value) {
        if (!value.isEmpty()) {
            all.addObject().put("name", name).put(type, value);
        }
        return this;
    }

    Reply flag(String name, boolean value) {
        all.addObject().put("name", name).put("valueBoolean", value);
        return this;
    }

    /** A parameter with parts, to be filled by the caller. */
    ArrayNode parts(String name) {
        return all.addObject().put("name", name).putArray("part");
    }

    static void part(ArrayNode parts, String name, String type, String value) {
        if (!value.isEmpty()) {
            parts.addObject().put("name", name).put(type, value);
        }
    }

    static void part(ArrayNode parts, String name, String type, JsonNode value) {
        if (value.isObject() || value.isValueNode() && !value.isNull()) {
            parts.addObject().put("name", name).set(type, value.deepCopy());
        }
    }
}
