package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Points of a growing record as a table (CSV) and as a picture (SVG): the rate, the processor time, the disk. */
final class Curve {

    private static final int WIDTH = 720;
    private static final int PANEL = 220;
    private static final int LEFT = 70;
    private static final int TOP = 30;

    private Curve() {}

    /**
     * One step.
     *
     * @param resources in the record at its end
     * @param rate resources a second in this step, acknowledged
     * @param withBooks the same until the books have read them; not a number where there are none
     * @param cost microseconds of processor time of server and PostgreSQL for a resource, until the books have read it:
     *     says more than the rates where others use the machine too; not a number where unknown
     * @param database bytes, -1 where unknown; index and lake likewise
     */
    record Point(long resources, double rate, double withBooks, double cost, long database, long index, long lake) {

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%d,%.1f,%s,%s,%s,%s,%s",
                    resources,
                    rate,
                    known(withBooks),
                    known(cost),
                    known(database),
                    known(index),
                    known(lake));
        }

        private static String known(double measured) {
            return Double.isNaN(measured) ? "" : String.format(Locale.ROOT, "%.1f", measured);
        }

        private static String known(long bytes) {
            return bytes < 0 ? "" : Long.toString(bytes);
        }
    }

    /** The points that were written under this name before; none if there are none. */
    static List<Point> read(Path name) throws IOException {
        Path whole = name.toAbsolutePath();
        Path csv = whole.resolveSibling(whole.getFileName() + ".csv");
        if (!Files.exists(csv)) {
            return List.of();
        }
        return Files.readAllLines(csv).stream().skip(1).map(Curve::point).toList();
    }

    private static Point point(String line) {
        String[] cells = line.split(",", -1);
        return new Point(
                Long.parseLong(cells[0]),
                Double.parseDouble(cells[1]),
                measured(cells[2]),
                measured(cells[3]),
                bytes(cells[4]),
                bytes(cells[5]),
                bytes(cells[6]));
    }

    private static double measured(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    private static long bytes(String cell) {
        return cell.isEmpty() ? -1 : Long.parseLong(cell);
    }

    static void write(List<Point> points, Path name) throws IOException {
        Path whole = name.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        var csv = new StringBuilder(
                "resources,resources_per_s,until_books_per_s,cpu_us_per_resource,database_bytes,index_bytes,lake_bytes\n");
        points.forEach(point -> csv.append(point.line()).append('\n'));
        Files.writeString(whole.resolveSibling(whole.getFileName() + ".csv"), csv);
        Files.writeString(whole.resolveSibling(whole.getFileName() + ".svg"), svg(points));
    }

    static String svg(List<Point> points) {
        boolean sizes = points.stream().allMatch(point -> point.database() >= 0);
        boolean costs = points.stream().noneMatch(point -> Double.isNaN(point.cost()));
        int height = TOP + (1 + (costs ? 1 : 0) + (sizes ? 1 : 0)) * (PANEL + 50);
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
                WIDTH,
                height,
                WIDTH,
                height));
        double rates = points.stream().mapToDouble(Point::rate).max().orElse(1);
        panel(svg, points, TOP, "resources/s", rates);
        line(svg, points, TOP, rates, Point::rate, "#1f6fb2", "acknowledged", 0);
        if (points.stream().noneMatch(point -> Double.isNaN(point.withBooks()))) {
            line(svg, points, TOP, rates, Point::withBooks, "#b25f1f", "until the books have read it", 1);
        }
        int top = TOP + PANEL + 50;
        if (costs) {
            double most = points.stream().mapToDouble(Point::cost).max().orElse(1);
            panel(svg, points, top, "µs CPU a resource", most);
            line(svg, points, top, most, Point::cost, "#1f6fb2", "server and PostgreSQL, with the books", 1);
            top += PANEL + 50;
        }
        if (sizes) {
            double gigabytes = points.stream()
                    .mapToDouble(point -> point.database() / 1e9)
                    .max()
                    .orElse(1);
            panel(svg, points, top, "GB", gigabytes);
            line(svg, points, top, gigabytes, point -> point.database() / 1e9, "#1f6fb2", "PostgreSQL", 0);
            line(svg, points, top, gigabytes, point -> point.index() / 1e9, "#3a8a3a", "search index", 1);
            line(svg, points, top, gigabytes, point -> point.lake() / 1e9, "#b25f1f", "lake", 2);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, List<Point> points, int top, String unit, double most) {
        for (int i = 0; i <= 4; i++) {
            double y = top + PANEL - PANEL * i / 4.0;
            add(svg, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, WIDTH - 20, y, y);
            String number = String.format(Locale.ROOT, most >= 100 ? "%,.0f" : "%.2f", most * i / 4);
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, number);
        }
        add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", 8, top - 12, unit);
        add(svg, "<text x=\"%d\" y=\"%d\">0</text>", LEFT, top + PANEL + 18);
        String all = String.format(
                Locale.ROOT,
                "%,d resources",
                points.isEmpty() ? 0 : points.getLast().resources());
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", WIDTH - 20, top + PANEL + 18, all);
    }

    private static void line(
            StringBuilder svg,
            List<Point> points,
            int top,
            double most,
            ToDoubleFunction<Point> value,
            String colour,
            String name,
            int place) {
        double last = points.isEmpty() ? 1 : points.getLast().resources();
        var path = new StringBuilder();
        for (Point point : points) {
            double x = LEFT + (WIDTH - 20 - LEFT) * (point.resources() / last);
            double y = top + PANEL - PANEL * (most == 0 ? 0 : value.applyAsDouble(point) / most);
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        add(
                svg,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                path.toString().strip(),
                colour);
        add(svg, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>", LEFT + 60 + place * 190, top - 12, colour, name);
    }

    private static void add(StringBuilder svg, String pattern, Object... values) {
        svg.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    }
}
