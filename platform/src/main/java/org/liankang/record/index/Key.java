package org.liankang.record.index;

/** A resource's address: {@code Type/id}. */
public record Key(String type, String id) {

    @Override
    public String toString() {
        return type + "/" + id;
    }

    /** @param reference {@code Type/id}, with or without {@code /_history/n} */
    public static Key of(String reference) {
        String[] parts = reference.split("/", 3);
        return new Key(parts[0], parts[1]);
    }
}
