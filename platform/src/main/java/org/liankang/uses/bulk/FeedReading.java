package org.liankang.uses.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.liankang.record.store.Records;
import org.liankang.record.store.Snapshots;
import org.liankang.record.store.Version;

/** Through the whole feed, in its order: what is referred to was recorded before what refers to it. */
final class FeedReading implements Reading {

    /**
     * A version's time is that of its arrival, which may be somewhat before that of its neighbours in the feed: it can
     * have waited at the door, or the machine's clock was set back.
     */
    private static final Duration DISORDER = Duration.ofHours(1);

    private final Records records;
    private final Snapshots snapshots;
    private final long begin;
    private final long moment;
    private final int length;

    FeedReading(Records records, Snapshots snapshots, long begin, long moment, int length) {
        this.records = records;
        this.snapshots = snapshots;
        this.begin = begin;
        this.moment = moment;
        this.length = length;
    }

    /** A position before which nothing was recorded after that time; the times of the feed ascend but for a little. */
    static long before(Records records, Instant since, long moment) {
        Instant sure = since.minus(DISORDER);
        long low = 0;
        long high = moment;
        while (low < high) {
            long middle = (low + high) / 2;
            List<Version> one = records.between(middle, middle + 1);
            if (!one.isEmpty() && one.getFirst().at().isBefore(sure)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public long begin() {
        return begin;
    }

    @Override
    public long end() {
        return moment;
    }

    @Override
    public Stretch after(long done) {
        long until = Math.min(done + length, moment);
        List<Version> stretch = records.between(done, until);
        Set<Long> replaced = snapshots.replaced(stretch, moment);
        List<Version> current = stretch.stream()
                .filter(version -> !replaced.contains(version.position()))
                .toList();
        return new Stretch(current, until);
    }
}
