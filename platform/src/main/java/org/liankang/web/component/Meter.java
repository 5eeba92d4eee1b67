package org.liankang.web.component;

import java.util.Locale;

/**
 * A value against its target on one bar. Lengths are percentages of the bar.
 *
 * @param fill how far the value reaches
 * @param mark where the target stands
 */
public record Meter(double fill, double mark, Tone tone, String spoken) {

    private static final double ROOM = 1.15;

    /** A bar that reaches a little beyond the larger of value and target. */
    public static Meter of(double value, double target, Tone tone, String spoken) {
        double most = Math.max(Math.max(value, target) * ROOM, Double.MIN_NORMAL);
        return new Meter(100 * Math.max(value, 0) / most, 100 * target / most, tone, spoken);
    }

    public String fillWidth() {
        return percent(fill);
    }

    public String markAt() {
        return percent(mark);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f%%", Math.clamp(value, 0, 100));
    }
}
