package org.liankang.uses.indicator;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * One computed value, with all that is needed to judge it.
 *
 * @param indicator code of the {@link Definition}
 * @param from first day counted
 * @param asOf last day counted
 * @param value null when there is nothing to compute it from
 * @param numerator Σ over the units; deaths or births for the life-table kinds
 * @param denominator Σ over the units; years lived for the life-table kinds; 0 for counts
 * @param low lower end of the 95 % interval, null where none is given
 * @param high upper end of the 95 % interval, null where none is given
 * @param position the value contains at least everything recorded up to here
 */
public record Value(
        String indicator,
        Scope scope,
        YearMonth month,
        LocalDate from,
        LocalDate asOf,
        Double value,
        double numerator,
        double denominator,
        Double low,
        Double high,
        State state,
        long position) {

    public enum State {
        COMPUTED,
        /** Computed, but from too few people or births to be judged; show it with its interval or not at all. */
        TOO_SMALL,
        /** Nothing to compute it from; {@link Value#value} is null. */
        NO_DATA
    }
}
