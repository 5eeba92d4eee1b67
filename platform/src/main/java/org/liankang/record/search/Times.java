package org.liankang.record.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
            return new Range(low.isBefore(other.low) ? low : other.low, high.isAfter(other.high) ? high : other.high);
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
                    : Optional.of(
                            new Range(low, end.or(() -> start).map(Range::high).orElse(low)));
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
            case 4 ->
                days(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1));
            case 7 ->
                days(
                        YearMonth.parse(text).atDay(1),
                        YearMonth.parse(text).plusMonths(1).atDay(1));
            case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
            default -> moment(text);
        };
    }

    private static Range days(LocalDate from, LocalDate until) {
        return new Range(
                from.atStartOfDay(ZONE).toInstant(),
                until.atStartOfDay(ZONE).toInstant().minusMillis(1));
    }

    /** Written out because every document has several and the general parser costs microseconds. */
    private static Range moment(String text) {
        if (text.length() < 19 || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            throw new DateTimeException("no dateTime");
        }
        LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        int second = Math.min(number(text, 17, 19), 59); // FHIR allows a leap second
        int zone = 19;
        int nano = 0;
        if (zone < text.length() && text.charAt(zone) == '.') {
            int from = ++zone;
            while (zone < text.length() && Character.isDigit(text.charAt(zone))) {
                zone++;
            }
            nano = zone == from || zone > from + 9
                    ? 0
                    : number(text, from, zone) * (int) Math.pow(10, 9 - (zone - from));
        }
        LocalDateTime local = day.atTime(number(text, 11, 13), number(text, 14, 16), second, nano);
        Instant at = zone == text.length() ? local.atZone(ZONE).toInstant() : local.toInstant(offset(text, zone));
        return new Range(at, at);
    }

    private static ZoneOffset offset(String text, int from) {
        if (text.charAt(from) == 'Z') {
            return ZoneOffset.UTC;
        }
        int seconds = (number(text, from + 1, from + 3) * 60 + number(text, from + 4, from + 6)) * 60;
        return ZoneOffset.ofTotalSeconds(text.charAt(from) == '-' ? -seconds : seconds);
    }

    private static int number(String text, int from, int until) {
        int number = 0;
        if (until > text.length()) {
            throw new DateTimeException("too short");
        }
        for (int i = from; i < until; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("no digit");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
