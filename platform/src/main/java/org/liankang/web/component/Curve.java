package org.liankang.web.component;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Measured values over time, drawn on the server into a box of 480 by 230: lines with their points, the bands in which the
 * values should lie, and the curves of a reference table behind them.
 */
public record Curve(
        String title,
        String unit,
        List<Line> lines,
        List<Band> bands,
        List<Guide> guides,
        List<Tick> across,
        List<Tick> upward,
        List<Note> notes) {

    public static final int WIDTH = 480;
    public static final int HEIGHT = 230;
    public static final int LEFT = 42;
    public static final int RIGHT = WIDTH - 14;
    public static final int TOP = 12;
    public static final int BOTTOM = HEIGHT - 26;
    private static final int MOST_TICKS = 5;
    private static final double AIR = 0.06;
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final int[] MONTH_STEPS = {1, 2, 3, 6, 12, 24, 36, 60, 120, 240};

    /** What stands below: days (since 1970-01-01) or months of age. */
    public enum Below {
        DAYS,
        MONTHS
    }

    /** @param x days or months, see {@link Below} @param label of the day, in words */
    public record Point(double x, double y, String label) {}

    public record Series(String name, List<Point> points) {}

    /**
     * Where the values of one series should lie.
     *
     * @param low the least value that is well, or null
     * @param high the first value that is too much, or null
     */
    public record Target(int series, Double low, Double high, String words) {

        boolean met(double value) {
            return (low == null || value >= low) && (high == null || value < high);
        }
    }

    /** One curve of a reference table. @param middle the one in the middle */
    public record Reference(String name, boolean middle, List<Point> points) {}

    /** @param number of the series, from 1, which gives the colour */
    public record Line(int number, String name, String points, List<Dot> dots, String newest) {}

    /** @param out outside of its target */
    public record Dot(double x, double y, String label, String value, boolean out) {}

    public record Band(int number, double y, double height) {}

    public record Guide(String name, boolean middle, String points, double endY) {}

    public record Tick(double at, String label) {}

    /** What a band or a reference rests on. */
    public record Note(String text) {}

    public static Curve of(
            String title,
            String unit,
            Below below,
            List<Series> series,
            List<Target> targets,
            List<Reference> references,
            List<String> notes) {
        double[] xs = all(series, references).mapToDouble(Point::x).toArray();
        Scale across = Scale.of(DoubleStream.of(xs), LEFT, RIGHT, 0);
        DoubleStream aims = targets.stream()
                .flatMap(target -> Stream.of(target.low(), target.high()))
                .filter(edge -> edge != null)
                .mapToDouble(Double::doubleValue);
        Scale upward =
                Scale.of(DoubleStream.concat(all(series, references).mapToDouble(Point::y), aims), BOTTOM, TOP, AIR);
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < series.size(); at++) {
            lines.add(line(at, series.get(at), targets, across, upward));
        }
        return new Curve(
                title,
                unit,
                List.copyOf(lines),
                targets.stream().map(target -> band(target, upward)).toList(),
                references.stream().map(one -> guide(one, across, upward)).toList(),
                below == Below.DAYS ? days(across) : months(across),
                values(upward),
                notes.stream().distinct().map(Note::new).toList());
    }

    public boolean empty() {
        return lines.stream().allMatch(line -> line.dots().isEmpty());
    }

    private static Stream<Point> all(List<Series> series, List<Reference> references) {
        return Stream.concat(
                series.stream().flatMap(one -> one.points().stream()),
                references.stream().flatMap(one -> one.points().stream()));
    }

    private static Line line(int at, Series series, List<Target> targets, Scale across, Scale upward) {
        List<Dot> dots = series.points().stream()
                .map(point -> new Dot(
                        across.at(point.x()),
                        upward.at(point.y()),
                        point.label(),
                        plain(point.y()),
                        targets.stream().anyMatch(target -> target.series() == at && !target.met(point.y()))))
                .toList();
        String newest =
                series.points().isEmpty() ? "" : plain(series.points().getLast().y());
        return new Line(at + 1, series.name(), path(series.points(), across, upward), dots, newest);
    }

    private static Band band(Target target, Scale upward) {
        double high = target.high() == null ? TOP : upward.at(target.high());
        double low = target.low() == null ? BOTTOM : upward.at(target.low());
        return new Band(target.series() + 1, high, Math.max(0, low - high));
    }

    private static Guide guide(Reference one, Scale across, Scale upward) {
        return new Guide(
                one.name(),
                one.middle(),
                path(one.points(), across, upward),
                upward.at(one.points().getLast().y()));
    }

    private static String path(List<Point> points, Scale across, Scale upward) {
        var path = new StringBuilder();
        points.forEach(point ->
                path.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.at(point.x()), upward.at(point.y()))));
        return path.toString().strip();
    }

    private static List<Tick> days(Scale scale) {
        List<Tick> ticks = new ArrayList<>();
        LocalDate first = LocalDate.ofEpochDay((long) scale.from());
        LocalDate last = LocalDate.ofEpochDay((long) scale.to());
        long span = Math.max(1, last.toEpochDay() - first.toEpochDay());
        int step = monthStep(span / 30.4);
        var words = DateTimeFormatter.ofPattern(step >= 12 ? "yyyy" : "yyyy-MM", Locale.ROOT);
        LocalDate tick = first.withDayOfMonth(1);
        tick = step >= 12 ? tick.withMonth(1).plusYears(1) : tick.plusMonths(1);
        while (!tick.isAfter(last)) {
            ticks.add(new Tick(scale.at(tick.toEpochDay()), words.format(tick)));
            tick = tick.plusMonths(step);
        }
        return ticks.isEmpty() ? List.of(new Tick(scale.at(scale.from()), first.toString())) : ticks;
    }

    private static List<Tick> months(Scale scale) {
        List<Tick> ticks = new ArrayList<>();
        int step = monthStep(scale.to() - scale.from());
        for (int month = (int) Math.ceil(scale.from()); month <= scale.to(); month++) {
            if (month % step == 0) {
                ticks.add(new Tick(scale.at(month), String.valueOf(month)));
            }
        }
        return ticks;
    }

    private static int monthStep(double months) {
        for (int step : MONTH_STEPS) {
            if (months / step <= MOST_TICKS + 1) {
                return step;
            }
        }
        return MONTH_STEPS[MONTH_STEPS.length - 1];
    }

    private static List<Tick> values(Scale scale) {
        double span = scale.to() - scale.from();
        double size = Math.pow(10, Math.floor(Math.log10(span / MOST_TICKS)));
        double step = size;
        for (double one : STEPS) {
            if (span / (one * size) <= MOST_TICKS) {
                step = one * size;
                break;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (double value = Math.ceil(scale.from() / step) * step; value <= scale.to(); value += step) {
            ticks.add(new Tick(scale.at(value), plain(value)));
        }
        return ticks;
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(Math.round(value * 100) / 100.0)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Where a value lies between two edges of the box. */
    private record Scale(double from, double to, double begin, double end) {

        static Scale of(DoubleStream values, double begin, double end, double air) {
            var sum = values.summaryStatistics();
            double low = sum.getCount() == 0 ? 0 : sum.getMin();
            double high = sum.getCount() == 0 ? 1 : sum.getMax();
            double span = high - low == 0 ? Math.max(1, Math.abs(low) * 0.1) : high - low;
            double room = high - low == 0 ? span / 2 : span * air;
            return new Scale(low - room, high + room, begin, end);
        }

        double at(double value) {
            return begin + (end - begin) * (value - from) / (to - from);
        }
    }
}
