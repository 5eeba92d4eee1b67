package org.liankang.uses.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One document that fails, or failed, one rule.
 *
 * @param institution number of the institution, 0 when none could be named
 * @param kind code of the document kind
 * @param reference {@code Type/id}
 * @param position of the version that was judged last while it failed
 * @param resident 0 when it is about none
 * @param day the day the document tells of
 * @param since when the mistake arrived
 * @param mended when a later version took it away
 */
public record Item(
        long institution,
        String kind,
        String rule,
        String reference,
        long position,
        long resident,
        Optional<LocalDate> day,
        Instant since,
        Optional<Instant> mended) {}
