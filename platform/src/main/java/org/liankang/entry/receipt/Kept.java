package org.liankang.entry.receipt;

import java.time.Instant;
import java.util.List;
import org.liankang.base.finding.Finding;

/** What the sequencer writes about submissions, in the transaction of what they bring. */
public sealed interface Kept {

    /**
     * @param key null where no idempotency applies
     * @param receipt the answer, packed
     * @param payload packed
     */
    record Submitted(
            long number,
            String key,
            byte[] digest,
            String channel,
            String login,
            String institution,
            String interaction,
            Instant received,
            String state,
            int items,
            int stored,
            byte[] receipt,
            byte[] payload)
            implements Kept {}

    /** @param waitingFor null when only a human can help */
    record Quarantined(
            long number,
            long submission,
            int item,
            String interaction,
            String type,
            String id,
            String login,
            String institution,
            List<Finding> findings,
            String waitingFor,
            byte[] payload,
            Instant opened)
            implements Kept {}

    /** A quarantined item was tried again and failed for this reason. */
    record StillOut(long number, List<Finding> findings, String waitingFor) implements Kept {}

    /** A quarantined item has entered with the given submission. */
    record Released(long number, long submission, String by, Instant at) implements Kept {}
}
