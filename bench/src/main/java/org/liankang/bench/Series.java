package org.liankang.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values measured several times: what lies in the middle, and how far they lie apart. */
record Series(String what, String unit, double[] values) {

    Series {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured: " + what);
        }
        values = values.clone();
        Arrays.sort(values);
    }

    static Series of(String what, String unit, List<Double> values) {
        return new Series(
                what, unit, values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double median() {
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** The smallest value that at least this share of the values does not exceed. */
    double percentile(double share) {
        return values[Math.clamp((int) Math.ceil(share * values.length) - 1, 0, values.length - 1)];
    }

    double least() {
        return values[0];
    }

    double most() {
        return values[values.length - 1];
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-42s %10s %10s %10s %10s %10s  %-12s n=%d",
                what,
                number(median()),
                number(least()),
                number(percentile(0.95)),
                number(percentile(0.99)),
                number(most()),
                unit,
                values.length);
    }

    static String head() {
        return String.format("%-42s %10s %10s %10s %10s %10s", "", "median", "least", "95 %", "99 %", "most");
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", what);
        json.put("unit", unit);
        json.put("n", values.length);
        json.put("median", median());
        json.put("least", least());
        json.put("p95", percentile(0.95));
        json.put("p99", percentile(0.99));
        json.put("most", most());
        return json;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%,.2f", value);
    }
}
