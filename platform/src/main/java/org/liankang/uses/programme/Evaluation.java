package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the definitions say of a chart on a day.
 *
 * @param wake the next day on which they may say something else of the same chart
 */
record Evaluation(List<Enrolment> enrolments, List<Enrolment.Visit> visits, List<Due> tasks, Optional<LocalDate> wake) {

    /**
     * A task before it is given to anyone: its centre is still the reference of an Organization.
     *
     * @param closed what closed it, or null
     */
    record Due(
            long id,
            String programme,
            String service,
            LocalDate due,
            LocalDate from,
            LocalDate until,
            Task.State state,
            Task.Urgency urgency,
            String reason,
            String clause,
            String cause,
            String definition,
            Task.Evidence closed) {}
}
