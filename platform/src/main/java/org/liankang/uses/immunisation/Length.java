package org.liankang.uses.immunisation;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.LocalDate;
import java.time.Period;
import java.util.regex.Pattern;

/** An age or an interval as an analyst writes it: {@code 8 months}, {@code 28 days}, {@code 6 years}. */
record Length(Period period) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4}) (day|week|month|year)s?");

    @JsonCreator
    static Length parse(String text) {
        var match = WRITTEN.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no length of time such as \"8 months\"");
        }
        int count = Integer.parseInt(match.group(1));
        return new Length(
                switch (match.group(2)) {
                    case "day" -> Period.ofDays(count);
                    case "week" -> Period.ofWeeks(count);
                    case "month" -> Period.ofMonths(count);
                    case "year" -> Period.ofYears(count);
                    default -> throw new IllegalStateException(text);
                });
    }

    /** The first day on which so much time is completed: a month after 31 January is over on 1 March, not before. */
    LocalDate after(LocalDate day) {
        LocalDate then = day.plus(period);
        boolean whole = period.getDays() != 0 || then.getDayOfMonth() >= day.getDayOfMonth();
        return whole ? then : then.plusDays(1);
    }
}
