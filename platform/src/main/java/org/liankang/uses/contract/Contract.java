package org.liankang.uses.contract;

import java.time.LocalDate;
import java.util.List;

/**
 * A resident's contract with a family-doctor team.
 *
 * @param reference the Contract resource
 * @param organization reference of the Organization that answers for it, or empty
 * @param team id of the CareTeam, or empty
 * @param ends last day
 * @param packages codes of {@code urn:liankang:package}
 * @param version version of the resource
 * @param position its place in the feed
 */
public record Contract(
        String reference,
        long resident,
        String organization,
        String team,
        LocalDate starts,
        LocalDate ends,
        LocalDate signed,
        List<String> packages,
        int version,
        long position) {

    public boolean covers(LocalDate day) {
        return !day.isBefore(starts) && !day.isAfter(ends);
    }
}
