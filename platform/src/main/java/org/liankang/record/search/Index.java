package org.liankang.record.search;

import java.util.List;

/**
 * What one resource is found by.
 *
 * @param tokens sorted, distinct hashes ({@link Tokens})
 * @param ranges of dates, numbers, quantities and composites, distinct
 * @param phrases of strings and URIs, distinct
 * @param present bit n is set when the type's parameter number n ({@link Parameters#number}) has a value
 * @param low start of its clinical time in milliseconds since 1970, or {@link Long#MIN_VALUE} without one
 * @param high end of its clinical time, inclusive
 * @param places where it is, for the one parameter {@code near}
 */
public record Index(
        long[] tokens,
        List<Range> ranges,
        List<Phrase> phrases,
        long present,
        long low,
        long high,
        List<Place> places) {

    /** A value of an ordered parameter: one point when both ends are equal. */
    public record Range(long key, long low, long high) {}

    /** A text: folded for string parameters, as written for URIs; for others see {@link Texts}. */
    public record Phrase(long key, String text) {}

    /** Degrees of WGS 84. */
    public record Place(double latitude, double longitude) {}

    public static final Index NONE =
            new Index(new long[0], List.of(), List.of(), 0, Long.MIN_VALUE, Long.MIN_VALUE, List.of());
}
