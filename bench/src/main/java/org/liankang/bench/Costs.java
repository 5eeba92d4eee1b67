package org.liankang.bench;

import java.util.ArrayList;
import java.util.List;

/** CPU time per unit of work, round by round, of those whose CPU time is known. */
final class Costs {

    private final List<Double> server = new ArrayList<>();
    private final List<Double> database = new ArrayList<>();
    private final List<Double> client = new ArrayList<>();

    void add(Cpu used, long units) {
        add(server, used.server(), units);
        add(database, used.database(), units);
        add(client, used.client(), units);
    }

    private static void add(List<Double> to, double seconds, long units) {
        if (!Double.isNaN(seconds)) {
            to.add(seconds * 1e6 / units);
        }
    }

    void addTo(Results results, String what, String unit) {
        add(results, what + ", CPU of the server", unit, server);
        add(results, what + ", CPU of PostgreSQL", unit, database);
        add(results, what + ", CPU of the client", unit, client);
    }

    private static void add(Results results, String what, String unit, List<Double> values) {
        if (!values.isEmpty()) {
            results.add(Series.of(what, "µs/" + unit, values));
        }
    }
}
