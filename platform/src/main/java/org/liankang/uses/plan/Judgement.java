package org.liankang.uses.plan;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Where a row stands against the straight line from its base to its target.
 *
 * @param base null when none is printed
 * @param from day of the base, null when there is none
 */
record Judgement(Plan.Direction direction, Double base, Double target, LocalDate from, LocalDate upto) {

    /** @param value null when missing */
    Plan.Progress of(Double value, LocalDate asOf) {
        if (value == null || target == null) {
            return Plan.Progress.UNKNOWN;
        }
        if (asGood(value, target)) {
            return Plan.Progress.MET;
        }
        if (!asOf.isBefore(upto)) {
            return Plan.Progress.BEHIND;
        }
        if (base == null || from == null) {
            return Plan.Progress.UNKNOWN;
        }
        // A base better than the target leaves room to worsen, but not beyond the target.
        return !asGood(base, target) && asGood(value, lineOn(asOf)) ? Plan.Progress.ON_THE_WAY : Plan.Progress.BEHIND;
    }

    private double lineOn(LocalDate day) {
        double passed = (double) ChronoUnit.DAYS.between(from, day) / ChronoUnit.DAYS.between(from, upto);
        return base + (target - base) * Math.clamp(passed, 0, 1);
    }

    private boolean asGood(double value, double other) {
        return direction == Plan.Direction.HIGHER ? value >= other : value <= other;
    }
}
