package org.liankang.record.search;

import java.time.Instant;
import java.util.Optional;

/**
 * FHIR dates as the ranges they mean: a year is 365 days, a day 24 hours, an instant itself. Dates without a zone are
 * Chinese standard time.
 */
public final class Times {

    /** @param high inclusive */
    public record Range(Instant low, Instant high) {}

    private Times() {}

    /** The range of a date, dateTime or instant; empty if it is none. */
    public static Optional<Range> range(String text) {
        Moment moment = new Moment();
        if (!moment.read(text, false)) {
            return Optional.empty();
        }
        Instant low = Instant.ofEpochSecond(moment.second, moment.nano);
        return Optional.of(new Range(
                low,
                moment.precision.compareTo(Moment.Precision.MINUTE) >= 0 ? low : Instant.ofEpochMilli(moment.high())));
    }
}
