package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.liankang.simulator.life.Event;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.History;
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
    List<Care> ofYear(History history, Service... services) {
        return until(history, services).stream()
                .filter(care -> inYear(care.date()))
                .toList();
    }

    /** Services of these kinds up to the last day, oldest first. */
    List<Care> until(History history, Service... services) {
        List<Service> wanted = List.of(services);
        return history.of(Care.class).stream()
                .filter(care ->
                        wanted.contains(care.service()) && !care.date().isAfter(asOf))
                .toList();
    }

    /** Anything of a kind in the year. */
    <E extends Event> boolean anyOfYear(History history, Class<E> kind) {
        return history.of(kind).stream().anyMatch(event -> inYear(event.date()));
    }
}
