package org.liankang.entry.admission;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.liankang.base.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The entries of newline-delimited resources: a line that cannot be read is refused alone. */
final class LineEntries {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

    private final Preparation preparation;

    LineEntries(Preparation preparation) {
        this.preparation = preparation;
    }

    /** @param expected type each line must be of, or empty */
    void read(byte[] payload, String expected, Instant now, List<Entry> entries) {
        int from = 0;
        while (from < payload.length) {
            int until = from;
            while (until < payload.length && payload[until] != '\n') {
                until++;
            }
            entries.add(entry(entries.size(), payload, from, until - from, expected, now));
            from = until + 1;
        }
    }

    private Entry entry(int at, byte[] payload, int from, int length, String expected, Instant now) {
        // The reader would guess UTF-16 from the first bytes, but the line stands among others in UTF-8.
        if (length < 2 || payload[from] != '{' || payload[from + 1] == 0) {
            return refused(at, "not-a-resource", "", "a FHIR resource is a JSON object");
        }
        JsonNode resource;
        try {
            resource = Json.MAPPER.readTree(payload, from, length);
        } catch (JacksonException malformed) {
            return refused(at, "json-malformed", "", Json.wrong(malformed));
        }
        String type = resource.path("resourceType").asString("");
        String id = resource.path("id").asString("");
        if (type.isEmpty()) {
            return refused(at, "not-a-resource", "resourceType", "is missing");
        }
        if (!expected.isEmpty() && !expected.equals(type)) {
            return refused(at, "resource-type-mismatch", "resourceType", "differs from the type announced");
        }
        if (!ID.matcher(id).matches()) {
            return refused(at, "id-missing", "id", "each line carries its own id");
        }
        boolean stored = asStored(payload, from, length, type, id, resource);
        Entry entry = preparation.entry(
                new Entry.Request(at, Entry.Action.UPDATE, "", type, id, OptionalInt.empty(), Optional.empty()),
                resource,
                now);
        if (stored && entry.body() != null) {
            entry.written(Arrays.copyOfRange(payload, from, from + length));
        }
        return entry;
    }

    /**
     * Whether the line's own bytes are what the platform would write of the tree: type and id first and then meta, without
     * what is the server's, no blanks between tokens, and no text or number that can be written otherwise.
     */
    private static boolean asStored(byte[] bytes, int from, int length, String type, String id, JsonNode resource) {
        JsonNode meta = resource.get("meta");
        String head =
                "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"" + (meta == null ? "" : ",\"meta\":{\"");
        if (meta != null && (meta.has("versionId") || meta.has("lastUpdated")) || head.length() > length) {
            return false;
        }
        for (int i = 0; i < head.length(); i++) {
            if (bytes[from + i] != head.charAt(i)) {
                return false;
            }
        }
        boolean inText = false;
        for (int i = from; i < from + length; i++) {
            byte one = bytes[i];
            if (one == '"') {
                inText = !inText;
            } else if (inText) {
                if (one == '\\') {
                    i++;
                    if (bytes[i] == 'u' || bytes[i] == '/') {
                        return false;
                    }
                }
            } else if (one <= ' ' && one >= 0 || one == 'E' || one == 'e' && digit(bytes[i - 1])) {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(byte one) {
        return one >= '0' && one <= '9';
    }

    private static Entry refused(int at, String code, String where, String message) {
        return Entry.of(
                new Entry.Request(at, Entry.Action.NONE, "", "", "", OptionalInt.empty(), Optional.empty()),
                null,
                Preparation.refusal(code, where, message));
    }
}
