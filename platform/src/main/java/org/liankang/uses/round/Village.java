package org.liankang.uses.round;

/**
 * A village of {@code villages.csv}.
 *
 * @param division 9-digit street or town code
 * @param name as addresses write it
 * @param clinic it has a clinic of its own; then no round is owed to it
 * @param rounds how many a month it is owed, when it has a number of its own; else 0
 */
public record Village(String division, String name, Spot place, boolean clinic, int rounds) {

    /** What road times and plans know it by. */
    public String code() {
        return division + " " + name;
    }
}
