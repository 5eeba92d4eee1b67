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
import org.liankang.record.index.Head;
import org.liankang.record.index.Key;
import org.liankang.record.index.Posting;
import org.liankang.record.index.SearchIndex;
import tools.jackson.databind.JsonNode;

/**
 * What {@link Parameters#index} costs, type by type: CPU time of the thread in the best of the rounds, and how many
 * entries a resource leaves. Takes a folder of {@code Type.ndjson.gz} files, the number of rounds, and optionally an empty
 * folder, in which an index of them all is made to say how many bytes it has for each resource.
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
        if (arguments.length > 2) {
            size(parameters, Path.of(arguments[0]), Path.of(arguments[2]));
        }
    }

    private static void size(Parameters parameters, Path resources, Path folder) throws IOException {
        long position = 0;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = allThreads(threads);
        try (SearchIndex index = new SearchIndex(folder, "size");
                Stream<Path> files = Files.list(resources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".ndjson.gz"))
                    .sorted()
                    .toList()) {
                String type = file.getFileName().toString().replace(".ndjson.gz", "");
                for (JsonNode resource : read(file, Integer.MAX_VALUE)) {
                    Key key = new Key(type, resource.path("id").asString());
                    Index found = parameters.index(type, resource, Map.of());
                    index.add(List.of(new Posting(new Head(key, 1, ++position, 0, false, position), found)));
                }
            }
            index.look().close();
            System.out.printf(
                    "indexed\t%d\t%.2f microseconds of all threads each%n",
                    position, (allThreads(threads) - before) / 1000.0 / position);
        }
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            System.out.printf("on disk\t%d\t%.1f bytes each%n", bytes, (double) bytes / position);
        }
    }

    private static long allThreads(ThreadMXBean threads) {
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += Math.max(0, threads.getThreadCpuTime(id));
        }
        return sum;
    }

    private static List<JsonNode> read(Path file, int most) throws IOException {
        List<JsonNode> resources = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && resources.size() < most; line = lines.readLine()) {
                resources.add(Json.parse(line));
            }
        }
        return resources;
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
