package org.liankang.uses.contract;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liankang.identity.person.Person;
import org.liankang.identity.place.Institution;

/**
 * What somebody wants to be signed.
 *
 * @param kind a first contract, the next one, or one that takes over from the one that runs
 * @param person the resident, who is present
 * @param centre whose team it is, and who submits
 * @param practitioner id of the Practitioner who enters it; empty when the user is not on the staff list
 * @param team id of the CareTeam
 * @param packages codes of the chosen packages
 * @param starts first day, or null when none was written
 * @param ends last day, or null when none was written
 */
public record Wish(
        Kind kind,
        Person person,
        Institution centre,
        Optional<String> practitioner,
        String team,
        List<String> packages,
        LocalDate starts,
        LocalDate ends,
        Agreed agreed) {

    public enum Kind {
        FIRST,
        RENEWAL,
        /** Ends the contract that runs, with whichever team of the region, on the day before. */
        TRANSFER
    }

    /**
     * How the resident agreed.
     *
     * @param way {@code drawn}, or a way of the region's file
     * @param strokes of the drawn signature, as the browser sent them; empty for another way
     * @param where the paper is, for another way
     * @param guardian who agreed for the resident, or empty when they did themselves
     */
    public record Agreed(String way, String strokes, String where, String guardian) {

        public static final String DRAWN = "drawn";
    }
}
