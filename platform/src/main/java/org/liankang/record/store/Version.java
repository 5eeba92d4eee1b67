package org.liankang.record.store;

import java.time.Instant;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * One version of one resource: what the change feed gives and what a read answers. The body is unpacked when first
 * asked for and then shared by every reader; treat it as read-only.
 */
public final class Version {

    private final long position;
    private final String type;
    private final String id;
    private final int number;
    private final long resident;
    private final long institution;
    private final long submission;
    private final Instant at;
    private final boolean deleted;
    private final byte[] packed;
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
        this.position = position;
        this.type = type;
        this.id = id;
        this.number = number;
        this.resident = resident;
        this.institution = institution;
        this.submission = submission;
        this.at = at;
        this.deleted = deleted;
        this.packed = packed;
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

    /** The resource as submitted (with its id, without server meta); of a deleted version an empty object. */
    public JsonNode body() {
        JsonNode seen = body;
        if (seen == null) {
            seen = deleted ? Json.object() : Json.parse(Packing.unpack(packed));
            body = seen;
        }
        return seen;
    }

    /** The resource as FHIR shows it, with the server's id, version and time in meta; JSON in UTF-8. Not of a deleted one. */
    public byte[] shown() {
        throw new UnsupportedOperationException();
    }
}
