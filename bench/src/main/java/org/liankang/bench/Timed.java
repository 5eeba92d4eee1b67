package org.liankang.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Requests one after the other from every client, for so many seconds: how many a second, and how long each took from
 * its first byte sent to its last byte read.
 *
 * @param milliseconds of every request that ended in the time
 */
record Timed(double seconds, double[] milliseconds) {

    /** One request and the look at its answer. */
    interface Step {
        void run(Wire wire, int client, Random random) throws IOException;
    }

    static Timed run(Clients clients, double seconds, Step step) throws InterruptedException {
        List<double[]> all = new ArrayList<>();
        double took = clients.run((wire, client) -> {
            var random = new Random(client);
            double[] times = new double[1024];
            int count = 0;
            long start = System.nanoTime();
            long until = start + (long) (seconds * 1e9);
            for (long before = start; before < until && !clients.stopped(); ) {
                step.run(wire, client, random);
                long after = System.nanoTime();
                if (count == times.length) {
                    times = Arrays.copyOf(times, count * 2);
                }
                times[count++] = (after - before) / 1e6;
                before = after;
            }
            double[] own = Arrays.copyOf(times, count);
            synchronized (all) {
                all.add(own);
            }
        });
        return new Timed(took, all.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    double rate() {
        return milliseconds.length / seconds;
    }

    /** The same step in several rounds after one to warm up, as rows of the results. */
    static void measure(
            Results results, Standing standing, int many, int rounds, double seconds, String what, Step step)
            throws IOException, InterruptedException {
        List<Double> rates = new ArrayList<>();
        List<double[]> times = new ArrayList<>();
        var costs = new Costs();
        try (var clients = new Clients(standing.target().base(), many)) {
            run(clients, Math.max(1, seconds / 2), step);
            for (int i = 0; i < rounds; i++) {
                Cpu before = standing.cpu();
                Timed timed = run(clients, seconds, step);
                costs.add(standing.cpu().since(before), timed.milliseconds.length);
                rates.add(timed.rate());
                times.add(timed.milliseconds);
            }
        }
        results.add(Series.of(what, "requests/s", rates));
        results.add(new Series(
                what + ", each",
                "ms",
                times.stream().flatMapToDouble(Arrays::stream).toArray()));
        costs.addTo(results, what, "request");
    }
}
