package org.liankang.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.liankang.sender.SendingFailed;

/** Threads with a connection each, kept from one piece of work to the next. The first thing that fails stops all. */
final class Clients implements AutoCloseable {

    /** What one client does until it comes back. */
    interface Work {
        void run(Wire wire, int client) throws IOException;
    }

    private final List<Wire> wires = new ArrayList<>();
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();

    Clients(URI base, int many) {
        for (int i = 0; i < many; i++) {
            wires.add(new Wire(base));
        }
    }

    boolean stopped() {
        return trouble.get() != null;
    }

    /** Lets every client do the work; gives the seconds until the last came back. */
    double run(Work work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < wires.size(); i++) {
            int client = i;
            threads.add(Thread.ofPlatform().name("client-" + client).start(() -> {
                try {
                    work.run(wires.get(client), client);
                } catch (IOException | RuntimeException failure) {
                    trouble.compareAndSet(null, failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (trouble.get() instanceof Throwable failure) {
            throw new SendingFailed("the measurement stopped: " + failure.getMessage());
        }
        return seconds;
    }

    /** Sends each parcel once and looks at every entry's status; gives the seconds it took. */
    double send(List<Parcel> parcels) throws InterruptedException {
        var next = new AtomicInteger();
        return run((wire, client) -> {
            for (int i = next.getAndIncrement(); i < parcels.size() && !stopped(); i = next.getAndIncrement()) {
                stored(wire, parcels.get(i));
            }
        });
    }

    private static void stored(Wire wire, Parcel parcel) throws IOException {
        answered(wire, wire.send(parcel.request()), "a bundle");
        Scan.Statuses statuses = Scan.statuses(wire.body(), wire.length());
        if (statuses.good() != parcel.resources() || statuses.bad() > 0) {
            throw new SendingFailed("of %d resources in a bundle %d were stored; another's status: %d: %s"
                    .formatted(parcel.resources(), statuses.good(), statuses.firstBad(), start(wire)));
        }
    }

    /** @throws SendingFailed unless the status says that all is well */
    static void answered(Wire wire, int status, String what) {
        if (status < 200 || status > 299) {
            throw new SendingFailed(what + " was answered " + status + ": " + start(wire));
        }
    }

    private static String start(Wire wire) {
        String text = wire.text();
        int bad = Math.max(0, text.indexOf("\"issue\"") - 50);
        return text.substring(bad, Math.min(text.length(), bad + 500));
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
