package org.liankang.record.search;

import java.util.Comparator;

/**
 * By what a resource is ordered among those of its type: the lowest of its values when ascending, the highest when
 * descending. A resource without a value comes last both ways.
 *
 * @param low of dates in milliseconds since 1970, of numbers as {@link Ranges#number}; meaningless without a value
 * @param first of texts, or empty
 */
public record SortKey(boolean missing, long low, long high, String first, String last) {

    public static final SortKey MISSING = new SortKey(true, 0, 0, "", "");

    public static final Comparator<SortKey> ASCENDING = Comparator.comparing(SortKey::missing)
            .thenComparingLong(SortKey::low)
            .thenComparing(SortKey::first);

    public static final Comparator<SortKey> DESCENDING = Comparator.comparing(SortKey::missing)
            .thenComparing(Comparator.comparingLong(SortKey::high).reversed())
            .thenComparing(Comparator.comparing(SortKey::last).reversed());
}
