package org.liankang.record.search;

import ca.uhn.fhir.context.FhirContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What {@link Parameters#index} costs, type by type: CPU time of the thread in the best of the rounds, and how many
 * entries a resource leaves. Takes a folder of {@code Type.ndjson.gz} files and the number of rounds.
 */
final class IndexCost {

    private static final int MOST = 5_000;

    private IndexCost() {}

    public static void main(String[] arguments) throws IOException {
        Parameters parameters = new Parameters(FhirContext.forR4Cached());
        int rounds = Integer.parseInt(arguments[1]);
        System.out.println("type\tresources\tbytes\tmicroseconds\ttokens\tranges\tphrases");
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".ndjson.gz"))
                    .sorted()
                    .toList()) {
                measure(parameters, file, rounds);
            }
        }
    }

    private static void measure(Parameters parameters, Path file, int rounds) throws IOException {
        String type = file.getFileName().toString().replace(".ndjson.gz", "");
        List<JsonNode> resources = new ArrayList<>();
        long bytes = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && resources.size() < MOST; line = lines.readLine()) {
                resources.add(Json.parse(line));
                bytes += line.length();
            }
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        long tokens = 0;
        long ranges = 0;
        long phrases = 0;
        for (int round = 0; round < rounds; round++) {
            tokens = 0;
            ranges = 0;
            phrases = 0;
            long before = threads.getCurrentThreadCpuTime();
            for (JsonNode resource : resources) {
                Index index = parameters.index(type, resource, Map.of());
                tokens += index.tokens().length;
                ranges += index.ranges().size();
                phrases += index.phrases().size();
            }
            best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
        }
        double n = resources.size();
        System.out.printf(
                "%s\t%d\t%.0f\t%.2f\t%.1f\t%.1f\t%.1f%n",
                type, resources.size(), bytes / n, best / n / 1000, tokens / n, ranges / n, phrases / n);
    }
}
