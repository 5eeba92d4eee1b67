package org.liankang.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.liankang.base.json.Json;
import org.liankang.uses.lake.LakeView;
import org.liankang.uses.lake.LakeViews;
import org.liankang.uses.lake.Reading;
import org.liankang.uses.lake.View;
import org.liankang.uses.lake.ViewReader;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;

/** What JMH runs: one pass over all documents. The views are the region's and those of {@code bench-views.json}. */
@BenchmarkMode(Mode.AverageTime)
@State(Scope.Thread)
public class ViewsBenchmark {

    /** Counted by JMH for each iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counted {

        public long resources;
        public long cpuNanos;
        public long wallNanos;

        @Setup(Level.Iteration)
        public void clear() {
            resources = 0;
            cpuNanos = 0;
            wallNanos = 0;
        }
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Param("")
    public String folder;

    @Param("7")
    public int every;

    private final List<byte[]> lines = new ArrayList<>();
    private final List<JsonNode> documents = new ArrayList<>();
    private Map<String, List<View>> views;

    @Setup
    public void read() throws IOException {
        List<View> all = new ArrayList<>(new LakeViews(Bench.policies())
                .all().stream().map(LakeView::view).toList());
        try (InputStream more = ViewsBenchmark.class.getResourceAsStream("/bench-views.json")) {
            for (JsonNode definition : Json.parse(more)) {
                all.add(((Reading.Understood) ViewReader.read(definition)).view());
            }
        }
        views = all.stream().collect(Collectors.groupingBy(View::resource));
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            files.filter(file -> file.toString().endsWith(".ndjson.gz"))
                    .sorted()
                    .forEach(this::read);
        }
        lines.forEach(line -> documents.add(Json.parse(line)));
    }

    private void read(Path file) {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (number++ % every == 0) {
                    lines.add(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Benchmark
    public long parse(Counted counted) {
        return measured(counted, () -> {
            long size = 0;
            for (byte[] line : lines) {
                size += Json.parse(line).size();
            }
            return size;
        });
    }

    @Benchmark
    public long rows(Counted counted) {
        return measured(counted, () -> {
            long rows = 0;
            for (JsonNode document : documents) {
                rows += rows(document);
            }
            return rows;
        });
    }

    @Benchmark
    public long parseAndRows(Counted counted) {
        return measured(counted, () -> {
            long rows = 0;
            for (byte[] line : lines) {
                rows += rows(Json.parse(line));
            }
            return rows;
        });
    }

    private long rows(JsonNode document) {
        long rows = 0;
        for (View view : views.getOrDefault(document.path("resourceType").asString(""), List.of())) {
            rows += view.rows(document).rows().size();
        }
        return rows;
    }

    private long measured(Counted counted, java.util.function.LongSupplier pass) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        long result = pass.getAsLong();
        counted.cpuNanos += THREADS.getCurrentThreadCpuTime() - cpu;
        counted.wallNanos += System.nanoTime() - wall;
        counted.resources += lines.size();
        return result;
    }
}
