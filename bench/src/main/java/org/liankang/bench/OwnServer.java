package org.liankang.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.liankang.sender.DemoFile;
import org.liankang.sender.Options;
import org.liankang.sender.SendingFailed;

/** A server that a measurement starts and stops as it likes, with a data folder of its own. */
final class OwnServer {

    private static final Duration MOST = Duration.ofMinutes(10);

    private final List<String> command;
    private final Path data;
    private final String base;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    OwnServer(List<String> command, int port, Path data) {
        if (command.isEmpty()) {
            throw new Options.Wrong("this bench needs the launcher: ./liankang bench …");
        }
        this.command = new ArrayList<>(command);
        this.command.add("--server.port=" + port);
        this.command.add("--liankang.database.folder=" + data);
        this.data = data;
        this.base = "http://localhost:" + port;
    }

    String base() {
        return base;
    }

    /** Starts it and waits until it answers; gives the seconds that took. */
    double start() throws IOException, InterruptedException {
        long start = System.nanoTime();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("server.log").toFile()))
                .start();
        while (!healthy()) {
            if (!process.isAlive() || System.nanoTime() - start > MOST.toNanos()) {
                throw new SendingFailed("the server does not start; its log is " + data.resolve("server.log"));
            }
            Thread.sleep(20);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean healthy() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + "/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String senderToken() throws InterruptedException {
        for (int i = 0; i < 2400; i++) {
            var demo = new DemoFile(base, base + "/fhir", null, null, 0, 0, "", "").withAccountsOf(data);
            if (demo.isPresent()) {
                return demo.get().senderToken();
            }
            Thread.sleep(50);
        }
        throw new SendingFailed("the server has written no demo-accounts.json");
    }

    long pid() {
        return process.pid();
    }

    /** The first process of its PostgreSQL, as the lock file in the data folder names it. */
    long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip());
    }

    Path data() {
        return data;
    }

    /** Removes the data folder of a server that has been stopped. */
    void forget() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Asks it to stop, whether it runs or not: for a measurement that is itself ended. */
    void end() {
        if (process != null) {
            process.destroy();
        }
    }

    /** As a power cut would: without a word. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Memory in use by the server and its database, in MB; what processes share is counted once each. */
    double memory() throws IOException {
        double sum = ownMemory();
        // PostgreSQL leaves the server's process tree when it starts.
        ProcessHandle postmaster = ProcessHandle.of(postmaster())
                .orElseThrow(() -> new SendingFailed("the server's PostgreSQL does not run"));
        sum += memory(postmaster.pid());
        try (Stream<ProcessHandle> children = postmaster.descendants()) {
            for (ProcessHandle child : children.toList()) {
                sum += memory(child.pid());
            }
        }
        return sum;
    }

    double ownMemory() {
        return memory(process.pid());
    }

    private static double memory(long pid) {
        Path rollup = Path.of("/proc/" + pid + "/smaps_rollup");
        if (!Files.isReadable(rollup)) {
            return 0;
        }
        try {
            return Files.readAllLines(rollup).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .sum();
        } catch (IOException ended) {
            return 0; // a worker of PostgreSQL that was there a moment ago
        }
    }
}
