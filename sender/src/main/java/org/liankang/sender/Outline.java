package org.liankang.sender;

import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What one look over a document tells, without holding it: whether it is sound JSON, and what it says it is.
 *
 * @param sound one JSON object, readable to its end
 * @param type {@code resourceType}, or empty
 * @param id {@code id}, or empty
 * @param bundle {@code Bundle.type}, or empty
 * @param entries number of bundle entries
 * @param first resource type of the first entry, or the document's own type
 */
record Outline(boolean sound, String type, String id, String bundle, int entries, String first) {

    static final Outline BROKEN = new Outline(false, "", "", "", 0, "");

    static Outline of(byte[] document) {
        try (JsonParser parser = Json.MAPPER.createParser(document)) {
            return look(parser);
        } catch (JacksonException broken) {
            return BROKEN;
        }
    }

    static Outline of(InputStream document) {
        try (JsonParser parser = Json.MAPPER.createParser(document)) {
            return look(parser);
        } catch (JacksonException broken) {
            return BROKEN;
        }
    }

    private static Outline look(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return BROKEN;
        }
        String type = "";
        String id = "";
        String bundle = "";
        int entries = 0;
        String first = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equals("resourceType")) {
                type = parser.getString();
            } else if (value == JsonToken.VALUE_STRING && name.equals("id")) {
                id = parser.getString();
            } else if (value == JsonToken.VALUE_STRING && name.equals("type")) {
                bundle = parser.getString();
            } else if (value == JsonToken.START_ARRAY && name.equals("entry")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    entries++;
                    String kind = entryType(parser);
                    first = first.isEmpty() ? kind : first;
                }
            } else {
                parser.skipChildren();
            }
        }
        boolean trailing = parser.nextToken() != null;
        boolean isBundle = type.equals("Bundle");
        return trailing
                ? BROKEN
                : new Outline(true, type, id, isBundle ? bundle : "", isBundle ? entries : 0, isBundle ? first : type);
    }

    /** Resource type of one entry; reads to its end. */
    private static String entryType(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return "";
        }
        String type = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean resource = parser.currentName().equals("resource");
            if (parser.nextToken() == JsonToken.START_OBJECT && resource) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    boolean kind = parser.currentName().equals("resourceType");
                    if (parser.nextToken() == JsonToken.VALUE_STRING && kind) {
                        type = parser.getString();
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }
        return type;
    }
}
