package org.liankang.record.store;

import java.time.Instant;
import java.util.List;

/**
 * A search of one type.
 *
 * @param offset how many matches to pass over
 */
public record Search(String type, List<Criterion> criteria, int most, int offset, Order order) {

    /** Newest change first is the default; the clinical time is what a doctor reads by. */
    public enum Order {
        NEWEST_CHANGE,
        TIME_ASCENDING,
        TIME_DESCENDING
    }

    /** One condition; all must hold. */
    public sealed interface Criterion {

        /** At least one of these tokens; with {@code not}, none of them. */
        record AnyToken(long[] tokens, boolean not) implements Criterion {}

        /** The clinical time's range overlaps {@code [from, until]}; either end may be null. */
        record Time(Instant from, Instant until) implements Criterion {}

        /** One of the ids. */
        record Ids(List<String> ids) implements Criterion {}

        /** A text of this parameter begins with (or is exactly) one of the values. */
        record Text(String parameter, List<String> values, boolean exact) implements Criterion {}

        /** Recorded in this range; either end may be null. */
        record Updated(Instant from, Instant until) implements Criterion {}
    }

    /** @param total how many match in all */
    public record Page(List<Version> matches, long total) {}
}
