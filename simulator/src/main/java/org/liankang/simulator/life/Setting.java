package org.liankang.simulator.life;

import java.time.LocalDate;
import org.liankang.simulator.people.Household;
import org.liankang.simulator.people.Person;

/** The frame of one life: the days on which something can happen are {@code from} to {@code to}, both inclusive. */
record Setting(Household home, Person person, LocalDate from, LocalDate to, LocalDate end, boolean dies) {

    boolean covers(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    long days() {
        return to.toEpochDay() - from.toEpochDay() + 1;
    }
}
