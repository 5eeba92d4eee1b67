package org.liankang.entry.receipt;

import java.time.Instant;
import java.util.List;
import org.liankang.base.finding.Finding;

/**
 * Something that could not enter, kept with the reason until it can or is discarded.
 *
 * @param item entry in its bundle, 0 for a single interaction
 * @param interaction what was asked, for example {@code PUT Observation/1}
 * @param code of the first error, see docs/findings.md
 * @param waitingFor the reference whose arrival releases it, or empty
 * @param state OPEN, RELEASED, DISCARDED
 * @param closing the new submission's number, or why it was discarded, or empty
 */
public record Item(
        long number,
        long submission,
        int item,
        String interaction,
        String type,
        String id,
        String login,
        String institution,
        String code,
        List<Finding> findings,
        String waitingFor,
        String state,
        Instant opened,
        int tries,
        Instant closed,
        String closedBy,
        String closing) {}
