package org.liankang.simulator.send;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.liankang.sender.Answer;
import org.liankang.sender.Progress;
import org.liankang.sender.Sender;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Submission;
import org.liankang.simulator.fhir.Bundle;

/**
 * Posts Bundles to a FHIR base address. The directory goes first, one Bundle after another; households follow in several
 * threads, which is safe because none of them needs another. The sender has the patience.
 */
public final class Delivery {

    private static final int SHOWN = 2000;

    private record Numbered(long number, Bundle bundle) {}

    private final Sender sender;
    private final int threads;
    private final Progress progress;
    private final AtomicReference<String> refusal = new AtomicReference<>();
    private long taken;

    public Delivery(Sender sender, int threads, Progress progress) {
        this.sender = sender;
        this.threads = threads;
        this.progress = progress;
    }

    public void send(Iterator<Bundle> bundles, int first, IntSupplier residents, String keyPrefix)
            throws Refused, InterruptedException {
        for (int i = 0; i < first; i++) {
            work(take(bundles), residents, keyPrefix);
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
    }

    private void check() throws Refused {
        if (refusal.get() != null) {
            throw new Refused(refusal.get());
        }
    }

    private void work(Iterator<Bundle> bundles, IntSupplier residents, String keyPrefix) {
        for (Numbered next = take(bundles); next != null && refusal.get() == null; next = take(bundles)) {
            work(next, residents, keyPrefix);
        }
    }

    private void work(Numbered numbered, IntSupplier residents, String keyPrefix) {
        try {
            post(numbered, residents, keyPrefix);
        } catch (InterruptedException stopped) {
            refusal.compareAndSet(null, "interrupted");
        } catch (SendingFailed failed) {
            refusal.compareAndSet(null, failed.getMessage());
        } catch (RuntimeException broken) {
            refusal.compareAndSet(null, "the simulator failed: " + broken);
        }
    }

    private synchronized Numbered take(Iterator<Bundle> bundles) {
        return bundles.hasNext() ? new Numbered(taken++, bundles.next()) : null;
    }

    private void post(Numbered numbered, IntSupplier residents, String keyPrefix) throws InterruptedException {
        Bundle bundle = numbered.bundle();
        Answer answer = sender.send(
                Submission.bundle(bundle.json(), keyPrefix + numbered.number()).speakingFor(bundle.institution()));
        if (answer.ok()) {
            progress.reach(residents.getAsInt(), bundle.resources());
        } else {
            refusal.compareAndSet(
                    null,
                    "bundle " + numbered.number() + " from " + bundle.institution() + " was answered " + answer.status()
                            + ": " + shortened(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)));
        }
    }

    private static String shortened(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + " …";
    }
}
