package org.liankang.uses.bulk;

import java.util.regex.Pattern;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Looks through one line without making a tree of it: is it exactly one JSON object, and which resource? What passes can
 * stand inside another document without changing it. A line that the door's reader would choke on must not get that
 * far, because it would take its whole batch along.
 */
sealed interface LineScan {

    record Resource(String type, String id) implements LineScan {}

    record Refused(Finding finding) implements LineScan {}

    Pattern TYPE = Pattern.compile("[A-Za-z]{1,64}");
    Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    int LONGEST_NUMBER = 500;

    /** @param expected type the line must be of, or empty for any */
    static LineScan of(byte[] bytes, int start, int length, String expected) {
        String type = "";
        String id = "";
        // The reader below would guess UTF-16 and UTF-32 from the first bytes, but the line stands in a UTF-8 document.
        if (length < 2 || bytes[start] != '{' || bytes[start + 1] == 0) {
            return refused("not-a-resource", "", "a FHIR resource is a JSON object");
        }
        try (JsonParser parser = Json.MAPPER.createParser(bytes, start, length)) {
            parser.nextToken();
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return malformed();
                }
                switch (token) {
                    case START_OBJECT, START_ARRAY -> depth++;
                    case END_OBJECT, END_ARRAY -> depth--;
                    case VALUE_STRING -> {
                        if (depth == 1) {
                            switch (parser.currentName()) {
                                case "resourceType" -> type = parser.getString();
                                case "id" -> id = parser.getString();
                                default -> {}
                            }
                        }
                    }
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                        if (parser.getStringLength() > LONGEST_NUMBER) {
                            return malformed();
                        }
                    }
                    default -> {}
                }
            }
            if (parser.nextToken() != null) {
                return malformed();
            }
        } catch (JacksonException malformed) {
            return malformed();
        }
        if (!TYPE.matcher(type).matches()) {
            return refused("not-a-resource", "resourceType", "is missing");
        }
        if (!expected.isEmpty() && !expected.equals(type)) {
            return refused("resource-type-mismatch", "resourceType", "differs from the type announced");
        }
        if (!ID.matcher(id).matches()) {
            return refused("id-missing", "id", "each line carries its own id");
        }
        return new Resource(type, id);
    }

    private static LineScan malformed() {
        return refused("json-malformed", "", "is not one well-formed JSON object");
    }

    private static LineScan refused(String code, String where, String message) {
        return new Refused(Finding.error(code, where, message));
    }
}
