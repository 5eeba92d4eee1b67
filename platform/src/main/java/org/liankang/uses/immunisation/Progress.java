package org.liankang.uses.immunisation;

import java.time.LocalDate;
import org.liankang.uses.immunisation.Schedule.Dose;
import org.liankang.uses.immunisation.Schedule.Series;

/** How far a child is with one vaccine, dose after dose. */
final class Progress {

    private String series = "";
    private int place;
    private int counted;
    private LocalDate lastCounted;
    private LocalDate lastGiven;

    /** The series that the first dose that counts decided, or empty. */
    String series() {
        return series;
    }

    /** How many places of the series are behind; a dose left out leaves its place behind too. */
    int place() {
        return place;
    }

    int counted() {
        return counted;
    }

    LocalDate lastCounted() {
        return lastCounted;
    }

    LocalDate lastGiven() {
        return lastGiven;
    }

    /** The place that a dose given on this day would take: what lapsed before it is left out. */
    int placeOn(LocalDate day, Series chosen, LocalDate birth) {
        int at = place;
        while (at < chosen.doses().size() && lapsed(chosen.doses().get(at), birth, day)) {
            at++;
        }
        return at;
    }

    private static boolean lapsed(Dose dose, LocalDate birth, LocalDate day) {
        return dose.lapses() != null && !day.isBefore(dose.lapses().completedAfter(birth));
    }

    void given(LocalDate day) {
        lastGiven = day;
    }

    void count(String chosen, int at, LocalDate day) {
        series = chosen;
        place = at + 1;
        counted++;
        lastCounted = day;
    }
}
