package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Service;

/** The days that the indicators of a year count, all inclusive: the year to date, or the twelve months that end with it. */
record Window(LocalDate january, LocalDate asOf) {

    static Window of(int year, LocalDate asOf) {
        return new Window(LocalDate.of(year, 1, 1), asOf);
    }

    /** First day of the twelve months. */
    LocalDate trailing() {
        return asOf.plusDays(1).minusYears(1);
    }

    boolean inYear(LocalDate day) {
        return !day.isBefore(january) && !day.isAfter(asOf);
    }

    boolean inTwelveMonths(LocalDate day) {
        return !day.isBefore(trailing()) && !day.isAfter(asOf);
    }

    boolean inYears(LocalDate day, int years) {
        return !day.isBefore(asOf.plusDays(1).minusYears(years)) && !day.isAfter(asOf);
    }

    static long months(LocalDate from, LocalDate to) {
        return Period.between(from, to).toTotalMonths();
    }

    /** Services of these kinds in the year, oldest first. */
    List<Care> ofYear(Lived lived, Service... services) {
        return until(lived, services).stream()
                .filter(care -> inYear(care.date()))
                .toList();
    }

    /** Services of these kinds up to the last day, oldest first. */
    List<Care> until(Lived lived, Service... services) {
        List<Service> wanted = List.of(services);
        return lived.care().stream()
                .filter(care -> wanted.contains(care.service()) && !care.date().isAfter(asOf))
                .toList();
    }
}
