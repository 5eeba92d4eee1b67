package org.liankang.simulator.fhir;

import java.time.LocalDate;
import java.util.List;
import org.liankang.simulator.people.Household;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Kind;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.staff.Workforce;

/** What a resident's documents point to. */
record Surroundings(Workforce workforce, List<Institution> hospitals, LocalDate end) {

    static Surroundings of(Region region, Workforce workforce, LocalDate end) {
        return new Surroundings(
                workforce,
                region.institutions().stream()
                        .filter(i -> i.kind() == Kind.HOSPITAL)
                        .toList(),
                end);
    }

    /** The hospital that a household's health centre refers to: one of the two health groups of the plan. */
    Institution hospital(Household home) {
        return hospitals.get(home.division().index() % hospitals.size());
    }
}
