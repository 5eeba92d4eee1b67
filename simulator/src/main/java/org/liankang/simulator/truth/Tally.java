package org.liankang.simulator.truth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.liankang.simulator.region.Institution;

/** Numerators and denominators by the codes of official indicators: of the region, its divisions and institutions. */
final class Tally {

    private static final class Sums {
        private final long[] region = new long[2];
        private final Map<String, long[]> divisions = new TreeMap<>();
        private final Map<String, long[]> institutions = new TreeMap<>();

        private void add(Institution where, long numerator, long denominator) {
            add(region, numerator, denominator);
            add(divisions.computeIfAbsent(where.division(), none -> new long[2]), numerator, denominator);
            add(institutions.computeIfAbsent(where.id(), none -> new long[2]), numerator, denominator);
        }

        private static void add(long[] sums, long numerator, long denominator) {
            sums[0] += numerator;
            sums[1] += denominator;
        }
    }

    private final Map<String, Sums> byCode = new TreeMap<>();

    /** One of those an indicator divides by, at their centre or where it happened. */
    void unit(String code, Institution where, boolean counts) {
        add(code, where, counts ? 1 : 0, 1);
    }

    /** So many of what an indicator counts; nothing to divide by. */
    void event(String code, Institution where, long number) {
        add(code, where, number, 0);
    }

    /** One to divide by, which the numerator is counted apart from. */
    void base(String code, Institution where) {
        add(code, where, 0, 1);
    }

    private void add(String code, Institution where, long numerator, long denominator) {
        byCode.computeIfAbsent(code, none -> new Sums()).add(where, numerator, denominator);
    }

    Map<String, Object> asMap() {
        Map<String, Object> result = new LinkedHashMap<>();
        byCode.forEach((code, sums) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("numerator", sums.region[0]);
            one.put("denominator", sums.region[1]);
            one.put("byDivision", sums.divisions);
            one.put("byInstitution", sums.institutions);
            result.put(code, one);
        });
        return result;
    }
}
