package org.liankang.uses.round;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * A mobile hospital with its team.
 *
 * @param base where it starts and ends each day
 * @param divisions the streets and towns it serves; empty for all
 * @param days on which it drives
 * @param from when it leaves its base
 * @param to when it is back at the latest
 * @param off days on which it does not drive although the weekday would say so
 * @param confidence how sure all this is, as everywhere in {@code regions}
 */
public record Vehicle(
        String code,
        String name,
        @JsonProperty("name-en") String nameEnglish,
        String base,
        double latitude,
        double longitude,
        List<String> divisions,
        Set<DayOfWeek> days,
        LocalTime from,
        LocalTime to,
        Set<LocalDate> off,
        String confidence) {

    public Vehicle {
        if (code == null || !code.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    "a vehicle's code has small letters, digits and hyphens, not '" + code + "'");
        }
        if (from == null || to == null || !from.isBefore(to)) {
            throw new IllegalArgumentException("vehicle " + code + " needs hours that end after they begin");
        }
        divisions = divisions == null ? List.of() : List.copyOf(divisions);
        days = days == null ? Set.of() : Set.copyOf(days);
        off = off == null ? Set.of() : Set.copyOf(off);
    }

    /** The same, its base where somebody else says that it lies. */
    Vehicle based(Spot spot) {
        return new Vehicle(
                code,
                name,
                nameEnglish,
                base,
                spot.latitude(),
                spot.longitude(),
                divisions,
                days,
                from,
                to,
                off,
                confidence);
    }

    public Spot place() {
        return new Spot(latitude, longitude);
    }

    /** Minutes between leaving and being back. */
    int minutes() {
        return (to.toSecondOfDay() - from.toSecondOfDay()) / 60;
    }

    public boolean serves(Village village) {
        return divisions.isEmpty() || divisions.contains(village.division());
    }

    public boolean drives(LocalDate day) {
        return days.contains(day.getDayOfWeek()) && !off.contains(day);
    }
}
