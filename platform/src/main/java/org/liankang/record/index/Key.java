package org.liankang.record.index;

/** A resource's address: {@code Type/id}. */
public record Key(String type, String id) {

    @Override
    public String toString() {
        return type + "/" + id;
    }

    /** @param reference {@code Type/id}, with or without {@code /_history/n} */
    public static Key of(String reference) {
        int slash = reference.indexOf('/');
        int end = reference.indexOf('/', slash + 1);
        return new Key(
                reference.substring(0, slash), reference.substring(slash + 1, end < 0 ? reference.length() : end));
    }
}
