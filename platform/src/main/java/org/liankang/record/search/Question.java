package org.liankang.record.search;

import java.util.List;

/**
 * A search understood: what to find, in which order, how much at a time and what to bring along.
 *
 * @param count most matches of one page, 0 for only counting
 * @param order first by the first; without any, what was recorded last comes first
 */
public record Question(String type, Query query, List<Order> order, int count, Total total, List<Include> includes) {

    /** @param parameter name of a search parameter of the type, {@code _id} or {@code _lastUpdated} */
    public record Order(String parameter, boolean descending) {}

    /** How exactly the number of all matches is wanted. */
    public enum Total {
        NONE,
        ESTIMATE,
        ACCURATE
    }

    /**
     * Resources to bring along with the matches.
     *
     * @param source type that holds the reference, or {@code *} for any
     * @param parameter its reference parameter, or {@code *} for all
     * @param target type referred to, or empty for any
     * @param reverse {@code _revinclude}: the source refers to what was found
     * @param iterate also for what was brought along
     */
    public record Include(String source, String parameter, String target, boolean reverse, boolean iterate) {}
}
