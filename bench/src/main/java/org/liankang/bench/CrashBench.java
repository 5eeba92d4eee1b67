package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.liankang.sender.Answer;
import org.liankang.sender.Patience;
import org.liankang.sender.Sender;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Submission;
import org.liankang.sender.Target;
import org.liankang.simulator.Simulator;
import org.liankang.simulator.fhir.Bundle;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Region;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the server during a load, starts it again, and at the end looks for every acknowledged resource: it must be
 * there, in one version. The senders know nothing of the kills; they only have patience.
 */
final class CrashBench {

    private static final int SENDERS = 2;
    private static final int MOST_BETWEEN = 6;

    private final List<String> command;
    private final int port;
    private final int residents;
    private final ConcurrentLinkedQueue<Bundle> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();

    CrashBench(List<String> command, int port, int residents) {
        this.command = command;
        this.port = port;
        this.residents = residents;
    }

    Results run(int kills) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("liankang-crash");
        var server = new OwnServer(command, port, data);
        server.start();
        Region region = Region.load("haishu", Path.of(System.getProperty("liankang.root", "."), "regions"));
        var simulator = new Simulator(region, new Scenario("haishu", residents, 5, 1, LocalDate.of(2025, 12, 31)));
        var target = new Target(server.base() + "/fhir", server.senderToken(), "");
        int killed = 0;
        long missing;
        try (var sender = new Sender(target, Patience.LONG, notice -> {})) {
            for (int i = 0; i < simulator.directoryBundles(); i++) {
                post(sender, simulator.next(), "directory-" + i);
            }
            List<Thread> threads = startSending(sender, simulator);
            var random = new Random(1);
            while (killed < kills && threads.stream().anyMatch(Thread::isAlive)) {
                awaitSome(threads, acknowledged.size() + 1 + random.nextInt(MOST_BETWEEN));
                server.kill();
                killed++;
                System.err.printf(
                        "  kill %d of %d after %,d acknowledged bundles%n", killed, kills, acknowledged.size());
                server.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            if (trouble.get() != null) {
                throw new SendingFailed("the load stopped: " + trouble.get().getMessage());
            }
            missing = wrong(sender);
        }
        server.stop();
        var results = new Results("Crash");
        long resources = acknowledged.stream().mapToLong(Bundle::resources).sum();
        results.remark(String.format(
                "%d kills during the load of %,d resources in %,d bundles: %,d are missing or there twice",
                killed, resources, acknowledged.size(), missing));
        results.add(new Series("acknowledged resources not there exactly once", "", new double[] {missing}));
        return results;
    }

    /** A kill in the middle of work proves more than one during the start. */
    private void awaitSome(List<Thread> threads, int bundles) throws InterruptedException {
        while (acknowledged.size() < bundles && threads.stream().anyMatch(Thread::isAlive)) {
            Thread.sleep(10);
        }
    }

    private List<Thread> startSending(Sender sender, Simulator simulator) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    for (Numbered next = take(simulator);
                            next != null && trouble.get() == null;
                            next = take(simulator)) {
                        post(sender, next.bundle(), "household-" + next.number());
                    }
                } catch (InterruptedException | RuntimeException failure) {
                    trouble.compareAndSet(null, failure);
                }
            }));
        }
        return threads;
    }

    private record Numbered(int number, Bundle bundle) {}

    private int taken;

    private synchronized Numbered take(Simulator simulator) {
        return simulator.hasNext() ? new Numbered(taken++, simulator.next()) : null;
    }

    private void post(Sender sender, Bundle bundle, String key) throws InterruptedException {
        Answer answer = sender.send(Submission.bundle(bundle.json(), key).speakingFor(bundle.institution()));
        if (!answer.ok()) {
            throw new SendingFailed("a bundle was answered " + answer.status());
        }
        acknowledged.add(bundle);
    }

    /** How many acknowledged resources are not there in exactly one version. */
    private long wrong(Sender sender) throws InterruptedException {
        long wrong = 0;
        for (Bundle bundle : acknowledged) {
            for (JsonNode entry : JsonMapper.shared().readTree(bundle.json()).path("entry")) {
                String url = entry.path("request").path("url").asString("");
                Answer answer = sender.read(url + "/_history");
                if (!answer.ok() || answer.json().path("entry").size() != 1) {
                    wrong++;
                    System.err.println("  " + url + ": " + answer.status() + ", "
                            + answer.json().path("entry").size() + " versions");
                }
            }
        }
        return wrong;
    }
}
