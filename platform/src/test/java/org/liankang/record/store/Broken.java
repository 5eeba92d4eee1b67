package org.liankang.record.store;

/** A version whose stored body cannot be unpacked, as after a damage of the disk. */
public final class Broken {

    private Broken() {}

    public static Version like(Version whole) {
        return new Version(
                whole.position(),
                whole.type(),
                whole.id(),
                whole.number(),
                whole.resident(),
                whole.institution(),
                whole.submission(),
                whole.at(),
                false,
                new byte[] {1, 2, 3});
    }
}
