package org.liankang.record.terms;

import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A code and the system it belongs to.
 *
 * @param system the system's address, or empty when it was not said
 */
public record Coding(String system, String code) {

    static Coding of(JsonNode coding) {
        return new Coding(Json.text(coding, "system"), Json.text(coding, "code"));
    }

    ObjectNode json(String version, String display) {
        ObjectNode coding = Json.object();
        coding.put("system", system);
        if (!version.isEmpty()) {
            coding.put("version", version);
        }
        coding.put("code", code);
        if (!display.isEmpty()) {
            coding.put("display", display);
        }
        return coding;
    }
}
