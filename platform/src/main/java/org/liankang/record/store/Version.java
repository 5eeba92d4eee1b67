package org.liankang.record.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version of one resource: what the change feed gives and what a read answers. The body is unpacked when first
 * asked for and then shared by every reader; treat it as read-only.
 */
public final class Version {

    private static final byte[] META = ",\"meta\":{".getBytes(StandardCharsets.UTF_8);

    private final long position;
    private final String type;
    private final String id;
    private final int number;
    private final long previous;
    private final long resident;
    private final long institution;
    private final long submission;
    private final Instant at;
    private final boolean deleted;
    private final byte[] packed;
    private final Map<String, String> resolved;
    private volatile JsonNode body;

    Version(
            long position,
            String type,
            String id,
            int number,
            long resident,
            long institution,
            long submission,
            Instant at,
            boolean deleted,
            byte[] packed) {
        this(position, type, id, number, 0, resident, institution, submission, at, deleted, packed, Map.of());
    }

    Version(
            long position,
            String type,
            String id,
            int number,
            long previous,
            long resident,
            long institution,
            long submission,
            Instant at,
            boolean deleted,
            byte[] packed,
            Map<String, String> resolved) {
        this.position = position;
        this.type = type;
        this.id = id;
        this.number = number;
        this.previous = previous;
        this.resident = resident;
        this.institution = institution;
        this.submission = submission;
        this.at = at;
        this.deleted = deleted;
        this.packed = packed;
        this.resolved = resolved;
    }

    /** Place in the change feed: gapless, ascending, from 1. */
    public long position() {
        return position;
    }

    /** FHIR resource type, for example {@code Encounter}. */
    public String type() {
        return type;
    }

    /** Logical id. */
    public String id() {
        return id;
    }

    /** Version number of this resource, from 1. */
    public int number() {
        return number;
    }

    /** Position of the version before, 0 for the first. */
    public long previous() {
        return previous;
    }

    /** The resident it is about ({@code identity.person}), or 0 when it is about none. */
    public long resident() {
        return resident;
    }

    /** The institution on whose behalf it came ({@code identity.place}), or 0 when none was named. */
    public long institution() {
        return institution;
    }

    /** The submission that brought it ({@code entry.receipt}). */
    public long submission() {
        return submission;
    }

    public Instant at() {
        return at;
    }

    public boolean deleted() {
        return deleted;
    }

    /** {@code Type/id}. */
    public String reference() {
        return type + "/" + id;
    }

    /** What the conditional references of the body meant when it was recorded: as written to {@code Type/id}. */
    public Map<String, String> resolved() {
        return resolved;
    }

    /** The resource as submitted (with its id, without server meta); of a deleted version an empty object. */
    public JsonNode body() {
        JsonNode seen = body;
        if (seen == null) {
            seen = deleted ? Json.object() : Json.parse(Packing.unpack(packed));
            body = seen;
        }
        return seen;
    }

    /** The same without what has been unpacked, for keeping many. */
    Version bare() {
        return body == null
                ? this
                : new Version(
                        position,
                        type,
                        id,
                        number,
                        previous,
                        resident,
                        institution,
                        submission,
                        at,
                        deleted,
                        packed,
                        resolved);
    }

    /** The body's bytes as stored. */
    byte[] plain() {
        return Packing.unpack(packed);
    }

    /** Rough size in memory, in bytes. */
    int size() {
        return 200 + packed.length + id.length();
    }

    /**
     * The resource as FHIR shows it, with the server's id, version and time in meta; JSON in UTF-8. The stored bytes
     * are passed on as they are, only meta is put in. Not of a deleted one.
     */
    public byte[] shown() {
        byte[] stored = Packing.unpack(packed);
        String meta = "\"versionId\":\"" + number + "\",\"lastUpdated\":\"" + at.truncatedTo(ChronoUnit.MILLIS) + "\"";
        String head = "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"";
        byte[] start = head.getBytes(StandardCharsets.UTF_8);
        if (!startsWith(stored, 0, start)) {
            return rearranged(meta);
        }
        var shown = new ByteArrayOutputStream(stored.length + 100);
        shown.writeBytes(start);
        shown.writeBytes(META);
        shown.writeBytes(meta.getBytes(StandardCharsets.UTF_8));
        int rest = start.length;
        if (startsWith(stored, rest, META)) {
            rest += META.length;
            shown.write(',');
        } else {
            shown.write('}');
        }
        shown.write(stored, rest, stored.length - rest);
        return shown.toByteArray();
    }

    /** What was stored before bodies began with type, id and meta. */
    private byte[] rearranged(String meta) {
        ObjectNode shown = arranged((ObjectNode) body(), type, id);
        ObjectNode own = shown.path("meta") instanceof ObjectNode written ? written : Json.object();
        ObjectNode whole = (ObjectNode) Json.parse("{" + meta + "}");
        whole.setAll(own);
        shown.set("meta", whole);
        return Json.bytes(shown);
    }

    /** The body with type, id and meta first, as it is to be stored; everything else in the order it came in. */
    public static ObjectNode arranged(ObjectNode body, String type, String id) {
        ObjectNode arranged = Json.object();
        arranged.put("resourceType", type);
        arranged.put("id", id);
        if (body.path("meta") instanceof ObjectNode meta && !meta.isEmpty()) {
            arranged.set("meta", meta);
        }
        for (var field : body.properties()) {
            switch (field.getKey()) {
                case "resourceType", "id", "meta" -> {}
                default -> arranged.set(field.getKey(), field.getValue());
            }
        }
        return arranged;
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] start) {
        if (bytes.length < from + start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[from + i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
