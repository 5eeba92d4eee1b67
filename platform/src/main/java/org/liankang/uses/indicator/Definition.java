package org.liankang.uses.indicator;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/**
 * One indicator as regions/…/indicators defines it.
 *
 * @param group outcome, population, chronic, service or resources: for ordering on a page
 * @param multiplier value = multiplier × Σ numerator / Σ denominator
 * @param by for which scopes beyond the region it means something
 * @param formula in the words of the source
 * @param confidence H, M or L, as in the domain notes
 * @param smallest values with a smaller denominator are marked too small; 0 for no limit
 * @param note how the record is read where the source leaves it open, or empty
 * @param parameters the rule numbers and lists its SQL uses, also through shared groups
 * @param sql over the views; one row per unit
 */
public record Definition(
        String code,
        String name,
        String nameEnglish,
        String group,
        String unit,
        double multiplier,
        Direction direction,
        Window window,
        Calculation calculation,
        Set<Scope.Kind> by,
        String formula,
        String source,
        String confidence,
        double smallest,
        String note,
        List<Parameter> parameters,
        String sql) {

    /** What is better. */
    public enum Direction {
        HIGHER,
        LOWER,
        RANGE,
        NONE
    }

    /** Which days a value of a month counts. */
    public enum Window {
        POINT,
        MONTH,
        YEAR_TO_DATE,
        TRAILING_12_MONTHS;

        /** First day counted, for a value as of a day. */
        LocalDate from(LocalDate asOf) {
            return switch (this) {
                case POINT -> asOf;
                case MONTH -> asOf.withDayOfMonth(1);
                case YEAR_TO_DATE -> asOf.withDayOfYear(1);
                case TRAILING_12_MONTHS -> asOf.plusDays(1).minusYears(1);
            };
        }
    }

    /** How the rows become a value. */
    public enum Calculation {
        COUNT,
        RATIO,
        TOTAL_FERTILITY,
        ABRIDGED_LIFE_TABLE,
        PREMATURE_MORTALITY;

        /** Its rows carry an age band. */
        boolean banded() {
            return this != COUNT && this != RATIO;
        }
    }

    /** A number or list of the rules, with where it comes from. */
    public record Parameter(String name, String value, String source, String confidence) {}

    public boolean by(Scope.Kind kind) {
        return kind == Scope.Kind.REGION || by.contains(kind);
    }

    /** The last day a value of the month counts: its end, or today in the month that is running. */
    static LocalDate asOf(YearMonth month, LocalDate today) {
        LocalDate end = month.atEndOfMonth();
        return end.isBefore(today) ? end : today;
    }
}
