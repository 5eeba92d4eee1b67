package org.liankang.sender;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A piece of a file that is sent at once and acknowledged at once.
 *
 * @param number from 0, the same each time the file is read
 * @param whole a transaction or batch bundle that is posted as it is, or a document that is no sound JSON
 * @param documents what is in it; exactly one when it is whole
 * @param read bytes of the file read since the chunk before
 */
record Chunk(int number, boolean whole, List<Document> documents, long read) {

    /** One resource, and the {@code fullUrl} its bundle gave it, or empty. */
    record Document(byte[] bytes, String fullUrl) {}

    /** Fingerprint of content, file name and place: the same chunk has the same key on every day and machine. */
    String key(String file) {
        return key(file, number, documents);
    }

    static String key(String file, int number, List<Document> documents) {
        MessageDigest digest = sha256();
        for (Document document : documents) {
            digest.update(document.bytes());
            digest.update((byte) '\n');
        }
        digest.update((file + "#" + number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
