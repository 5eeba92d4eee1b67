package org.liankang.uses.round;

import java.time.LocalDate;
import java.util.List;

/** One day of one vehicle. Each exists once in a month's problem: compared by identity. Public for the solver. */
public final class Tour {

    /** A stop too many weighs as much as half a day too long. */
    private static final int TOO_MANY = 240;

    private final Vehicle vehicle;
    private final LocalDate day;
    private final Routes routes;
    private final int mostStops;

    Tour(Vehicle vehicle, LocalDate day, Routes routes, int mostStops) {
        this.vehicle = vehicle;
        this.day = day;
        this.routes = routes;
        this.mostStops = mostStops;
    }

    Vehicle vehicle() {
        return vehicle;
    }

    LocalDate day() {
        return day;
    }

    /** Minutes these rounds take beyond the vehicle's hours; 0 when they fit. */
    int excess(List<Wanted> villages) {
        return villages.size() > mostStops
                ? (villages.size() - mostStops) * TOO_MANY
                : Math.max(0, routes.minutes(vehicle, villages) - vehicle.minutes());
    }

    /** Minutes on the road; of too many stops not told. */
    int driving(List<Wanted> villages) {
        return villages.size() > mostStops ? 0 : route(villages).driving();
    }

    /** The villages are to be sorted by index. */
    Route route(List<Wanted> sorted) {
        return routes.of(vehicle, sorted);
    }
}
