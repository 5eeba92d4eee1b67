package org.liankang.record.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.liankang.record.store.RecordWriter;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/**
 * The feed in stretches of fixed length, kept for a while: the books read the same changes at about the same time, and
 * unpacking and parsing a body once for all of them is the larger part of their work.
 */
@Component
final class RecordFeed implements Feed {

    private static final int STRETCH = 250;
    private static final int KEPT = 40;

    private final Records records;
    private final Cache<Long, List<Version>> stretches =
            Caffeine.newBuilder().maximumSize(KEPT).build();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile long last;

    RecordFeed(Records records, RecordWriter writer) {
        this.records = records;
        this.last = records.last();
        writer.onCommit(this::committed);
    }

    private void committed(long position) {
        lock.lock();
        try {
            last = position;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public List<Version> after(long position, int most) {
        long until = Math.min(last, position + most);
        List<Version> changes = new ArrayList<>();
        long at = position;
        while (at < until) {
            long stretch = at / STRETCH;
            long end = (stretch + 1) * STRETCH;
            if (end <= last) {
                List<Version> whole = stretches.get(stretch, n -> records.between(n * STRETCH, (n + 1) * STRETCH));
                changes.addAll(whole.subList(
                        (int) (at - stretch * STRETCH), (int) (Math.min(end, until) - stretch * STRETCH)));
                at = Math.min(end, until);
            } else {
                changes.addAll(records.between(at, until));
                at = until;
            }
        }
        return changes;
    }

    @Override
    public void await(long position, Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lockInterruptibly();
        try {
            while (last <= position && left > 0) {
                left = moved.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
