package org.liankang.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.liankang.sender.Answer;
import org.liankang.sender.Progress;
import org.liankang.sender.Sender;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Target;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads back every resource of NDJSON files and compares it with its line: the same elements with the same values,
 * decimals with the same digits; only the server's {@code meta.versionId} and {@code meta.lastUpdated} may be added.
 */
final class VerifyBench {

    static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Target target;
    private final AtomicLong same = new AtomicLong();
    private final AtomicLong other = new AtomicLong();
    private final AtomicLong missing = new AtomicLong();

    VerifyBench(Target target) {
        this.target = target;
    }

    Results run(List<String> paths, int clients) throws IOException, InterruptedException {
        List<Path> files = files(paths);
        try (var sender = new Sender(target);
                var progress = Progress.onError("verify", files.size())) {
            for (Path file : files) {
                verify(sender, file, clients, progress);
                progress.add(1, 0);
            }
        }
        var results = new Results("Verify");
        results.remark(String.format(
                "%,d resources read back equal, %,d different, %,d not there", same.get(), other.get(), missing.get()));
        results.add(new Series("read back equal", "", new double[] {same.get()}));
        results.add(new Series("different", "", new double[] {other.get()}));
        results.add(new Series("not there", "", new double[] {missing.get()}));
        return results;
    }

    private static List<Path> files(List<String> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String path : paths) {
            try (Stream<Path> found = Files.walk(Path.of(path))) {
                found.filter(file -> file.toString().matches(".*\\.ndjson(\\.gz)?"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        if (files.isEmpty()) {
            throw new SendingFailed("there are no NDJSON files to verify");
        }
        return files;
    }

    private void verify(Sender sender, Path file, int clients, Progress progress)
            throws IOException, InterruptedException {
        var raw = Files.newInputStream(file);
        var stream = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            Iterator<String> lines = reader.lines().iterator();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                threads.add(Thread.startVirtualThread(() -> {
                    for (String line = next(lines); line != null; line = next(lines)) {
                        compare(sender, line);
                        progress.add(0, 1);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static String next(Iterator<String> lines) {
        synchronized (lines) {
            return lines.hasNext() ? lines.next() : null;
        }
    }

    private void compare(Sender sender, String line) {
        try {
            JsonNode sent = EXACT.readTree(line);
            String address =
                    sent.path("resourceType").asString() + "/" + sent.path("id").asString();
            Answer answer = sender.read(address);
            if (!answer.ok()) {
                missing.incrementAndGet();
                System.err.println("  " + address + ": " + answer.status());
            } else if (equal(sent, answer.body())) {
                same.incrementAndGet();
            } else {
                other.incrementAndGet();
                System.err.println("  " + address + " differs");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean equal(JsonNode sent, byte[] body) {
        ObjectNode read = (ObjectNode) EXACT.readTree(body);
        if (read.path("meta") instanceof ObjectNode meta) {
            meta.remove("versionId");
            meta.remove("lastUpdated");
            if (meta.isEmpty() && !sent.has("meta")) {
                read.remove("meta");
            }
        }
        return read.equals(sent);
    }
}
