package org.liankang.uses.immunisation;

import java.time.LocalDate;

/**
 * The next dose of a vaccine that a child is to get.
 *
 * @param of doses of the series
 * @param latest last day on which it is given, or null
 * @param clause the clause behind it
 */
public record Due(
        long resident,
        String vaccine,
        int number,
        int of,
        String product,
        LocalDate earliest,
        LocalDate due,
        LocalDate overdue,
        LocalDate latest,
        String clause,
        String confidence) {

    public boolean overdueOn(LocalDate day) {
        return !day.isBefore(overdue);
    }
}
