package org.liankang.entry.admission;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Envelope;
import org.liankang.entry.check.Reference;

/**
 * A submission after everything that could be done before its turn.
 *
 * @param key idempotency key as stored, or null where none applies
 * @param atomic all or nothing
 * @param findings about the whole; with an error nothing of it enters
 * @param origin the quarantine item this tries again, 0 for a new submission
 * @param originSubmission the submission that brought that item
 */
record Prepared(
        Envelope envelope,
        Instant received,
        String key,
        byte[] digest,
        byte[] packedPayload,
        boolean atomic,
        List<Entry> entries,
        List<Finding> findings,
        long origin,
        long originSubmission) {

    /** A parameter's name that is a chain or {@code _has}. */
    private static final Pattern FOLLOWS = Pattern.compile("[?&](?:_has:|[^=&]*\\.)[^=&]*=");

    String asked() {
        return envelope.interaction().asked();
    }

    boolean refused() {
        return findings.stream().anyMatch(Finding::refuses);
    }

    /** Asks what other resources say, and so can only be decided against what is committed: first in a batch. */
    boolean first() {
        for (Entry entry : entries) {
            if (entry.condition.isPresent() && entry.condition.get().meaning().follows()) {
                return true;
            }
            for (Reference reference : entry.references()) {
                if (reference.target().indexOf('?') > 0
                        && FOLLOWS.matcher(reference.target()).find()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Rough weight for batching: how many rows it may write. */
    int weight() {
        return 1 + entries.size();
    }
}
