package org.liankang.simulator.staff;

import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Sex;

/** One person at work in one institution. */
public record Staff(int number, StaffKind kind, Institution at, Sex sex, String family, String given) {

    public String id() {
        return "st-" + number;
    }

    /** Staff numbers are the simulator's own. */
    public String staffNumber() {
        return "SIM%07d".formatted(number);
    }

    public String fullName() {
        return family + given;
    }
}
