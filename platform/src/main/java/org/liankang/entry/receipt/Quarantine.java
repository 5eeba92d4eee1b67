package org.liankang.entry.receipt;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.record.store.Packing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What could not enter, and its ways in: as it is, corrected, or not at all. */
@Component
public class Quarantine {

    /** Empty fields do not filter. */
    public record Filter(String state, String code, String institution, long submission) {
        public static final Filter OPEN = new Filter("OPEN", "", "", 0);
    }

    /** How an item is tried again; the sequencer's side of the door implements it. */
    public interface Retry {
        CompletableFuture<Receipt> retry(Item item, byte[] payload, String channel, Submitter by);
    }

    private final ReceiptStore store;
    private final ObjectProvider<Retry> retry;
    private final Clock clock;

    Quarantine(ReceiptStore store, ObjectProvider<Retry> retry, Clock clock) {
        this.store = store;
        this.retry = retry;
        this.clock = clock;
    }

    /** Newest first, with numbers below the given one ({@link Long#MAX_VALUE} for the first page). */
    public List<Item> list(Filter filter, int most, long before) {
        return store.items(filter, most, before);
    }

    public Optional<Item> find(long number) {
        return store.item(number);
    }

    /** The bytes as they came (of a bundle's entry: its resource). */
    public Optional<byte[]> payload(long number) {
        return store.column("payload", "quarantine", number).map(Packing::unpack);
    }

    /** Open items by the code of their first error. */
    public Map<String, Long> openByCode() {
        return store.openByCode();
    }

    /** Open items by the credit code of the institution, empty where none was named. */
    public Map<String, Long> openByInstitution() {
        return store.openByInstitution();
    }

    /**
     * Tries an open item again, as it is or corrected. If it enters, the item is released; if not, the item stays with
     * the new reason.
     *
     * @throws IllegalArgumentException if there is no open item of this number
     */
    public CompletableFuture<Receipt> resubmit(long number, Optional<byte[]> corrected, Submitter by) {
        Item item = find(number)
                .filter(one -> one.state().equals("OPEN"))
                .orElseThrow(() -> new IllegalArgumentException("no open item " + number));
        byte[] payload = corrected.orElseGet(() -> payload(number).orElseThrow());
        return retry.getObject().retry(item, payload, "resubmission", by);
    }

    /** Closes an item for good; its payload stays. Answers whether there was an open one. */
    public boolean discard(long number, String reason, Submitter by) {
        return store.discard(number, reason, by.user(), clock.instant());
    }
}
