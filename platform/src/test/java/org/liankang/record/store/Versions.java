package org.liankang.record.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** A change feed written by hand for tests of books: positions and version numbers are given out as the store does. */
public final class Versions {

    private final List<Version> all = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private Instant now = Instant.parse("2024-01-01T00:00:00Z");

    public Versions at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    /** Adds a version of the resource; quotes may be written as single quotes. */
    public Version put(long resident, String body) {
        return put(resident, Json.parse(body.replace('\'', '"')));
    }

    public Version put(long resident, JsonNode body) {
        return add(resident, Json.text(body, "resourceType"), Json.text(body, "id"), Packing.pack(Json.bytes(body)));
    }

    public Version delete(long resident, String reference) {
        int slash = reference.indexOf('/');
        return add(resident, reference.substring(0, slash), reference.substring(slash + 1), null);
    }

    private Version add(long resident, String type, String id, byte[] packed) {
        int number = numbers.merge(type + "/" + id, 1, Integer::sum);
        long position = all.size() + 1L;
        var version = new Version(position, type, id, number, resident, 0, position, now, packed == null, packed);
        all.add(version);
        return version;
    }

    public int size() {
        return all.size();
    }

    /** The version at a position, from 1. */
    public Version at(long position) {
        return all.get((int) position - 1);
    }

    public List<Version> all() {
        return List.copyOf(all);
    }
}
