package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.liankang.sender.Answer;
import org.liankang.sender.Loader;
import org.liankang.sender.Patience;
import org.liankang.sender.Progress;
import org.liankang.sender.Sender;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Target;
import tools.jackson.databind.JsonNode;

/**
 * Kills the server during an import of NDJSON, starts it again, and at the end looks for every line: it must be there as
 * it was sent, in one version. The loader knows nothing of the kills; it has the patience of {@code ./liankang load}.
 */
final class StreamCrashBench {

    private static final int LOADING = 2;
    private static final int READERS = 2;

    private final OwnServer server;
    private final Sample sample;
    private final Random random = new Random(1);

    StreamCrashBench(List<String> command, int port, Sample sample) throws IOException {
        this.server = new OwnServer(command, port, Files.createTempDirectory("liankang-crash"));
        this.sample = sample;
    }

    Results run(int kills) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(server::end));
        server.start();
        var target = new Target(server.base() + "/fhir", server.senderToken(), "");
        var platform = new Target(server.base(), target.token(), "");
        List<Sample.Resource> all = new ArrayList<>(sample.directory());
        sample.stages().forEach(all::addAll);
        List<Path> files = files(all, server.data().resolve("sent"));
        var result = new AtomicReference<Loader.Result>();
        var trouble = new AtomicReference<Exception>();
        Thread loading = Thread.ofPlatform().start(() -> {
            try (Progress progress = Progress.onError("import", Loader.size(files));
                    Sender sender = new Sender(target, Patience.LONG, progress::notice)) {
                result.set(new Loader(sender, server.data().resolve("journal"), LOADING, progress).load(files));
            } catch (IOException | InterruptedException | RuntimeException failure) {
                trouble.set(failure);
            }
        });
        int killed = 0;
        try (var sender = new Sender(platform)) {
            long last = recorded(sender);
            while (killed < kills && loading.isAlive()) {
                long more = 1 + random.nextInt(2 * all.size() / (kills + 1));
                while (loading.isAlive() && recorded(sender) < last + more) {
                    Thread.sleep(5);
                }
                if (!loading.isAlive()) {
                    break;
                }
                server.kill();
                killed++;
                server.start();
                last = recorded(sender);
                System.err.printf(Locale.ROOT, "  kill %d of %d, %,d versions are there%n", killed, kills, last);
            }
        }
        loading.join();
        if (trouble.get() != null) {
            throw new SendingFailed("the import stopped: " + trouble.get().getMessage());
        }
        long wrong = wrong(target, all);
        server.stop();
        server.forget();
        var results = new Results("Crash of an import");
        results.remark(String.format(
                Locale.ROOT,
                "%d kills during the import of %,d lines; the loader counted %,d stored or unchanged and %,d not"
                        + " stored; %,d are missing, different or there twice",
                killed,
                all.size(),
                result.get().tally().stored() + result.get().tally().unchanged(),
                result.get().tally().notStored(),
                wrong));
        results.add(new Series("kills", "", new double[] {killed}));
        results.add(new Series("lines not there exactly once as sent", "", new double[] {wrong}));
        return results;
    }

    /** How many versions the record holds. */
    private static long recorded(Sender platform) throws InterruptedException {
        return platform.read("api/system/books").json().path("last").asLong();
    }

    private static List<Path> files(List<Sample.Resource> resources, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, StringBuilder> byType = new LinkedHashMap<>();
        for (Sample.Resource one : resources) {
            byType.computeIfAbsent(one.type(), type -> new StringBuilder())
                    .append(new String(one.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .append('\n');
        }
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, StringBuilder> one : byType.entrySet()) {
            files.add(Files.writeString(folder.resolve(one.getKey() + ".ndjson"), one.getValue()));
        }
        return files;
    }

    private static long wrong(Target target, List<Sample.Resource> all) throws InterruptedException {
        var wrong = new AtomicLong();
        var next = new AtomicLong();
        List<Thread> readers = new ArrayList<>();
        try (var sender = new Sender(target)) {
            for (int i = 0; i < READERS; i++) {
                readers.add(Thread.startVirtualThread(() -> {
                    try {
                        for (long at = next.getAndIncrement(); at < all.size(); at = next.getAndIncrement()) {
                            wrong.addAndGet(asSentAndOnce(sender, all.get((int) at)) ? 0 : 1);
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            for (Thread reader : readers) {
                reader.join();
            }
        }
        if (next.get() < all.size()) {
            throw new SendingFailed("not everything could be read back");
        }
        return wrong.get();
    }

    private static boolean asSentAndOnce(Sender sender, Sample.Resource one) throws InterruptedException {
        Answer answer = sender.read(one.type() + "/" + one.id());
        JsonNode meta = answer.json().path("meta");
        boolean fine = answer.ok()
                && meta.path("versionId").asString("").equals("1")
                && VerifyBench.equal(VerifyBench.EXACT.readTree(one.body()), answer.body());
        if (!fine) {
            System.err.println("  " + one.type() + "/" + one.id() + ": " + answer.status() + ", version "
                    + meta.path("versionId").asString("none"));
        }
        return fine;
    }
}
