package org.liankang.bench;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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

/**
 * Resources a second that a server acknowledges. Each round sends other residents, made before the clock starts; the
 * institutions they need are sent before it as well.
 */
final class LoadBench {

    private final Target target;
    private final int residents;
    private final List<Integer> clients;
    private final Region region = Region.load("haishu", Path.of(System.getProperty("liankang.root", "."), "regions"));
    private final String run = UUID.randomUUID().toString();
    private long seed = System.nanoTime() & 0xFFFFFFFFL;

    LoadBench(Target target, int residents, List<Integer> clients) {
        this.target = target;
        this.residents = residents;
        this.clients = clients;
    }

    Results run(int rounds) throws InterruptedException {
        var results = new Results("Load");
        results.remark(residents + " simulated residents with five years of records a round, " + rounds
                + " rounds after one to warm up, transaction bundles by household, " + target.base());
        Map<Integer, List<Double>> rates = new TreeMap<>();
        try (var sender = new Sender(target, Patience.LONG, System.err::println)) {
            round(sender, clients.getLast());
            for (int i = 0; i < rounds; i++) {
                for (int many : clients) {
                    rates.computeIfAbsent(many, m -> new ArrayList<>()).add(round(sender, many));
                }
            }
        }
        rates.forEach((many, values) -> results.add(new Series(
                many + (many == 1 ? " client" : " clients"),
                "resources/s",
                values.stream().mapToDouble(Double::doubleValue).toArray())));
        return results;
    }

    private double round(Sender sender, int many) throws InterruptedException {
        var simulator = new Simulator(
                region, new Scenario("haishu", residents, 5, ++seed, LocalDate.now(ZoneId.of("Asia/Shanghai"))));
        for (int i = 0; i < simulator.directoryBundles(); i++) {
            post(sender, simulator.next());
        }
        var bundles = new ConcurrentLinkedQueue<Bundle>();
        simulator.forEachRemaining(bundles::add);
        long resources = bundles.stream().mapToLong(Bundle::resources).sum();
        long start = System.nanoTime();
        send(sender, bundles, many);
        double rate = resources / ((System.nanoTime() - start) / 1e9);
        System.err.printf("  %d clients: %,.0f resources/s (%,d resources)%n", many, rate, resources);
        return rate;
    }

    private void send(Sender sender, ConcurrentLinkedQueue<Bundle> bundles, int many) throws InterruptedException {
        var trouble = new AtomicReference<Exception>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    for (Bundle bundle = bundles.poll();
                            bundle != null && trouble.get() == null;
                            bundle = bundles.poll()) {
                        post(sender, bundle);
                    }
                } catch (InterruptedException | RuntimeException failure) {
                    trouble.compareAndSet(null, failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (trouble.get() != null) {
            throw new SendingFailed("the load stopped: " + trouble.get().getMessage());
        }
    }

    private void post(Sender sender, Bundle bundle) throws InterruptedException {
        String key = run + "-" + UUID.randomUUID();
        Answer answer = sender.send(Submission.bundle(bundle.json(), key).speakingFor(bundle.institution()));
        if (!answer.ok()) {
            String said = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
            throw new SendingFailed("a bundle was answered " + answer.status() + ": "
                    + said.substring(0, Math.min(500, said.length())));
        }
    }
}
