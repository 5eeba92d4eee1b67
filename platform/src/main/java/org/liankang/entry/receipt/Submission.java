package org.liankang.entry.receipt;

import java.time.Instant;

/**
 * One submission as the list shows it; its payload is fetched on demand.
 *
 * @param state ACCEPTED (all stored), PARTIAL, QUARANTINED (nothing stored), REFUSED
 */
public record Submission(
        long number,
        String channel,
        String login,
        String institution,
        String interaction,
        Instant received,
        String state,
        int items,
        int stored) {}
