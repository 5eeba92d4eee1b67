package org.liankang.uses.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A year's money for the contracts of a centre, as somebody stated it, and how it was divided then.
 *
 * @param organization reference of the Organization
 * @param fund in fen
 * @param share for the teams, in percent
 * @param evidence the document the fund stands in
 * @param statedBy login
 * @param position of the feed that was counted
 */
public record Settlement(
        long number,
        String organization,
        int year,
        long fund,
        BigDecimal share,
        String evidence,
        String statedBy,
        Instant statedAt,
        long position) {

    /** The part that stays with the centre. */
    public static final String CENTRE = "centre";

    /**
     * Where fen of the fund went and why.
     *
     * @param part of the region's rules, or {@link #CENTRE}
     * @param team id of the CareTeam; empty with the centre and where nobody earned the part
     * @param contract reference of the Contract, or empty
     * @param points the contract earned, in millionths of one
     * @param ofPoints earned of the part by all contracts
     * @param visits references of the visits that earned them, where the part counts visits' classes
     */
    public record Line(
            String part, String team, String contract, long points, long ofPoints, long fen, List<String> visits) {

        public Line {
            visits = List.copyOf(visits);
        }

        Line(String part, String team, String contract, long points, long ofPoints, long fen) {
            this(part, team, contract, points, ofPoints, fen, List.of());
        }
    }

    /** A team's sum of a part. */
    public record Sum(String part, String team, long contracts, long fen) {}
}
