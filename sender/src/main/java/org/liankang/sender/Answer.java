package org.liankang.sender;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the server finally said, after any repeats. */
public record Answer(int status, byte[] body, int attempts) {

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** The body as a tree; a missing node when it is no JSON. */
    public JsonNode json() {
        try {
            JsonNode tree = Json.MAPPER.readTree(body);
            return tree == null ? Json.MAPPER.missingNode() : tree;
        } catch (JacksonException notJson) {
            return Json.MAPPER.missingNode();
        }
    }
}
