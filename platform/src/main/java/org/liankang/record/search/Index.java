package org.liankang.record.search;

import java.time.Instant;
import java.util.List;

/**
 * What one resource is found by.
 *
 * @param tokens sorted, distinct hashes ({@link Tokens})
 * @param low start of its clinical time, or null
 * @param high end of its clinical time (inclusive), or null
 */
public record Index(long[] tokens, Instant low, Instant high, List<Phrase> phrases) {

    /** A text searched by its beginning, folded. */
    public record Phrase(String parameter, String value) {}

    public static final Index NONE = new Index(new long[0], null, null, List.of());
}
