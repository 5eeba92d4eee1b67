package org.liankang.record.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * FHIR dates as the ranges they mean: a year is 365 days, a day 24 hours, an instant itself. Dates without a zone are
 * Chinese standard time.
 */
public final class Times {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** @param high inclusive */
    public record Range(Instant low, Instant high) {

        Range hull(Range other) {
            return new Range(
                    low.isBefore(other.low) ? low : other.low, high.isAfter(other.high) ? high : other.high);
        }
    }

    private Times() {}

    /** The range of a date, dateTime or instant; empty if it is none. */
    public static Optional<Range> range(String text) {
        try {
            return Optional.of(parse(text));
        } catch (DateTimeException notTime) {
            return Optional.empty();
        }
    }

    /** The range of a date element, a Period or a Timing's events. */
    static Optional<Range> range(JsonNode node) {
        if (node.isString()) {
            return range(node.asString());
        }
        if (node.has("start") || node.has("end")) {
            Optional<Range> start = range(node.path("start").asString(""));
            Optional<Range> end = range(node.path("end").asString(""));
            Instant low = start.or(() -> end).map(Range::low).orElse(null);
            return low == null
                    ? Optional.empty()
                    : Optional.of(new Range(low, end.or(() -> start).map(Range::high).orElse(low)));
        }
        Optional<Range> all = Optional.empty();
        for (JsonNode event : node.path("event")) {
            Optional<Range> one = range(event.asString(""));
            if (one.isPresent()) {
                all = all.map(hull -> hull.hull(one.get())).or(() -> one);
            }
        }
        return all;
    }

    private static Range parse(String text) {
        return switch (text.length()) {
            case 4 -> days(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1));
            case 7 -> days(YearMonth.parse(text).atDay(1), YearMonth.parse(text).plusMonths(1).atDay(1));
            case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
            default -> moment(text);
        };
    }

    private static Range days(LocalDate from, LocalDate until) {
        return new Range(
                from.atStartOfDay(ZONE).toInstant(),
                until.atStartOfDay(ZONE).toInstant().minusMillis(1));
    }

    private static Range moment(String text) {
        boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        Instant at = zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(ZONE).toInstant();
        return new Range(at, at);
    }
}
