package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the schedule says of a child on a day.
 *
 * @param version of the schedule in force on the day; each dose is judged by the version of its own day
 * @param judged the doses on record, the oldest first; a combined one once for each vaccine it counts for
 * @param next one for each vaccine that is for this child, in the schedule's order
 * @param plan days on which all that is due can be given so that no interval is broken, the next one first
 * @param wake the next day on which something else may be said though nothing new is known
 */
public record Forecast(
        LocalDate day,
        String version,
        List<Judged> judged,
        List<Next> next,
        List<Visit> plan,
        Optional<LocalDate> wake) {

    /**
     * A dose on record as the rules of its day judge it.
     *
     * @param number which dose of the vaccine it is; 0 when it does not count
     * @param verdict whether it counts, or why not
     * @param timely given before the age by which the dose should be given
     * @param rightFrom the first day on which it would have counted, where there is one
     */
    public record Judged(
            String reference,
            String product,
            LocalDate day,
            String vaccine,
            int number,
            Verdict verdict,
            boolean timely,
            Optional<LocalDate> rightFrom,
            String clause,
            String confidence,
            String version) {

        public boolean counts() {
            return verdict == Verdict.COUNTED;
        }
    }

    public enum Verdict {
        COUNTED,
        /** Younger than the dose's earliest age. */
        TOO_EARLY,
        /** Too soon after the dose before. */
        INTERVAL,
        /** Too soon after another vaccine of the same disease. */
        OTHER_VACCINE,
        /** Too soon after another injected live vaccine that was not given on the same day. */
        LIVE_GAP,
        /** Too soon after an immunoglobulin. */
        GLOBULIN_GAP,
        /** The product is not for this age. */
        WRONG_AGE,
        /** The product does not count as this dose. */
        WRONG_PRODUCT,
        /** All doses that are needed had been given. */
        NOT_NEEDED,
        /** Recorded twice, or given twice on one day. */
        SAME_DAY
    }

    /** Where a vaccine stands. */
    public enum State {
        /** A dose can be given, now or from {@code earliest} on. */
        OPEN,
        /** All doses have been given. */
        COMPLETE,
        /** Not all were given, but the age for it is over. */
        CLOSED,
        /** Something known of the child stops every product for now. */
        HELD,
        /** Something lasting does. */
        EXEMPT
    }

    /** Why it cannot be given earlier. */
    public enum Because {
        AGE,
        INTERVAL,
        OTHER_VACCINE,
        LIVE_GAP,
        GLOBULIN_GAP,
        PRODUCT_AGE,
        PROGRAMME_START
    }

    /**
     * The next dose of a vaccine. Of one that is complete or closed the days are empty.
     *
     * @param number of the next dose; of a complete one the last
     * @param of how many doses the series has
     * @param counted how many have counted
     * @param product proposed
     * @param earliest first day on which it counts
     * @param due the recommended day
     * @param overdue the first day on which it is late
     * @param latest last day on which it is given
     * @param catchUp it comes after the age by which it should have been given
     * @param because what {@code earliest} comes from
     * @param questions to be answered before it is given
     * @param stopped what stops it
     */
    public record Next(
            String vaccine,
            State state,
            int number,
            int of,
            int counted,
            String product,
            Optional<LocalDate> earliest,
            Optional<LocalDate> due,
            Optional<LocalDate> overdue,
            Optional<LocalDate> latest,
            boolean catchUp,
            Because because,
            List<Name> questions,
            List<Name> stopped,
            String clause,
            String confidence,
            String note) {

        public boolean overdueOn(LocalDate day) {
            return state == State.OPEN
                    && overdue.filter(from -> !day.isBefore(from)).isPresent();
        }

        public boolean dueOn(LocalDate day) {
            return state == State.OPEN
                    && due.filter(from -> !day.isBefore(from)).isPresent();
        }
    }

    /** Doses for one day. */
    public record Visit(LocalDate day, List<Shot> shots) {}

    public record Shot(String vaccine, int number, String product) {}

    /** Nothing is asked of this child any more. */
    public boolean complete() {
        return next.stream().noneMatch(one -> one.state() == State.OPEN || one.state() == State.HELD);
    }
}
