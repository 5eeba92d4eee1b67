package org.liankang.uses.reminder;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A reminder and what became of it.
 *
 * @param sender that took it, or empty
 * @param changed when it came into its state
 */
public record Message(
        long number,
        long resident,
        long centre,
        String kind,
        LocalDate due,
        State state,
        int tries,
        String sender,
        Instant changed) {

    public enum State {
        WAITING,
        SENT,
        /** The resident wishes no reminders. */
        UNWANTED,
        /** There is no number, or the resident has died. */
        UNREACHABLE,
        /** No sender took it, as often as the rules say. */
        GIVEN_UP,
        /** Its day was over before it could be sent. */
        OVERTAKEN
    }
}
