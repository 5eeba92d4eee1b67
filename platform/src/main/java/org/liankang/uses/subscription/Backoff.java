package org.liankang.uses.subscription;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after so many failures: doubling from a second to two hours, a fifth more or less by chance. */
record Backoff(RandomGenerator random) {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final int DOUBLINGS = 13;

    /** @param failures in a row, from 1 */
    Duration after(int failures) {
        Duration doubled = FIRST.multipliedBy(1L << Math.clamp(failures - 1, 0, DOUBLINGS));
        Duration bounded = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        // Endpoints that failed together must not all come back in the same moment.
        return Duration.ofMillis((long) (bounded.toMillis() * (0.8 + 0.4 * random.nextDouble())));
    }
}
