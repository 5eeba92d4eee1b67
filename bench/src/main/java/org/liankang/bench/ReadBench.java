package org.liankang.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.liankang.sender.Answer;
import org.liankang.sender.Patience;
import org.liankang.sender.Sender;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Target;
import tools.jackson.databind.JsonNode;

/** How long reads and searches take over HTTP, each from the request to the last byte of the answer. */
final class ReadBench {

    private final Target target;
    private final int requests;

    ReadBench(Target target, int requests) {
        this.target = target;
        this.requests = requests;
    }

    Results run(int clients) throws InterruptedException {
        var results = new Results("Read");
        results.remark(
                requests + " requests each after as many to warm up, " + clients + " at a time, " + target.base());
        try (var sender = new Sender(target, Patience.LONG, System.err::println)) {
            List<String> patients = ids(sender, "Patient");
            List<String> observations = ids(sender, "Observation");
            measure(results, sender, clients, "read Patient by id", patients, "%s");
            measure(results, sender, clients, "read Observation by id", observations, "%s");
            measure(results, sender, clients, "a resident's Encounters", patients, "Encounter?subject=%s&_count=20");
            measure(
                    results,
                    sender,
                    clients,
                    "a resident's Observations",
                    patients,
                    "Observation?subject=%s&_count=50");
            measure(
                    results,
                    sender,
                    clients,
                    "a resident's blood pressures",
                    patients,
                    "Observation?subject=%s&code=http://loinc.org%%7C85354-9&_count=20");
        }
        return results;
    }

    private static List<String> ids(Sender sender, String type) throws InterruptedException {
        JsonNode page = answered(sender.read(type + "?_count=100"), type).json();
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : page.path("entry")) {
            ids.add(type + "/" + entry.path("resource").path("id").asString());
        }
        if (ids.isEmpty()) {
            throw new SendingFailed("there is no " + type + " to read; load something first");
        }
        return ids;
    }

    private void measure(Results results, Sender sender, int clients, String what, List<String> ids, String pattern)
            throws InterruptedException {
        times(sender, clients, ids, pattern);
        results.add(new Series(what, "ms", times(sender, clients, ids, pattern)));
    }

    private double[] times(Sender sender, int clients, List<String> ids, String pattern) throws InterruptedException {
        var work = new ConcurrentLinkedQueue<String>();
        for (int i = 0; i < requests; i++) {
            work.add(pattern.formatted(ids.get(i % ids.size())));
        }
        var times = new ConcurrentLinkedQueue<Double>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    for (String path = work.poll(); path != null; path = work.poll()) {
                        long start = System.nanoTime();
                        answered(sender.read(path), path);
                        times.add((System.nanoTime() - start) / 1e6);
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (times.size() < requests) {
            throw new SendingFailed("not every request was answered: " + pattern);
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Answer answered(Answer answer, String path) {
        if (!answer.ok()) {
            throw new SendingFailed(path + " was answered " + answer.status());
        }
        return answer;
    }
}
