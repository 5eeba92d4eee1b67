package org.liankang.uses.quality;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liankang.record.fields.Fields;

/**
 * A FHIR date or dateTime.
 *
 * @param day as it was written
 * @param instant null when only a date was written
 */
record Moment(LocalDate day, @Nullable Instant instant) {

    private static final int DATE_LENGTH = 10;

    static Optional<Moment> of(String written) {
        return Fields.day(written).map(day -> new Moment(day, instant(written)));
    }

    private static @Nullable Instant instant(String written) {
        if (written.length() <= DATE_LENGTH) {
            return null;
        }
        try {
            return OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeException withoutZone) {
            return null;
        }
    }

    /** The last instant it may mean: of a date alone the end of that day. */
    Instant latest(ZoneId zone) {
        return instant == null ? day.plusDays(1).atStartOfDay(zone).toInstant() : instant;
    }

    /** Compares instants where both have one, else days. */
    int compare(Moment other) {
        return instant != null && other.instant != null ? instant.compareTo(other.instant) : day.compareTo(other.day);
    }
}
