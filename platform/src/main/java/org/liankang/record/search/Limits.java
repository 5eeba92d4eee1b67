package org.liankang.record.search;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What a prefixed date or number asks of a value's range {@code [low, high]} (FHIR R4, 3.1.1.4.4). The search value is a
 * range {@code [a, b]} itself: a day, or a number with the precision it is written in.
 *
 * <ul>
 * <li>eq: contained, {@code low >= a} and {@code high <= b}
 * <li>ne: there, and not eq
 * <li>gt: what is above the search value overlaps, {@code high > b}
 * <li>lt: {@code low < a}
 * <li>ge, le: gt or eq, lt or eq
 * <li>sa: wholly after, {@code low > b}
 * <li>eb: wholly before, {@code high < a}
 * <li>ap: overlaps {@code [a, b]} widened by a tenth of the number, or of the date's distance from now
 * </ul>
 * With gt, lt, ge, le, sa and eb a number is exact whatever its precision (3.1.1.4.6); ge is then {@code high >= a} and le
 * {@code low <= a}.
 *
 * @param a first moment or number, inclusive
 * @param b last, inclusive
 * @param exact the number itself, or for dates {@code null}
 * @param near how much ap widens each end: {@code [a', b']}
 */
record Limits(Prefix prefix, long a, long b, Optional<Long> exact, Interval near) {

    private static final long LOWEST = Long.MIN_VALUE;
    private static final long HIGHEST = Long.MAX_VALUE;
    private static final int MOST_DIGITS = 40;
    /** What a double can hold, so that no number costs more than a word to compute with. */
    private static final int LARGEST_EXPONENT = 300;

    enum Prefix {
        EQ,
        NE,
        GT,
        LT,
        GE,
        LE,
        SA,
        EB,
        AP
    }

    /** Inclusive at both ends. */
    record Interval(long from, long until) {}

    /** Empty if it is no date of FHIR, of which searches may leave out the seconds. */
    static Optional<Limits> date(String written, Instant now) {
        Prefix prefix = prefix(written);
        Moment moment = new Moment();
        if (!moment.read(withoutPrefix(written), true)) {
            return Optional.empty();
        }
        long a = moment.low();
        long b = moment.lastMeant();
        long gap = Math.abs(now.toEpochMilli() - a) / 10;
        return Optional.of(new Limits(prefix, a, b, Optional.empty(), new Interval(a - gap, b + gap)));
    }

    /** Empty if it is no decimal of FHIR. */
    static Optional<Limits> number(String written) {
        return number(written, DoubleUnaryOperator.identity());
    }

    /** @param scale from the unit that it is written in to the one that is compared in; ascending */
    static Optional<Limits> number(String written, DoubleUnaryOperator scale) {
        String digits = withoutPrefix(written);
        if (!decimal(digits)) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(digits);
        BigDecimal half = BigDecimal.valueOf(5, value.scale() + 1);
        long a = number(value.subtract(half), scale);
        long b = number(value.add(half), scale) - 1;
        BigDecimal tenth = value.abs().movePointLeft(1);
        long exact = number(value, scale);
        Interval near = new Interval(
                Math.min(a, number(value.subtract(tenth), scale)), Math.max(b, number(value.add(tenth), scale)));
        return Optional.of(new Limits(prefix(written), a, b, Optional.of(exact), near));
    }

    private static long number(BigDecimal value, DoubleUnaryOperator scale) {
        return Ranges.number(scale.applyAsDouble(value.doubleValue()));
    }

    /** A range under this key has something in common with the search value's. */
    Query overlapping(long key) {
        return new Query.Range(key, LOWEST, b, a, HIGHEST);
    }

    /** What must hold of a range under this key. */
    Query of(long key) {
        long from = exact.orElse(a);
        long until = exact.orElse(b);
        return switch (prefix) {
            case EQ -> equal(key);
            case NE ->
                new Query.All(
                        List.of(new Query.Range(key, LOWEST, HIGHEST, LOWEST, HIGHEST), new Query.Not(equal(key))));
            case GT -> high(key, until + 1, HIGHEST);
            case LT -> low(key, LOWEST, from - 1);
            case GE ->
                exact.isPresent()
                        ? high(key, from, HIGHEST)
                        : new Query.Any(List.of(high(key, until + 1, HIGHEST), equal(key)));
            case LE ->
                exact.isPresent()
                        ? low(key, LOWEST, until)
                        : new Query.Any(List.of(low(key, LOWEST, from - 1), equal(key)));
            case SA -> low(key, until + 1, HIGHEST);
            case EB -> high(key, LOWEST, from - 1);
            case AP -> new Query.Range(key, LOWEST, near.until(), near.from(), HIGHEST);
        };
    }

    /** Where a single point must lie. */
    List<Interval> ofPoint() {
        long from = exact.orElse(a);
        long until = exact.orElse(b);
        return switch (prefix) {
            case EQ -> List.of(new Interval(a, b));
            case NE -> List.of(new Interval(LOWEST, a - 1), new Interval(b + 1, HIGHEST));
            case GT, SA -> List.of(new Interval(until + 1, HIGHEST));
            case LT, EB -> List.of(new Interval(LOWEST, from - 1));
            case GE -> List.of(new Interval(from, HIGHEST));
            case LE -> List.of(new Interval(LOWEST, until));
            case AP -> List.of(near);
        };
    }

    private Query equal(long key) {
        return new Query.Range(key, a, HIGHEST, LOWEST, b);
    }

    private static Query low(long key, long from, long until) {
        return new Query.Range(key, from, until, LOWEST, HIGHEST);
    }

    private static Query high(long key, long from, long until) {
        return new Query.Range(key, LOWEST, HIGHEST, from, until);
    }

    private static Prefix prefix(String written) {
        if (written.length() > 2) {
            for (Prefix prefix : Prefix.values()) {
                if (written.regionMatches(0, prefix.name().toLowerCase(java.util.Locale.ROOT), 0, 2)) {
                    return prefix;
                }
            }
        }
        return Prefix.EQ;
    }

    private static String withoutPrefix(String written) {
        boolean prefixed = prefix(written) != Prefix.EQ || written.startsWith("eq");
        return prefixed ? written.substring(2) : written;
    }

    /** Whether it is a decimal of FHIR, without a prefix. */
    static boolean decimal(String text) {
        int at = sign(text, 0);
        int digits = digits(text, at);
        if (digits == 0) {
            return false;
        }
        at += digits;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (fraction == 0) {
                return false;
            }
            digits += fraction;
            at += 1 + fraction;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int from = sign(text, at + 1);
            int exponent = digits(text, from);
            if (exponent == 0 || exponent > 3 || Integer.parseInt(text, from, from + exponent, 10) > LARGEST_EXPONENT) {
                return false;
            }
            at = from + exponent;
        }
        return at == text.length() && digits <= MOST_DIGITS;
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}
