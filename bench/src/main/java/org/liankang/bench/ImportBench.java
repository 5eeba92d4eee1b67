package org.liankang.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.liankang.sender.Loader;
import org.liankang.sender.Options;
import org.liankang.sender.Patience;
import org.liankang.sender.Progress;
import org.liankang.sender.Sender;
import org.liankang.sender.SendingFailed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bulk data into a server: as streams of lines to its import, a type after the other, and as {@code ./liankang load}
 * sends the same files. An answer means that what it counts is on disk.
 */
final class ImportBench {

    private static final int LOADING = 2;

    private final Standing standing;
    private final Sample sample;
    private final Set<UUID> ids;
    private final boolean streams;
    private final boolean loads;
    private int mask = ThreadLocalRandom.current().nextInt();

    /** What was found of one way in. */
    private static final class Found {
        private final List<Double> stored = new ArrayList<>();
        private final List<Double> read = new ArrayList<>();
        private final Costs storing = new Costs();
        private final Costs reading = new Costs();

        void addTo(Results results, String what) {
            results.add(Series.of(what + ", stored", "resources/s", stored));
            storing.addTo(results, what + ", stored", "resource");
            if (!read.isEmpty()) {
                results.add(Series.of(what + ", until the books have read it", "resources/s", read));
                reading.addTo(results, what + ", until the books have read it", "resource");
            }
        }
    }

    /** @param kind {@code stream}, {@code load} or {@code all} */
    ImportBench(Standing standing, Sample sample, String kind) {
        if (!List.of("stream", "load", "all").contains(kind)) {
            throw new Options.Wrong("--kind is stream, load or all");
        }
        this.standing = standing;
        this.sample = sample;
        this.ids = sample.ids();
        this.streams = !kind.equals("load");
        this.loads = !kind.equals("stream");
    }

    Results run(int rounds) throws IOException, InterruptedException {
        boolean liankang = standing.awaitBooks();
        String path = liankang ? "/bulk/import" : "$import";
        var results = new Results("Import");
        results.remark(ids.size() + " resources under new ids and the directory they need each round, " + rounds
                + " rounds after one to warm up, " + standing.target().base() + ", stream to " + path);
        var streaming = new Found();
        var loading = new Found();
        for (int i = 0; i <= rounds; i++) {
            if (streams) {
                stream(path, liankang, i > 0 ? streaming : new Found());
            }
            if (loads) {
                load(i > 0 ? loading : new Found());
            }
        }
        if (streams) {
            streaming.addTo(results, "streams");
        }
        if (loads) {
            loading.addTo(results, "liankang load");
        }
        return results;
    }

    private void stream(String path, boolean liankang, Found into) throws IOException, InterruptedException {
        Map<String, byte[]> bodies = bodies();
        var requests = new Requests(standing.target());
        Map<String, byte[]> made = new LinkedHashMap<>();
        bodies.forEach((type, body) ->
                made.put(type, requests.with("POST", path + "?type=" + type, Requests.NDJSON, body, List.of())));
        Cpu before = standing.cpu();
        long start = System.nanoTime();
        try (var wire = new Wire(standing.target().base())) {
            for (Map.Entry<String, byte[]> one : made.entrySet()) {
                Clients.answered(wire, wire.send(one.getValue()), "the stream of " + one.getKey());
                if (liankang) {
                    counted(wire, lines(bodies.get(one.getKey())));
                }
            }
        }
        note(start, lines(bodies), before, into);
    }

    /** Every line is stored; the count holds what was there already, as the directory is after the first round. */
    private static void counted(Wire wire, long lines) {
        long stored = 0;
        for (JsonNode output :
                JsonMapper.shared().readTree(wire.body(), 0, wire.length()).path("output")) {
            stored += output.path("count").asLong();
        }
        if (stored != lines) {
            throw new SendingFailed("of " + lines + " lines " + stored + " were stored: " + wire.text());
        }
    }

    private void load(Found into) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("liankang-import");
        Map<String, byte[]> bodies = bodies();
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, byte[]> one : bodies.entrySet()) {
            files.add(Files.write(folder.resolve(one.getKey() + ".ndjson"), one.getValue()));
        }
        Cpu before = standing.cpu();
        long start = System.nanoTime();
        try (Progress progress = Progress.onError("load", Loader.size(files));
                Sender sender = new Sender(standing.target(), Patience.LONG, progress::notice)) {
            Loader.Result result = new Loader(sender, folder.resolve("journal"), LOADING, progress).load(files);
            if (!result.complete() || result.tally().notStored() > 0) {
                throw new SendingFailed("not everything was stored");
            }
        }
        note(start, lines(bodies), before, into);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void note(long start, long resources, Cpu before, Found into) throws IOException, InterruptedException {
        into.stored.add(resources / ((System.nanoTime() - start) / 1e9));
        into.storing.add(standing.cpu().since(before), resources);
        System.err.printf(
                java.util.Locale.ROOT, "  %,d resources in %.1f s%n", resources, (System.nanoTime() - start) / 1e9);
        if (standing.awaitBooks()) {
            into.read.add(resources / ((System.nanoTime() - start) / 1e9));
            into.reading.add(standing.cpu().since(before), resources);
        }
    }

    /** NDJSON by type, under the next ids, what is referred to first. */
    private Map<String, byte[]> bodies() {
        mask++;
        Map<String, ByteArrayOutputStream> bodies = new LinkedHashMap<>();
        sample.directory().forEach(one -> append(bodies, one));
        sample.stages().forEach(stage -> stage.forEach(one -> append(bodies, one)));
        Map<String, byte[]> renamed = new LinkedHashMap<>();
        bodies.forEach((type, out) -> {
            byte[] bytes = out.toByteArray();
            Uuids.change(bytes, Uuids.find(bytes, ids), mask);
            renamed.put(type, bytes);
        });
        return renamed;
    }

    private static void append(Map<String, ByteArrayOutputStream> bodies, Sample.Resource one) {
        ByteArrayOutputStream out = bodies.computeIfAbsent(one.type(), type -> new ByteArrayOutputStream(1 << 16));
        out.writeBytes(one.body());
        out.write('\n');
    }

    private static long lines(Map<String, byte[]> bodies) {
        return bodies.values().stream().mapToLong(ImportBench::lines).sum();
    }

    private static long lines(byte[] body) {
        long lines = 0;
        for (byte one : body) {
            lines += one == '\n' ? 1 : 0;
        }
        return lines;
    }
}
