package org.liankang.entry;

import java.time.Instant;
import java.util.List;
import org.liankang.base.finding.Finding;

/**
 * The answer to a submission, given only after commit.
 *
 * @param submission number under which the raw payload is kept; 0 when nothing could be kept (too large)
 * @param repeated the same submission was already answered; this is that answer
 * @param outcomes one per bundle entry, in order; a single one for a single interaction
 * @param findings about the submission as a whole
 */
public record Receipt(long submission, boolean repeated, List<Outcome> outcomes, List<Finding> findings) {

    /** What became of an item. */
    public enum Status {
        CREATED,
        UPDATED,
        UNCHANGED,
        DELETED,
        /** A read inside a bundle: nothing was stored, and whoever asked answers it after the writes. */
        READ,
        /** Not stored; kept in quarantine under {@link Outcome#quarantine()}. */
        QUARANTINED,
        /** Not stored because the request itself cannot be done (conflict, wrong version); nothing to resubmit. */
        REFUSED
    }

    public record Outcome(
            Status status, String type, String id, int version, Instant at, long quarantine, List<Finding> findings) {

        public boolean stored() {
            return status != Status.QUARANTINED && status != Status.REFUSED;
        }
    }

    /** Everything asked was stored. */
    public boolean accepted() {
        return findings.stream().noneMatch(Finding::refuses)
                && outcomes.stream().allMatch(Outcome::stored);
    }
}
