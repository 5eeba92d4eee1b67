package org.liankang.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Resources a second that a server acknowledges, and until its books have read them. Each round sends other resources,
 * made before the clock starts; what they refer to (places, staff, people) is sent before it as well.
 */
final class LoadBench {

    private final Standing standing;
    private final Freight freight;
    private final List<Integer> clients;
    private final Map<Integer, Measured> measured = new TreeMap<>();

    private static final class Measured {
        private final List<Double> acknowledged = new ArrayList<>();
        private final List<Double> read = new ArrayList<>();
        private final Costs costs = new Costs();
    }

    LoadBench(Standing standing, Freight freight, List<Integer> clients) {
        this.standing = standing;
        this.freight = freight;
        this.clients = clients;
    }

    Results run(int rounds) throws IOException, InterruptedException {
        var results = new Results("Load");
        results.remark(freight.about() + "; " + rounds + " rounds after one to warm up, "
                + standing.target().base());
        results.remark("CPU is counted until the books have caught up, where the server says when that is");
        round(clients.getLast(), new Measured());
        for (int i = 0; i < rounds; i++) {
            for (int many : clients) {
                round(many, measured.computeIfAbsent(many, m -> new Measured()));
            }
        }
        measured.forEach((many, found) -> {
            String who = many + (many == 1 ? " client" : " clients");
            results.add(Series.of(who + ", acknowledged", "resources/s", found.acknowledged));
            if (!found.read.isEmpty()) {
                results.add(Series.of(who + ", until the books have read it", "resources/s", found.read));
            }
            found.costs.addTo(results, who, "resource");
        });
        return results;
    }

    private void round(int many, Measured into) throws IOException, InterruptedException {
        Freight.Round round = freight.next();
        try (var sending = new Clients(standing.target().base(), many)) {
            for (Parcel parcel : round.before()) {
                sending.send(List.of(parcel));
            }
            standing.awaitBooks();
            Cpu before = standing.cpu();
            long start = System.nanoTime();
            for (List<Parcel> stage : round.stages()) {
                sending.send(stage);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long resources = round.resources();
            into.acknowledged.add(resources / seconds);
            if (standing.awaitBooks()) {
                into.read.add(resources / ((System.nanoTime() - start) / 1e9));
            }
            into.costs.add(standing.cpu().since(before), resources);
            System.err.printf(
                    Locale.ROOT,
                    "  %d clients: %,.0f resources/s (%,d resources in %.1f s)%n",
                    many,
                    resources / seconds,
                    resources,
                    seconds);
        }
    }
}
