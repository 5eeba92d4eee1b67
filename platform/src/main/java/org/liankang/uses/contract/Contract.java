package org.liankang.uses.contract;

import java.time.LocalDate;
import java.util.List;

/**
 * A resident's contract with a family-doctor team.
 *
 * @param reference the Contract resource
 * @param organization reference of the Organization that answers for it, or empty
 * @param team id of the CareTeam, or empty
 * @param ends last day; of a dissolved one the day it was dissolved
 * @param packages codes of {@code urn:liankang:package}
 * @param version version of the resource
 * @param position its place in the feed
 * @param consent reference of the Consent, {@code signature} when the contract carries one itself, or empty
 * @param follows reference of the Contract it renews or takes over from, or empty
 * @param ending why it ended before its time (code of {@code urn:liankang:contract-end}), or empty
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
        long position,
        String consent,
        String follows,
        String ending) {

    /** Why a contract ended that was moved to another team. */
    public static final String MOVED = "transfer";

    public boolean covers(LocalDate day) {
        return !day.isBefore(starts) && !day.isAfter(ends);
    }

    /** Shares at least one day with these, both included. */
    boolean overlaps(LocalDate from, LocalDate until) {
        return !starts.isAfter(until) && !ends.isBefore(from);
    }

    public String id() {
        return reference.substring("Contract/".length());
    }
}
