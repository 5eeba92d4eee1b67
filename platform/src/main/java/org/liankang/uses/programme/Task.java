package org.liankang.uses.programme;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A service due to a resident.
 *
 * @param id the same in every replay: made from the resident, the programme, the service and what made it due
 * @param centre the institution that keeps the resident's health file ({@code identity.place}), 0 when not known
 * @param service the service of the programme, for example {@code hypertension-followup}
 * @param from first day on which a visit counts for it
 * @param until last such day; after it the task is missed
 * @param reason the rule that made it due, for example {@code recheck}
 * @param clause the clause behind the rule
 * @param cause the resource that made it due: a visit, a diagnosis, the resident's own Patient
 * @param definition version of the programme's rules it was made by
 * @param done what closed it: of a done task the visit, of a cancelled one the newer visit, where there is one
 */
public record Task(
        long id,
        long resident,
        long centre,
        String programme,
        String service,
        LocalDate due,
        LocalDate from,
        LocalDate until,
        State state,
        Urgency urgency,
        String reason,
        String clause,
        String cause,
        String definition,
        Optional<Evidence> done) {

    /** OPEN includes overdue: compare {@code due} with today. */
    public enum State {
        OPEN,
        DONE,
        MISSED,
        /** No longer asked: a newer visit set another date, or the resident left the programme or died. */
        CANCELLED
    }

    /** In rising order. */
    public enum Urgency {
        @JsonProperty("routine")
        ROUTINE,
        @JsonProperty("recheck")
        RECHECK,
        @JsonProperty("urgent")
        URGENT
    }

    /** A resource as it was read: which version, at which place in the feed, about which day. */
    public record Evidence(String reference, int version, long position, LocalDate day) {}

    public boolean overdue(LocalDate today) {
        return state == State.OPEN && due.isBefore(today);
    }
}
