package org.liankang.simulator.region;

/**
 * An institution with its shares of beds, staff and visits. {@code partOf} and {@code division} are empty where there
 * is none; {@code creditCode} is synthetic.
 */
public record Institution(
        int index,
        String key,
        String name,
        Kind kind,
        String division,
        String partOf,
        String creditCode,
        boolean chineseMedicine,
        Shares shares) {

    /** Relative weights; what they are relative to is the other institutions' column in the data file. */
    public record Shares(
            double beds,
            double physicians,
            double nurses,
            double outpatient,
            double emergency,
            double inpatient,
            double childcare) {}

    public String id() {
        return "org-" + key;
    }

    public boolean inside() {
        return kind != Kind.OUT_OF_AREA;
    }
}
