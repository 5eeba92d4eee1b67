package org.liankang.uses.round;

import java.util.List;

/**
 * A day of a vehicle in its best order. All times are minutes after it leaves its base.
 *
 * @param driving minutes on the road in all, with the way back
 * @param end when it is back
 */
record Route(List<Leg> legs, int driving, int end) {

    static final Route NONE = new Route(List.of(), 0, 0);

    /** @param at which of the villages given @param drive minutes from the stop before */
    record Leg(int at, int drive, int arrive, int leave) {}
}
