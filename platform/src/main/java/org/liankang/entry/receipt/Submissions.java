package org.liankang.entry.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.record.store.Packing;
import org.springframework.stereotype.Component;

/** What came in, for those who look after it. A payload may hold a person's data: its readers are audited. */
@Component
public class Submissions {

    /** Empty fields do not filter. */
    public record Filter(String channel, String institution, String state) {
        public static final Filter ALL = new Filter("", "", "");
    }

    /**
     * What an institution sent and how much of it entered at once.
     *
     * @param items entries of its submissions
     * @param stored those that entered
     */
    public record Share(long items, long stored) {}

    private final ReceiptStore store;

    Submissions(ReceiptStore store) {
        this.store = store;
    }

    /** Newest first, with numbers below the given one ({@link Long#MAX_VALUE} for the first page). */
    public List<Submission> recent(Filter filter, int most, long before) {
        return store.submissions(filter, most, before);
    }

    public Optional<Submission> find(long number) {
        return store.submission(number);
    }

    /** What somebody submitted with an idempotency key of their own. */
    public Optional<Submission> of(Submitter by, String key) {
        return store.submission(key(by, key));
    }

    /** An idempotency key as it is stored: nobody's key is anybody else's. */
    public static String key(Submitter by, String key) {
        return "key|" + by.user() + "|" + by.institution() + "|" + key;
    }

    /** The bytes as they came. */
    public Optional<byte[]> payload(long number) {
        return store.column("payload", "submission", number).map(Packing::unpack);
    }

    /** The answer that was given. */
    public Optional<Receipt> receipt(long number) {
        return store.column("receipt", "submission", number)
                .map(packed -> Json.MAPPER.readValue(Packing.unpack(packed), Receipt.class));
    }

    /** By credit code (empty where none was named), of what was received from one instant until before another. */
    public Map<String, Share> shares(Instant from, Instant until) {
        return store.shares(from, until);
    }

    public Map<String, Long> countsByState() {
        return store.submissionsByState();
    }
}
