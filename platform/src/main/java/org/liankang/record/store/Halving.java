package org.liankang.record.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.LongUnaryOperator;

/**
 * Where a time or a submission begins in the record. Both ascend with the position and positions have no gaps, so
 * halving finds it in a few reads by key, and needs no index.
 */
final class Halving {

    private final RecordStore store;
    private final Cache<Long, Long> times =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Halving(RecordStore store) {
        this.store = store;
    }

    /** The first position recorded at or after a time in milliseconds since 1970; one beyond the last if there is none. */
    long firstSince(long millis) {
        return first(millis, position ->
                times.get(position, at -> store.time(at).toEpochMilli()));
    }

    /** The first position of a submission or of a later one. */
    long firstOfSubmission(long submission) {
        return first(submission, store::submission);
    }

    private long first(long wanted, LongUnaryOperator valueAt) {
        long low = 1;
        long high = store.last() + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (valueAt.applyAsLong(middle) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
