package org.liankang.base.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.LocalDate;
import java.time.Period;
import java.util.regex.Pattern;

/** A length of time or an age as an analyst writes it: {@code 2 weeks}, {@code 3 months}, {@code 30 days}, {@code 1 year}. */
public record Interval(Period period) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4}) (day|week|month|year)s?");
    public static final Interval NONE = new Interval(Period.ZERO);

    @JsonCreator
    public static Interval parse(String text) {
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

    public LocalDate after(LocalDate day) {
        return day.plus(period);
    }

    /**
     * The first day on which so much is completed since a day: a month after 31 January is over on 1 March, and who was
     * born on 29 February has a birthday on 1 March.
     */
    public LocalDate completedAfter(LocalDate day) {
        LocalDate reached = after(day);
        return period.toTotalMonths() > 0 && reached.getDayOfMonth() < day.getDayOfMonth()
                ? reached.plusDays(1)
                : reached;
    }

    public LocalDate before(LocalDate day) {
        return day.minus(period);
    }
}
