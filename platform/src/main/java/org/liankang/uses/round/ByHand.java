package org.liankang.uses.round;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people change of a plan: a stop moved, added, taken out. What does not fit is refused; what a village then lacks is
 * counted anew. The caller holds the plan.
 */
final class ByHand {

    private final RoundPolicy policy;
    private final RoundStore store;
    private final LocalDate today;

    ByHand(RoundPolicy policy, RoundStore store, LocalDate today) {
        this.policy = policy;
        this.store = store;
        this.today = today;
    }

    Moving move(RoundStore.Head plan, long id, String vehicle, LocalDate day) {
        List<Planned.Stop> stops = store.stops(plan.id());
        Planned.Stop stop =
                stops.stream().filter(one -> one.id() == id).findFirst().orElseThrow();
        if (stop.day().isBefore(today) || over(plan, day)) {
            return Moving.OVER;
        }
        Optional<Vehicle> target = policy.vehicle(vehicle).filter(one -> one.drives(day));
        Optional<Village> village = policy.village(stop.village());
        if (target.isEmpty() || village.isEmpty() || !target.get().serves(village.get())) {
            return Moving.NO_TOUR;
        }
        Optional<List<Planned.Stop>> timed = joined(
                stops,
                target.get(),
                day,
                new Planned.Stop(
                        id, stop.village(), vehicle, day, 0, 0, stop.arrive(), stop.leave(), stop.due(), true));
        if (timed.isEmpty()) {
            return Moving.FULL;
        }
        store.set(timed.get());
        boolean same = stop.vehicle().equals(vehicle) && stop.day().equals(day);
        if (!same) {
            close(stops, stop);
        }
        count(plan, stop.village(), stop.due());
        return Moving.DONE;
    }

    /** @param due how many of its residents are due in the month */
    Moving add(RoundStore.Head plan, Village village, String vehicle, LocalDate day, int due) {
        if (over(plan, day)) {
            return Moving.OVER;
        }
        Optional<Vehicle> target =
                policy.vehicle(vehicle).filter(one -> one.drives(day)).filter(one -> one.serves(village));
        if (target.isEmpty()) {
            return Moving.NO_TOUR;
        }
        int minutes = policy.rules().minutes(due, policy.owed(village));
        var fresh = new Planned.Stop(0, village.code(), vehicle, day, 0, 0, 0, minutes, due, true);
        Optional<List<Planned.Stop>> timed = joined(store.stops(plan.id()), target.get(), day, fresh);
        if (timed.isEmpty()) {
            return Moving.FULL;
        }
        timed.get().stream().filter(stop -> stop.id() == 0).forEach(stop -> store.add(plan.id(), stop));
        store.set(timed.get().stream().filter(stop -> stop.id() != 0).toList());
        count(plan, village.code(), due);
        return Moving.DONE;
    }

    Moving remove(RoundStore.Head plan, long id) {
        List<Planned.Stop> stops = store.stops(plan.id());
        Planned.Stop stop =
                stops.stream().filter(one -> one.id() == id).findFirst().orElseThrow();
        if (stop.day().isBefore(today)) {
            return Moving.OVER;
        }
        store.remove(id);
        close(stops, stop);
        count(plan, stop.village(), stop.due());
        return Moving.DONE;
    }

    /** How a day stands to the rules as the plan is now. */
    DayCheck check(List<Planned.Stop> stops, Vehicle vehicle, LocalDate day) {
        List<Planned.Stop> tour = tour(stops, vehicle.code(), day, 0);
        int leave = vehicle.from().toSecondOfDay() / 60;
        int back = tour.isEmpty() ? leave : back(vehicle, tour.getLast());
        return new DayCheck(
                leave,
                back,
                vehicle.to().toSecondOfDay() / 60,
                tour.size(),
                policy.rules().tours().stops(),
                tour.stream().map(stop -> check(stops, stop)).toList());
    }

    private DayCheck.OfVillage check(List<Planned.Stop> stops, Planned.Stop stop) {
        List<LocalDate> days = stops.stream()
                .filter(one -> one.village().equals(stop.village()))
                .map(Planned.Stop::day)
                .toList();
        Optional<LocalDate> near = days.stream()
                .filter(day -> !day.equals(stop.day())
                        && Math.abs(day.toEpochDay() - stop.day().toEpochDay())
                                < policy.rules().apart().days())
                .findFirst();
        int owed = policy.village(stop.village()).map(policy::owed).orElse(0);
        return new DayCheck.OfVillage(stop.village(), owed, days.size(), near);
    }

    private int back(Vehicle vehicle, Planned.Stop last) {
        return last.leave()
                + policy.village(last.village())
                        .map(village ->
                                policy.minutes(village.code(), village.place(), vehicle.code(), vehicle.place()))
                        .orElse(0);
    }

    private boolean over(RoundStore.Head plan, LocalDate day) {
        return day.isBefore(today) || !YearMonth.from(day).equals(plan.month());
    }

    /** The day with a stop in it; empty when that does not fit, or the village has a stop on that day. */
    private Optional<List<Planned.Stop>> joined(
            List<Planned.Stop> stops, Vehicle vehicle, LocalDate day, Planned.Stop stop) {
        boolean twice = stops.stream()
                .anyMatch(other -> other.id() != stop.id()
                        && other.village().equals(stop.village())
                        && other.day().equals(day));
        List<Planned.Stop> joined = new ArrayList<>(tour(stops, vehicle.code(), day, stop.id()));
        joined.add(stop);
        return twice ? Optional.empty() : timed(vehicle, joined);
    }

    /** The rest of a day a stop was taken from. */
    private void close(List<Planned.Stop> stops, Planned.Stop taken) {
        List<Planned.Stop> left = tour(stops, taken.vehicle(), taken.day(), taken.id());
        policy.vehicle(taken.vehicle()).flatMap(old -> timed(old, left)).ifPresent(store::set);
    }

    private static List<Planned.Stop> tour(List<Planned.Stop> stops, String vehicle, LocalDate day, long without) {
        return stops.stream()
                .filter(one ->
                        one.vehicle().equals(vehicle) && one.day().equals(day) && (without == 0 || one.id() != without))
                .toList();
    }

    /** These stops in their best order with their times; empty when they do not fit into the vehicle's day. */
    private Optional<List<Planned.Stop>> timed(Vehicle vehicle, List<Planned.Stop> stops) {
        if (stops.size() > policy.rules().tours().stops()) {
            return Optional.empty();
        }
        List<Planned.Stop> sorted = stops.stream()
                .sorted(Comparator.comparing(Planned.Stop::village).thenComparing(Planned.Stop::id))
                .toList();
        List<Wanted> wanted = new ArrayList<>();
        for (Planned.Stop stop : sorted) {
            Optional<Village> village = policy.village(stop.village());
            if (village.isEmpty()) {
                return Optional.empty();
            }
            // Stays as long as it was planned for: who was due then is due still.
            wanted.add(new Wanted(village.get(), wanted.size(), 1, stop.due(), stop.leave() - stop.arrive()));
        }
        Route route = new Routes(policy).of(vehicle, wanted);
        if (route.end() > vehicle.minutes()) {
            return Optional.empty();
        }
        int begin = vehicle.from().toSecondOfDay() / 60;
        List<Planned.Stop> timed = new ArrayList<>();
        for (Route.Leg leg : route.legs()) {
            Planned.Stop stop = sorted.get(leg.at());
            timed.add(new Planned.Stop(
                    stop.id(),
                    stop.village(),
                    vehicle.code(),
                    stop.day(),
                    timed.size() + 1,
                    leg.drive(),
                    begin + leg.arrive(),
                    begin + leg.leave(),
                    stop.due(),
                    stop.locked()));
        }
        return Optional.of(timed);
    }

    /** Writes which villages lack rounds now, and why; the plan is a draft again. */
    private void count(RoundStore.Head plan, String village, int due) {
        List<Planned.Stop> stops = store.stops(plan.id());
        Map<String, Integer> people = new HashMap<>(Map.of(village, due));
        stops.forEach(stop -> people.putIfAbsent(stop.village(), stop.due()));
        List<Kept> kept = stops.stream()
                .map(stop -> new Kept(stop.village(), stop.vehicle(), stop.day(), stop.locked()))
                .toList();
        store.lacking(plan.id(), new Month(policy, plan.month(), today, people, kept).shortfalls());
        store.publish(plan.id(), null, "");
    }
}
