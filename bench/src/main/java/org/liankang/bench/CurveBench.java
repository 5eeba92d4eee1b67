package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the rate of a load changes as the record grows: the same sample again and again under new ids. */
final class CurveBench {

    private static final long LEAST_FREE = 15L << 30;

    private final Standing standing;
    private final Freight freight;
    private final int clients;
    private final boolean books;
    private final List<Curve.Point> points = new ArrayList<>();

    /** @param books whether each round waits until the books have read it; if not, the record alone is measured */
    CurveBench(Standing standing, Freight freight, int clients, boolean books) {
        this.books = books;
        this.standing = standing;
        this.freight = freight;
        this.clients = clients;
    }

    /**
     * @param until resources at the end
     * @param step resources between two points, at the least: a round of the sample is never cut
     * @param files where the points go after each step: this name with .csv and .svg
     * @param on the record is kept from a run before, whose points are in the files: go on from there
     */
    Results run(long until, long step, Path files, boolean on) throws IOException, InterruptedException {
        var results = new Results("Curve");
        results.remark(freight.about() + "; " + clients + " clients, books " + (books ? "read each round" : "wait")
                + ", a point every " + step + " resources, " + standing.target().base());
        var costs = new Costs();
        points.addAll(on ? Curve.read(files) : List.of());
        long resources = points.isEmpty() ? 0 : points.getLast().resources();
        long begun = System.nanoTime();
        long from = resources;
        try (var sending = new Clients(standing.target().base(), clients)) {
            while (resources < until) {
                if (free(files) < LEAST_FREE) {
                    results.remark("stopped at " + resources + " resources: less than 15 GB of disk are free");
                    break;
                }
                Cpu before = standing.cpu();
                double seconds = 0;
                double caughtUp = 0;
                long here = 0;
                while (here < step) {
                    Freight.Round round = freight.next();
                    long start = System.nanoTime();
                    here += round.send(sending);
                    seconds += (System.nanoTime() - start) / 1e9;
                    caughtUp =
                            books && standing.awaitBooks() ? caughtUp + (System.nanoTime() - start) / 1e9 : Double.NaN;
                }
                resources += here;
                Cpu used = standing.cpu().since(before);
                costs.add(used, here);
                points.add(point(
                        resources, here / seconds, here / caughtUp, (used.server() + used.database()) * 1e6 / here));
                Curve.write(points, files);
                double left = (System.nanoTime() - begun) / 1e9 * (until - resources) / (resources - from);
                System.err.printf(
                        Locale.ROOT,
                        "  %s  (%d of %d, about %.0f min left)%n",
                        points.getLast().line(),
                        resources,
                        until,
                        Math.max(0, left / 60));
            }
        }
        if (!points.isEmpty()) {
            results.add(Series.of(
                    "load, all steps",
                    "resources/s",
                    points.stream().map(Curve.Point::rate).toList()));
            results.add(Series.of(
                    "the last step", "resources/s", List.of(points.getLast().rate())));
            costs.addTo(results, "load", "resource");
        }
        results.remark(String.format(Locale.ROOT, "points: %s.csv and %s.svg", files, files));
        return results;
    }

    private Curve.Point point(long resources, double rate, double withBooks, double cost) throws IOException {
        if (!standing.ours()) {
            return new Curve.Point(resources, rate, withBooks, cost, -1, -1, -1);
        }
        Sizes sizes = Sizes.of(standing.data());
        return new Curve.Point(resources, rate, withBooks, cost, sizes.database(), sizes.index(), sizes.lake());
    }

    private long free(Path files) throws IOException {
        Path where = standing.ours() ? standing.data() : files.toAbsolutePath().getParent();
        return Files.getFileStore(where).getUsableSpace();
    }
}
