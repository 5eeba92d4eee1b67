package org.liankang.web.offline;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.liankang.base.json.Json;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A visit as a device brings it.
 *
 * @param formId made by the device; sent twice, stored once
 * @param form name of the form
 * @param task number of the task it was opened from, or empty
 * @param at when it was filled in, by the device's clock
 * @param base position up to which the device knew the resident's record
 * @param despite position up to which somebody saw the conflicts and sends it as well; 0 before that
 * @param answers what was typed, by path
 */
record Brought(
        String formId,
        String form,
        long resident,
        String task,
        OffsetDateTime at,
        long base,
        long despite,
        Map<String, List<String>> answers) {

    /** Largest body in bytes. A form has some hundred questions of some thousand characters at most. */
    static final int LARGEST = 512 * 1024;

    private static final int MOST_PATHS = 2_000;
    private static final int MOST_ANSWERS = 100;
    private static final int LONGEST_PATH = 200;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,79}");

    /** @throws Refusal if it is not such a visit */
    static Brought read(byte[] body) {
        if (body.length > LARGEST) {
            throw new Refusal(HttpStatus.CONTENT_TOO_LARGE, "payload-too-large");
        }
        try {
            JsonNode said = Json.parse(body);
            String task = Json.text(said, "task");
            var brought = new Brought(
                    Json.text(said, "formId"),
                    Json.text(said, "form"),
                    said.path("resident").asLong(0),
                    task.matches("-?\\d{1,19}") ? task : "",
                    OffsetDateTime.parse(Json.text(said, "at")),
                    said.path("base").asLong(-1),
                    said.path("despite").asLong(0),
                    answers(said.path("answers")));
            if (brought.sound()) {
                return brought;
            }
            throw invalid();
        } catch (JacksonException | DateTimeException unreadable) {
            throw invalid();
        }
    }

    private boolean sound() {
        return UUID.matcher(formId).matches()
                && NAME.matcher(form).matches()
                && resident > 0
                && base >= 0
                && despite >= 0;
    }

    /** What the device may take for known: what it had, and what somebody was shown since. */
    long known() {
        return Math.max(base, despite);
    }

    private static Map<String, List<String>> answers(JsonNode said) {
        Map<String, List<String>> answers = new HashMap<>();
        if (!said.isObject() || said.size() > MOST_PATHS) {
            throw invalid();
        }
        said.propertyStream().forEach(property -> {
            List<String> values =
                    Json.each(property.getValue()).map(JsonNode::asString).toList();
            if (property.getKey().length() > LONGEST_PATH || values.size() > MOST_ANSWERS) {
                throw invalid();
            }
            answers.put(property.getKey(), values);
        });
        return answers;
    }

    static Refusal invalid() {
        return new Refusal(HttpStatus.BAD_REQUEST, "request-invalid");
    }
}
