package org.liankang.uses.reminder;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A reminder and what became of it.
 *
 * @param occasion its key: the kind, the resident and the day
 * @param sender that took it, or empty
 * @param failure why no sender took it at the last try, as a code, or empty
 * @param changed when it came into its state
 */
public record Message(
        long number,
        String occasion,
        long resident,
        long centre,
        String kind,
        LocalDate due,
        State state,
        int tries,
        String sender,
        String failure,
        Instant changed) {

    public enum State {
        WAITING,
        SENT,
        /** The resident wishes no reminders. */
        UNWANTED,
        /** There is no number, or the resident has died. */
        UNREACHABLE,
        /** No sender took it, as often as the rules say, or none ever will: somebody looks at it and sends it again. */
        GIVEN_UP,
        /** Its day was over before it could be sent. */
        OVERTAKEN,
        /** What it announced was settled before it was sent. */
        WITHDRAWN,
        /** It was sent, and what it announced is settled since. */
        SETTLED
    }
}
