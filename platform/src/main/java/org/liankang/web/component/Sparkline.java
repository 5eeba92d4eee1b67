package org.liankang.web.component;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A word-sized trend, drawn on the server into a box of 100 by 32. */
public record Sparkline(String points, String area, double endX, double endY) {

    private static final double WIDTH = 100;
    private static final double HEIGHT = 32;
    private static final double EDGE = 3;

    /** Nothing is drawn for fewer than two values. */
    public static Sparkline of(List<Double> values) {
        if (values.size() < 2) {
            return new Sparkline("", "", 0, 0);
        }
        OptionalDouble low = values.stream().mapToDouble(Double::doubleValue).min();
        OptionalDouble high = values.stream().mapToDouble(Double::doubleValue).max();
        double from = low.orElseThrow();
        double span = high.orElseThrow() - from;
        var line = new StringBuilder();
        double x = 0;
        double y = 0;
        for (int i = 0; i < values.size(); i++) {
            x = EDGE + (WIDTH - 2 * EDGE) * i / (values.size() - 1);
            double part = span == 0 ? 0.5 : (values.get(i) - from) / span;
            y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * part;
            line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        String points = line.toString().strip();
        String area = String.format(Locale.ROOT, "%.1f,%.1f %s %.1f,%.1f", EDGE, HEIGHT, points, x, HEIGHT);
        return new Sparkline(points, area, x, y);
    }

    public boolean drawn() {
        return !points.isEmpty();
    }
}
