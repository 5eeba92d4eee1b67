package org.liankang.uses.round;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.uses.round.Shortfall.Reason;

/**
 * One month's problem, from what is known to the plan: poses it for the solver, and afterwards holds its promises whatever
 * the solver left, and says what is lacking and why. A pure function: no clock, no store.
 */
final class Month {

    private static final Comparator<Round> IN_ORDER =
            Comparator.comparingInt(Round::village).thenComparingInt(Round::number);

    private final RoundPolicy policy;
    private final YearMonth month;
    private final List<Tour> tours = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();
    private final List<Wanted> wanted = new ArrayList<>();
    private final Map<Round, Boolean> lockedRounds = new IdentityHashMap<>();
    private final LocalDate first;

    /** @param village code of the village @param place its place in the tour, from 1 @param arrive minutes of the day */
    record Stop(
            String village,
            String vehicle,
            LocalDate day,
            int place,
            int drive,
            int arrive,
            int leave,
            int due,
            boolean locked) {}

    record Result(List<Stop> stops, List<Shortfall> shortfalls, int owed) {}

    /**
     * @param first the first day that can still be planned
     * @param due how many residents are due, by village code
     * @param kept stops that stay, of villages and vehicles that still exist
     */
    Month(RoundPolicy policy, YearMonth month, LocalDate first, Map<String, Integer> due, List<Kept> kept) {
        this.policy = policy;
        this.month = month;
        this.first = first.isBefore(month.atDay(1)) ? month.atDay(1) : first;
        var routes = new Routes(policy);
        Map<String, Tour> byName = new HashMap<>();
        int most = policy.rules().tours().stops();
        for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
            for (Vehicle vehicle : policy.fleet().vehicles()) {
                var tour = new Tour(vehicle, day, routes, most);
                byName.put(vehicle.code() + day, tour);
                if (!day.isBefore(this.first) && vehicle.drives(day)) {
                    tours.add(tour);
                }
            }
        }
        for (Village village : policy.withoutClinic()) {
            int people = due.getOrDefault(village.code(), 0);
            int owed = policy.owed(village);
            var one = new Wanted(
                    village, wanted.size(), owed, people, policy.rules().minutes(people, owed));
            wanted.add(one);
            List<Tour> possible = tours.stream()
                    .filter(tour -> tour.vehicle().serves(village))
                    .toList();
            int number = 0;
            for (Kept stop : kept) {
                Tour tour = byName.get(stop.vehicle() + stop.day());
                if (stop.village().equals(village.code()) && tour != null) {
                    var round = new Round(one, number++, possible, tour);
                    lockedRounds.put(round, stop.locked());
                    rounds.add(round);
                }
            }
            while (number < owed) {
                rounds.add(new Round(one, number++, possible, null));
            }
        }
    }

    /** What the solver gets: without rounds that no tour could make. */
    MonthPlan problem() {
        int days = (int) (month.atEndOfMonth().toEpochDay() - first.toEpochDay()) + 1;
        var frame = new MonthPlan.Frame(policy.rules().apart().days(), Math.max(1, days));
        return new MonthPlan(
                frame,
                rounds.stream()
                        .filter(round -> round.pinned() || !round.possible().isEmpty())
                        .toList());
    }

    /** Takes over what the solver found, mends what it left, and tells the plan. */
    Result result(MonthPlan solved) {
        Map<String, Round> own = new HashMap<>();
        rounds.forEach(round -> own.put(round.village() + "/" + round.number(), round));
        for (Round found : solved.rounds()) {
            own.get(found.village() + "/" + found.number()).make(found.tour());
        }
        rounds.sort(IN_ORDER);
        takeOut();
        putIn();
        return new Result(
                stops(), shortfalls(), wanted.stream().mapToInt(Wanted::rounds).sum());
    }

    /** A search that was stopped early may have left a day too long or two rounds too close. */
    private void takeOut() {
        for (Round round : rounds) {
            if (round.tour() != null && !round.pinned()) {
                Tour tour = round.tour();
                boolean close = tooClose(round, tour);
                if (close || tour.excess(villages(tour)) > 0) {
                    round.make(null);
                }
            }
        }
    }

    /** No round is left out that fits somewhere: the villages that lack most first. */
    private void putIn() {
        boolean more = true;
        while (more) {
            more = rounds.stream()
                    .filter(round -> round.tour() == null)
                    .sorted(Comparator.comparingInt((Round round) -> -missing(round.wanted()))
                            .thenComparing(IN_ORDER))
                    .anyMatch(round -> {
                        Optional<Tour> free = round.possible().stream()
                                .filter(tour -> fits(round.wanted(), tour) && !tooClose(round, tour))
                                .min(Comparator.comparingInt(tour -> driving(round.wanted(), tour)));
                        free.ifPresent(round::make);
                        return free.isPresent();
                    });
        }
    }

    private int driving(Wanted one, Tour tour) {
        List<Wanted> now = villages(tour);
        List<Wanted> then = new ArrayList<>(now);
        then.add(one);
        then.sort(Comparator.comparingInt(Wanted::index));
        return tour.driving(then) - tour.driving(now);
    }

    private boolean fits(Wanted one, Tour tour) {
        List<Wanted> then = new ArrayList<>(villages(tour));
        then.add(one);
        then.sort(Comparator.comparingInt(Wanted::index));
        return tour.excess(then) == 0;
    }

    private boolean tooClose(Round round, Tour tour) {
        return rounds.stream()
                .filter(other -> other != round && other.village() == round.village() && other.tour() != null)
                .anyMatch(other ->
                        Math.abs(other.tour().day().toEpochDay() - tour.day().toEpochDay())
                                < policy.rules().apart().days());
    }

    /** Whether a round of a village is made too close to a tour. */
    private boolean near(Wanted one, Tour tour) {
        return rounds.stream()
                .filter(other -> other.wanted() == one && other.tour() != null)
                .anyMatch(other ->
                        Math.abs(other.tour().day().toEpochDay() - tour.day().toEpochDay())
                                < policy.rules().apart().days());
    }

    /** What a tour makes, sorted by index. */
    private List<Wanted> villages(Tour tour) {
        return rounds.stream()
                .filter(round -> round.tour() == tour)
                .sorted(IN_ORDER)
                .map(Round::wanted)
                .toList();
    }

    private int missing(Wanted one) {
        return (int) rounds.stream()
                .filter(round -> round.wanted() == one && round.tour() == null)
                .count();
    }

    private List<Stop> stops() {
        Map<Tour, List<Round>> byTour = new LinkedHashMap<>();
        rounds.stream()
                .filter(round -> round.tour() != null)
                .sorted(Comparator.comparing((Round round) -> round.tour().day())
                        .thenComparing(round -> round.tour().vehicle().code())
                        .thenComparing(IN_ORDER))
                .forEach(round -> byTour.computeIfAbsent(round.tour(), none -> new ArrayList<>())
                        .add(round));
        List<Stop> stops = new ArrayList<>();
        byTour.forEach((tour, made) -> {
            int begin = tour.vehicle().from().toSecondOfDay() / 60;
            Route route = tour.route(made.stream().map(Round::wanted).toList());
            int place = 1;
            for (Route.Leg leg : route.legs()) {
                Round round = made.get(leg.at());
                stops.add(new Stop(
                        round.wanted().village().code(),
                        tour.vehicle().code(),
                        tour.day(),
                        place++,
                        leg.drive(),
                        begin + leg.arrive(),
                        begin + leg.leave(),
                        round.wanted().due(),
                        lockedRounds.getOrDefault(round, false)));
            }
        });
        return stops;
    }

    /** Which villages lack rounds as the month stands now, with nothing planned anew. */
    List<Shortfall> shortfalls() {
        List<Shortfall> found = new ArrayList<>();
        for (Wanted one : wanted) {
            int missing = missing(one);
            if (missing > 0) {
                int planned = (int) rounds.stream()
                        .filter(round -> round.wanted() == one && round.tour() != null)
                        .count();
                found.add(new Shortfall(one.village().code(), one.rounds(), planned, reason(one)));
            }
        }
        return found;
    }

    private Reason reason(Wanted one) {
        List<Tour> possible = tours.stream()
                .filter(tour -> tour.vehicle().serves(one.village()))
                .toList();
        if (possible.isEmpty()) {
            return Reason.NO_VEHICLE;
        }
        if (possible.stream().allMatch(tour -> tour.excess(List.of(one)) > 0)) {
            return Reason.TOO_FAR;
        }
        List<Tour> free = possible.stream().filter(tour -> fits(one, tour)).toList();
        if (free.isEmpty()) {
            return Reason.FULL;
        }
        return free.stream().allMatch(tour -> near(one, tour)) ? Reason.TOO_CLOSE : Reason.ROOM;
    }
}
