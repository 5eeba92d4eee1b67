package org.liankang.entry;

import java.util.concurrent.CompletableFuture;

/** The one way in. Every channel, also our own pages, hands its envelopes here; nothing else writes to the record. */
public interface Door {

    /**
     * Checks, identifies and records. The future completes after commit, normally within milliseconds; refusals are
     * values in the receipt. It completes exceptionally only if the platform itself is broken.
     */
    CompletableFuture<Receipt> submit(Envelope envelope);
}
