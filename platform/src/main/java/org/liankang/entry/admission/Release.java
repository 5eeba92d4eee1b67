package org.liankang.entry.admission;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.liankang.entry.Submitter;
import org.liankang.entry.receipt.Item;
import org.liankang.entry.receipt.Quarantine;
import org.liankang.entry.receipt.ReceiptStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets quarantined items in when what they wait for has arrived. What arrives is noted after each commit; at the start
 * everything awaited is looked at once, so that a stop between arrival and release loses nothing.
 */
@Component
class Release extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Release.class);
    private static final Submitter PLATFORM = new Submitter("platform", "");
    private static final int AT_ONCE = 500;

    private final Sequencer sequencer;
    private final ReceiptStore store;
    private final Quarantine quarantine;
    private final Reception reception;
    private final BlockingQueue<Set<String>> arrivals = new LinkedBlockingQueue<>();

    Release(Sequencer sequencer, ReceiptStore store, Quarantine quarantine, Reception reception) {
        // after the sequencer, and stopped before it
        super(Thread.ofPlatform().daemon().name("release"), -90, Duration.ofSeconds(20));
        this.sequencer = sequencer;
        this.store = store;
        this.quarantine = quarantine;
        this.reception = reception;
    }

    @Override
    void work() {
        sequencer.onArrival(arrivals::add); // before the sweep, so that nothing falls between the two
        boolean swept = false;
        while (isRunning()) {
            try {
                if (!swept) {
                    sweep();
                    swept = true;
                }
                Set<String> arrived = new HashSet<>(arrivals.take());
                for (Set<String> more = arrivals.poll(); more != null; more = arrivals.poll()) {
                    arrived.addAll(more);
                }
                long waits = sequencer.waits();
                if (store.waiting()) {
                    release(arrived);
                } else {
                    sequencer.nothingWaits(waits);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.error("releasing from quarantine failed; everything awaited is looked at again", failure);
                swept = false;
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(2_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries everything awaited once: what still waits is found waiting again. */
    private void sweep() throws InterruptedException {
        String after = "";
        while (isRunning()) {
            List<String> awaited = store.awaited(after, AT_ONCE);
            if (awaited.isEmpty()) {
                return;
            }
            release(Set.copyOf(awaited));
            after = awaited.getLast();
        }
    }

    private void release(Set<String> arrived) throws InterruptedException {
        long after = 0;
        while (isRunning()) {
            List<Item> items = store.waitingFor(arrived, after, AT_ONCE);
            if (items.isEmpty()) {
                return;
            }
            var answers = items.stream().map(this::retry).toList();
            answers.forEach(
                    answer -> answer.handle((receipt, failure) -> receipt).join());
            after = items.getLast().number();
        }
    }

    private java.util.concurrent.CompletableFuture<?> retry(Item item) {
        Optional<byte[]> payload = quarantine.payload(item.number());
        return reception.retry(item, payload.orElseThrow(), Reception.RELEASE, PLATFORM);
    }
}
