package org.liankang.uses.immunisation;

import java.time.LocalDate;

/**
 * Which children with open doses are asked for.
 *
 * @param centre of this institution ({@code identity.place}); 0 for all
 * @param kind which of them
 * @param today the day they are asked for
 * @param bornFrom born on this day or later, or null
 * @param bornTo born on this day or earlier, or null
 */
public record DueQuery(long centre, Kind kind, LocalDate today, LocalDate bornFrom, LocalDate bornTo) {

    public enum Kind {
        /** A dose can be given by the end of the week and none is late. */
        SOON,
        /** Some dose is late. */
        OVERDUE,
        /** Nothing was ever recorded: the certificate is to be asked for first. */
        UNKNOWN
    }

    public static DueQuery at(long centre, Kind kind, LocalDate today) {
        return new DueQuery(centre, kind, today, null, null);
    }
}
