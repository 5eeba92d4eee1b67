package org.liankang.record.store;

import java.time.Instant;
import java.util.Map;
import org.liankang.record.index.Key;
import org.liankang.record.search.Index;

/**
 * A version about to be recorded.
 *
 * @param number one more than the head's
 * @param previous position of the head it replaces, 0 for a new resource
 * @param resident 0 when about none
 * @param packed the body ({@link Dictionaries#pack}); ignored when deleted
 * @param resolved what conditional references that stay as written mean
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
        Index index,
        Map<String, String> resolved) {}
