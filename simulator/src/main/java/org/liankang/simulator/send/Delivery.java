package org.liankang.simulator.send;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.liankang.simulator.fhir.Bundle;

/**
 * Posts Bundles to a FHIR base address. The directory goes first, one Bundle after another; households follow in several
 * threads, which is safe because none of them needs another. A busy or unreachable server is asked again, up to a limit.
 */
public final class Delivery {

    private static final int ATTEMPTS = 9;
    private static final int SHOWN = 2000;

    private record Numbered(long number, Bundle bundle) {}

    private final URI to;
    private final String token;
    private final int threads;
    private final Progress progress;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final AtomicReference<String> refusal = new AtomicReference<>();
    private long taken;

    public Delivery(URI to, String token, int threads, Progress progress) {
        this.to = to;
        this.token = token;
        this.threads = threads;
        this.progress = progress;
    }

    public void send(Iterator<Bundle> bundles, int first, IntSupplier residents, String keyPrefix) throws Refused, InterruptedException {
        for (int i = 0; i < first; i++) {
            post(take(bundles), residents, keyPrefix);
            check();
        }
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = Thread.ofPlatform().name("delivery-" + i).start(() -> work(bundles, residents, keyPrefix));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        check();
        progress.finish();
    }

    private void check() throws Refused {
        if (refusal.get() != null) {
            throw new Refused(refusal.get());
        }
    }

    private void work(Iterator<Bundle> bundles, IntSupplier residents, String keyPrefix) {
        try {
            for (Numbered next = take(bundles); next != null && refusal.get() == null; next = take(bundles)) {
                post(next, residents, keyPrefix);
            }
        } catch (InterruptedException stopped) {
            refusal.compareAndSet(null, "interrupted");
        } catch (RuntimeException broken) {
            refusal.compareAndSet(null, "the simulator failed: " + broken);
        }
    }

    private synchronized Numbered take(Iterator<Bundle> bundles) {
        return bundles.hasNext() ? new Numbered(taken++, bundles.next()) : null;
    }

    private void post(Numbered numbered, IntSupplier residents, String keyPrefix) throws InterruptedException {
        Bundle bundle = numbered.bundle();
        HttpRequest request = HttpRequest.newBuilder(to).timeout(Duration.ofSeconds(120)).header("Authorization", "Bearer " + token)
                .header("Liankang-Institution", bundle.institution()).header("Idempotency-Key", keyPrefix + numbered.number())
                .header("Content-Type", "application/fhir+json").POST(BodyPublishers.ofByteArray(bundle.json())).build();
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS && refusal.get() == null; attempt++) {
            if (attempt > 0) {
                Thread.sleep(Math.min(20_000, 250L << attempt));
            }
            try {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                int status = response.statusCode();
                if (status < 300) {
                    progress.add(bundle.resources(), residents.getAsInt());
                    return;
                }
                last = "bundle " + numbered.number() + " from " + bundle.institution() + " was answered " + status + ": " + shortened(response.body());
                if (status != 429 && status != 502 && status != 503 && status != 504) {
                    refusal.compareAndSet(null, last);
                    return;
                }
            } catch (IOException unreachable) {
                last = "cannot reach " + to + ": " + unreachable;
            }
        }
        refusal.compareAndSet(null, last + " (given up after " + ATTEMPTS + " attempts)");
    }

    private static String shortened(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + " …";
    }
}
