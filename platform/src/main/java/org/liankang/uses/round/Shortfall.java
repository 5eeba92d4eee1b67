package org.liankang.uses.round;

/**
 * A village that gets fewer rounds than it is owed.
 *
 * @param village code of the village
 */
public record Shortfall(String village, int owed, int planned, Reason reason) {

    public enum Reason {
        /** No vehicle that serves its town drives on any day left of the month. */
        NO_VEHICLE,
        /** There and back with one stop is longer than any vehicle's day. */
        TOO_FAR,
        /** There is room only on days too close to its other rounds. */
        TOO_CLOSE,
        /** All days of the vehicles that serve its town are full. */
        FULL,
        /** There is room: somebody took a round out by hand. */
        ROOM
    }
}
