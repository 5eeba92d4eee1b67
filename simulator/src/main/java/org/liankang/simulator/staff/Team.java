package org.liankang.simulator.staff;

import java.util.List;
import org.liankang.simulator.region.Division;
import org.liankang.simulator.region.Institution;

/** A family-doctor team of a health centre; the first member leads it. */
public record Team(String id, String name, Division division, Institution centre, List<Staff> members) {

    public Staff leader() {
        return members.getFirst();
    }
}
