package org.liankang.record.feed;

import java.time.Duration;

/**
 * Lets a load go first. Books share the machine with those who send: while much arrives they wait, so that a hospital's
 * backlog is acknowledged soon, but never longer than {@code longest}; then they read whatever comes. Everyday traffic
 * stays far below the rate and is read at once.
 */
final class HeadStart {

    /** Changes a second that only a load brings. */
    private static final long LOAD = 1_500;

    private static final long SAMPLE = Duration.ofMillis(500).toNanos();

    private final long longest;
    private long sampledAt = System.nanoTime();
    private long sampledPosition = -1;
    private boolean loading;
    private long loadingSince;

    HeadStart(Duration longest) {
        this.longest = longest.toNanos();
    }

    /** Whether a book should wait now. */
    synchronized boolean given(long position) {
        long now = System.nanoTime();
        if (sampledPosition < 0) {
            sampledPosition = position;
        }
        if (now - sampledAt >= SAMPLE) {
            boolean much = (position - sampledPosition) * 1_000_000_000L / (now - sampledAt) >= LOAD;
            if (much && !loading) {
                loadingSince = now;
            }
            loading = much;
            sampledAt = now;
            sampledPosition = position;
        }
        return loading && now - loadingSince < longest;
    }
}
