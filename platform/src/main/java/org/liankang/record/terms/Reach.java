package org.liankang.record.terms;

import java.util.List;
import java.util.Set;

/**
 * All codes a code contains, also those that are not listed: what a search by {@code :below} looks for.
 *
 * @param codes the listed ones, with the code itself
 * @param intervals of a classification whose finer codes are longer, where the unlisted ones lie; else empty
 */
public record Reach(Set<String> codes, List<Interval> intervals) {

    /**
     * Codes that come, by code points, at or after the first text and before or at every text that the second begins:
     * in SQL with the collation "C", {@code code >= from and code < until || chr(1114111)}.
     */
    public record Interval(String from, String until) {

        public boolean holds(String code) {
            return code.compareTo(from) >= 0 && (code.compareTo(until) <= 0 || code.startsWith(until));
        }
    }

    public boolean holds(String code) {
        return codes.contains(code) || intervals.stream().anyMatch(interval -> interval.holds(code));
    }
}
