package org.liankang.uses.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was judged last.
 *
 * @param first position of its first version
 * @param landed when that was recorded
 * @param position of the version judged
 * @param day that it tells of
 * @param month first day of the month it is counted in
 * @param judged bits of the rules that had something to judge
 * @param failed bits of the rules it fails
 * @param claims by place of the rule what it claims; empty when nothing hangs on other documents
 * @param event what must be told once, or null
 */
record Document(
        String reference,
        long resident,
        long institution,
        String kind,
        long first,
        Instant landed,
        long position,
        @Nullable LocalDate day,
        LocalDate month,
        long judged,
        long failed,
        List<@Nullable String> claims,
        @Nullable String event) {

    Document judged(long nowJudged, long nowFailed) {
        return new Document(
                reference,
                resident,
                institution,
                kind,
                first,
                landed,
                position,
                day,
                month,
                nowJudged,
                nowFailed,
                claims,
                event);
    }
}
