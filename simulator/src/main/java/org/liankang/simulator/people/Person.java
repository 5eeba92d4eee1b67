package org.liankang.simulator.people;

import java.time.LocalDate;
import java.time.Period;
import org.liankang.simulator.region.Sex;

/** A simulated resident; {@code mother} is null for everybody who was not born during the simulated years. */
public record Person(
        String id,
        long number,
        Sex sex,
        LocalDate birth,
        LocalDate since,
        String idNumber,
        String family,
        String given,
        Person mother) {

    public int ageOn(LocalDate date) {
        return Period.between(birth, date).getYears();
    }

    public String fullName() {
        return family + given;
    }

    /** Eleven digits that begin with 100: no such mobile number is ever issued. */
    public String phone() {
        return "100%08d".formatted(number);
    }
}
