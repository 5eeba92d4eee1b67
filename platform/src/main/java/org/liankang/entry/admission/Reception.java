package org.liankang.entry.admission;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.entry.receipt.Item;
import org.liankang.entry.receipt.Quarantine;
import org.springframework.stereotype.Component;

/** The door: prepares on the caller's thread, then hands over to the one writer. */
@Component
class Reception implements Door, Quarantine.Retry {

    /** The channel of items that enter by themselves when what they waited for has arrived. */
    static final String RELEASE = "release";

    private final Preparation preparation;
    private final Sequencer sequencer;
    private final Clock clock;

    Reception(Preparation preparation, Sequencer sequencer, Clock clock) {
        this.preparation = preparation;
        this.sequencer = sequencer;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Receipt> submit(Envelope envelope) {
        return sequencer.enqueue(preparation.prepare(envelope, clock.instant(), 0, 0));
    }

    /** The item goes on speaking for the institution it came from; who tries it again is on the new submission. */
    @Override
    public CompletableFuture<Receipt> retry(Item item, byte[] payload, String channel, Submitter by) {
        Submitter origin = new Submitter(by.user(), item.institution());
        Envelope envelope =
                new Envelope(channel, origin, Optional.empty(), Interaction.parse(item.interaction()), payload);
        return sequencer.enqueue(preparation.prepare(envelope, clock.instant(), item.number(), item.submission()));
    }
}
