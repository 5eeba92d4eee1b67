package org.liankang.sender;

/**
 * One request that changes something. The key stays the same however often it is sent: that is what makes sending
 * again harmless.
 *
 * @param method {@code POST} or {@code PUT}
 * @param path below the base address, empty for a bundle
 * @param key idempotency key
 * @param institution unified social credit code to speak for, or empty for the target's own
 */
public record Submission(String method, String path, byte[] body, String key, String institution) {

    /** A transaction or batch bundle. */
    public static Submission bundle(byte[] body, String key) {
        return new Submission("POST", "", body, key, "");
    }

    public Submission speakingFor(String other) {
        return new Submission(method, path, body, key, other);
    }
}
