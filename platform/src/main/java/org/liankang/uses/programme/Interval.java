package org.liankang.uses.programme;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.LocalDate;
import java.time.Period;
import java.util.regex.Pattern;

/** A length of time as an analyst writes it: {@code 2 weeks}, {@code 3 months}, {@code 30 days}, {@code 1 year}. */
record Interval(Period period) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4}) (day|week|month|year)s?");
    static final Interval NONE = new Interval(Period.ZERO);

    @JsonCreator
    static Interval parse(String text) {
        var match = WRITTEN.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no length of time such as \"2 weeks\"");
        }
        int count = Integer.parseInt(match.group(1));
        return new Interval(
                switch (match.group(2)) {
                    case "day" -> Period.ofDays(count);
                    case "week" -> Period.ofWeeks(count);
                    case "month" -> Period.ofMonths(count);
                    case "year" -> Period.ofYears(count);
                    default -> throw new IllegalStateException(text);
                });
    }

    LocalDate after(LocalDate day) {
        return day.plus(period);
    }

    /**
     * The first day on which so much is completed since a day: of whole months a month's end may be the next month's
     * first day, as a 29 February is 1 March.
     */
    LocalDate completedAfter(LocalDate day) {
        LocalDate reached = after(day);
        return period.toTotalMonths() > 0 && reached.getDayOfMonth() < day.getDayOfMonth()
                ? reached.plusDays(1)
                : reached;
    }

    LocalDate before(LocalDate day) {
        return day.minus(period);
    }
}
