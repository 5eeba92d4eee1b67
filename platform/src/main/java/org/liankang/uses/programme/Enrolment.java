package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A resident in a programme, from the day the rules of eligibility hold.
 *
 * @param until first day no longer in it; empty while it lasts
 * @param clause the clause that makes them eligible
 * @param cause the resource that does: a Condition, or the Patient
 * @param definition version of the rules in force on the first day
 */
public record Enrolment(
        long resident,
        String programme,
        LocalDate since,
        Optional<LocalDate> until,
        String clause,
        String cause,
        String definition) {

    /**
     * A visit as the rules of its day judge it.
     *
     * @param complete whether it counts as done
     * @param missing rules of completeness it breaks
     * @param classification class it falls into, or empty
     * @param definition version of the rules of its day
     */
    public record Visit(
            long resident,
            String programme,
            String service,
            Task.Evidence visit,
            boolean complete,
            List<String> missing,
            String classification,
            String definition) {}
}
