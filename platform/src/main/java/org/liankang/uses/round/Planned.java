package org.liankang.uses.round;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * A stored plan.
 *
 * @param stopped the search was stopped before its end
 * @param outdated the villages, vehicles or rules are others by now
 * @param owed rounds owed to all villages together
 * @param by login of who asked for it
 * @param published when somebody said that it is final; null for a draft
 * @param publishedBy login of who said so, or empty
 */
public record Planned(
        long id,
        YearMonth month,
        long seed,
        boolean stopped,
        boolean outdated,
        int owed,
        Instant at,
        String by,
        Instant published,
        String publishedBy,
        List<Stop> stops,
        List<Shortfall> shortfalls) {

    /**
     * @param village code of the village
     * @param vehicle code of the vehicle
     * @param place in the order of the day, from 1
     * @param drive minutes from the stop before, or the base
     * @param arrive minutes of the day
     * @param leave minutes of the day
     * @param due how many of its residents were due when it was planned
     * @param locked stays where it is when the month is planned again
     */
    public record Stop(
            long id,
            String village,
            String vehicle,
            LocalDate day,
            int place,
            int drive,
            int arrive,
            int leave,
            int due,
            boolean locked) {}
}
