package org.liankang.record.search;

/**
 * 64-bit hashes under which a resource is found: (type, parameter, value) in one number, so that one narrow index
 * serves every token and reference parameter of every type.
 */
public final class Tokens {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Tokens() {}

    /** A value without a system, or a code whatever its system. */
    public static long of(String type, String parameter, String value) {
        return finish(mix(mix(mix(OFFSET, type), parameter), value));
    }

    /** A value in a system. */
    public static long of(String type, String parameter, String system, String value) {
        return finish(mix(mix(mix(mix(OFFSET, type), parameter), system), value));
    }

    /** The body of a document, to recognise the same one again. */
    public static long of(byte[] bytes) {
        long hash = OFFSET;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return finish(hash);
    }

    private static long mix(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return (mixed ^ 0x1f) * PRIME; // a separator that no text holds: "ab","c" differs from "a","bc"
    }

    /** The finaliser of MurmurHash3: FNV alone leaves the high bits of short texts alike. */
    private static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
