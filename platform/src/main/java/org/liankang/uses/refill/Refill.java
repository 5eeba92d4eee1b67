package org.liankang.uses.refill;

import java.time.LocalDate;
import java.util.List;

/**
 * What is due next of a long prescription.
 *
 * @param prescription reference of the MedicationRequest
 * @param institution that wrote it ({@code identity.place}), 0 when not known
 * @param number which part is due, from 1
 * @param allowed parts in all
 * @param due the day the part before runs out
 * @param evidence references of the MedicationDispenses before, in their order
 */
public record Refill(
        String prescription,
        long resident,
        long institution,
        String medicine,
        Kind kind,
        int number,
        int allowed,
        LocalDate due,
        List<String> evidence) {

    public enum Kind {
        /** The next part is to be handed over. */
        REFILL,
        /** Nothing is left of it, or its time is over by then: a new prescription is needed. */
        RENEW
    }
}
