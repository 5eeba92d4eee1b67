package org.liankang.record.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The value sets one answer has come through, so that sets that include themselves or each other endlessly end. */
final class Trail {

    private static final int DEEPEST = 30;
    private static final int MOST_VISITS = 2_000;

    private final List<Canonical> within;
    private final AtomicInteger visits;

    private Trail(List<Canonical> within, AtomicInteger visits) {
        this.within = within;
        this.visits = visits;
    }

    static Trail start() {
        return new Trail(List.of(), new AtomicInteger());
    }

    Trail into(Canonical address) {
        if (within.contains(address) || within.size() >= DEEPEST) {
            throw new Unanswerable("value-set-circular", "url", "the value set " + address + " includes itself");
        }
        if (visits.incrementAndGet() > MOST_VISITS) {
            throw new Unanswerable("expansion-too-costly", "url", "includes too many other value sets");
        }
        List<Canonical> deeper = new ArrayList<>(within);
        deeper.add(address);
        return new Trail(deeper, visits);
    }
}
