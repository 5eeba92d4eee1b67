package org.liankang.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.liankang.simulator.people.Scenario;

/** The command line, checked. {@code out}, {@code to} and {@code truth} are null where not given. */
record Options(Scenario scenario, Path regions, Path out, URI to, String token, int threads, Path truth) {

    static final String USAGE = """
            simulate [--region haishu] --residents N [--years 5] [--seed 1] [--end-date YYYY-MM-DD] [--regions DIR]
                     --out DIR                                    write DIR/bundles.ndjson.gz and DIR/truth.json
                   | --to FHIRURL --token T [--threads 2] [--truth FILE]   post every bundle to a server
            """;

    private static final Set<String> KNOWN = Set.of(
            "region", "residents", "years", "seed", "end-date", "regions", "out", "to", "token", "threads", "truth");

    static Options parse(String[] arguments, LocalDate today) {
        Map<String, String> given = new HashMap<>();
        int i = arguments.length > 0 && arguments[0].equals("simulate") ? 1 : 0;
        for (; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("unknown argument " + arguments[i]);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("--" + name + " needs a value");
            }
            given.put(name, arguments[i + 1]);
        }
        if (given.containsKey("out") == given.containsKey("to")) {
            throw new IllegalArgumentException("give either --out DIR or --to URL");
        }
        if (given.containsKey("to") && !given.containsKey("token")) {
            throw new IllegalArgumentException("--to needs --token");
        }
        Scenario scenario = new Scenario(
                given.getOrDefault("region", "haishu"),
                whole(given, "residents", ""),
                whole(given, "years", "5"),
                whole(given, "seed", "1"),
                date(given.getOrDefault("end-date", today.toString())));
        return new Options(
                scenario,
                Path.of(given.getOrDefault("regions", "regions")),
                path(given, "out"),
                given.containsKey("to") ? URI.create(given.get("to")) : null,
                given.get("token"),
                Math.clamp(whole(given, "threads", "2"), 1, 64),
                path(given, "truth"));
    }

    private static int whole(Map<String, String> given, String name, String otherwise) {
        String text = given.getOrDefault(name, otherwise);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException failure) {
            throw new IllegalArgumentException(
                    "--" + name + " must be a whole number" + (text.isEmpty() ? "" : ", not " + text), failure);
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.format.DateTimeParseException failure) {
            throw new IllegalArgumentException("--end-date must look like 2026-11-21, not " + text, failure);
        }
    }

    private static Path path(Map<String, String> given, String name) {
        return given.containsKey(name) ? Path.of(given.get(name)) : null;
    }
}
