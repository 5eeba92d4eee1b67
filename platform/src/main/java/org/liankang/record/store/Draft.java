package org.liankang.record.store;

import java.time.Instant;
import org.liankang.record.search.Index;

/**
 * A version about to be recorded.
 *
 * @param number one more than the head's
 * @param previous position of the head it replaces, 0 for a new resource
 * @param resident 0 when about none
 * @param packed the body ({@link Packing}); ignored when deleted
 */
public record Draft(
        Key key,
        int number,
        long previous,
        long resident,
        long institution,
        long submission,
        Instant at,
        boolean deleted,
        byte[] packed,
        long digest,
        Index index) {}
