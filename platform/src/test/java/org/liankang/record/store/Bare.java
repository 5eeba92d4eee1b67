package org.liankang.record.store;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Single versions without a list of them: for long feeds, and for broken ones. */
public final class Bare {

    private static final Instant AT = Instant.parse("2024-01-01T00:00:00Z");

    private Bare() {}

    /** The first version of a resource. */
    public static Version first(long position, long resident, JsonNode body) {
        byte[] packed = Packing.pack(org.liankang.base.json.Json.bytes(body));
        return version(
                position, body.path("resourceType").asString(), body.path("id").asString(), resident, packed);
    }

    /** A version whose stored body cannot be unpacked, as after a damage of the disk. */
    public static Version brokenLike(Version whole) {
        return version(whole.position(), whole.type(), whole.id(), whole.resident(), new byte[] {1, 2, 3});
    }

    private static Version version(long position, String type, String id, long resident, byte[] packed) {
        return new Version(position, type, id, 1, resident, 0, position, AT, false, packed);
    }
}
