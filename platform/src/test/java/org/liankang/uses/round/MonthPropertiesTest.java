package org.liankang.uses.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.liankang.uses.round.Shortfall.Reason;

/** What holds for every region and every month, whatever the solver finds. */
class MonthPropertiesTest {

    private static final YearMonth MONTH = YearMonth.of(2027, 2);
    private static final Search.Effort LITTLE = new Search.Effort(2, 300);

    /** A month's problem as it is posed. */
    record Case(RoundPolicy policy, LocalDate first, Map<String, Integer> due, long seed) {

        Month.Result plan(List<Kept> kept, long withSeed) {
            var month = new Month(policy, MONTH, first, due, kept);
            return month.result(new Search().run(month.problem(), withSeed, LITTLE, part -> {}));
        }

        Month.Result plan() {
            return plan(List.of(), seed);
        }

        int minutes(Month.Stop one, Month.Stop other) {
            Village from = village(one.village());
            Village to = village(other.village());
            return policy.minutes(from.code(), from.place(), to.code(), to.place());
        }

        int out(Month.Stop stop) {
            Vehicle vehicle = policy.vehicle(stop.vehicle()).orElseThrow();
            Village to = village(stop.village());
            return policy.minutes(vehicle.code(), vehicle.place(), to.code(), to.place());
        }

        Village village(String code) {
            return policy.villages().stream()
                    .filter(one -> one.code().equals(code))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Property(tries = 25)
    void no_stop_is_outside_the_hours_of_a_vehicle_that_drives_that_day_and_serves_the_town(
            @ForAll("cases") Case given) {
        tours(given.plan().stops()).values().forEach(tour -> {
            Month.Stop first = tour.getFirst();
            Vehicle vehicle = given.policy().vehicle(first.vehicle()).orElseThrow();
            assertThat(vehicle.drives(first.day())).isTrue();
            assertThat(first.day()).isAfterOrEqualTo(given.first());
            assertThat(tour)
                    .hasSizeLessThanOrEqualTo(given.policy().rules().tours().stops());
            int time = vehicle.from().toSecondOfDay() / 60;
            Month.Stop before = null;
            for (Month.Stop stop : tour) {
                assertThat(vehicle.serves(given.village(stop.village()))).isTrue();
                int drive = before == null ? given.out(stop) : given.minutes(before, stop);
                assertThat(stop.drive()).isEqualTo(drive);
                assertThat(stop.arrive()).isEqualTo(time + drive);
                assertThat(stop.leave()).isGreaterThan(stop.arrive());
                time = stop.leave();
                before = stop;
            }
            assertThat(time + given.out(before))
                    .isLessThanOrEqualTo(vehicle.to().toSecondOfDay() / 60);
        });
    }

    @Property(tries = 25)
    void the_rounds_of_a_village_are_days_apart(@ForAll("cases") Case given) {
        days(given.plan().stops()).values().forEach(days -> {
            for (int at = 1; at < days.size(); at++) {
                assertThat(days.get(at).toEpochDay() - days.get(at - 1).toEpochDay())
                        .isGreaterThanOrEqualTo(given.policy().rules().apart().days());
            }
        });
    }

    @Property(tries = 25)
    void every_village_gets_what_it_is_owed_or_is_told_why_not(@ForAll("cases") Case given) {
        Month.Result result = given.plan();
        Map<String, List<LocalDate>> days = days(result.stops());
        Map<String, Shortfall> lacking =
                result.shortfalls().stream().collect(Collectors.toMap(Shortfall::village, one -> one));
        for (Village village : given.policy().withoutClinic()) {
            int planned = days.getOrDefault(village.code(), List.of()).size();
            int owed = given.policy().owed(village);
            assertThat(planned).isLessThanOrEqualTo(owed);
            assertThat(lacking.containsKey(village.code())).isEqualTo(planned < owed);
            if (planned < owed) {
                assertThat(lacking.get(village.code()).planned()).isEqualTo(planned);
                assertThat(lacking.get(village.code()).reason())
                        .isEqualTo(reason(given, village, result.stops(), days));
            }
        }
    }

    /** The reason found by trying each order of each day: another way than the one under test. */
    private static Reason reason(
            Case given, Village village, List<Month.Stop> stops, Map<String, List<LocalDate>> days) {
        boolean any = false;
        boolean near = false;
        boolean room = false;
        var rules = given.policy().rules();
        for (LocalDate day = given.first(); !day.isAfter(MONTH.atEndOfMonth()); day = day.plusDays(1)) {
            for (Vehicle vehicle : given.policy().fleet().vehicles()) {
                if (vehicle.drives(day) && vehicle.serves(village)) {
                    any = true;
                    near |= shortest(given, vehicle, List.of(village)) <= vehicle.minutes();
                    List<Village> there = new ArrayList<>(List.of(village));
                    for (Month.Stop stop : stops) {
                        if (stop.day().equals(day) && stop.vehicle().equals(vehicle.code())) {
                            there.add(given.village(stop.village()));
                        }
                    }
                    if (there.size() <= rules.tours().stops() && shortest(given, vehicle, there) <= vehicle.minutes()) {
                        room = true;
                        LocalDate on = day;
                        assertThat(days.getOrDefault(village.code(), List.of()))
                                .as("%s would fit on %s", village.name(), day)
                                .anyMatch(other -> Math.abs(other.toEpochDay() - on.toEpochDay())
                                        < rules.apart().days());
                    }
                }
            }
        }
        return !any ? Reason.NO_VEHICLE : !near ? Reason.TOO_FAR : room ? Reason.TOO_CLOSE : Reason.FULL;
    }

    private static int shortest(Case given, Vehicle vehicle, List<Village> villages) {
        int stay = villages.stream()
                .mapToInt(one -> given.policy()
                        .rules()
                        .minutes(
                                given.due().getOrDefault(one.code(), 0),
                                given.policy().owed(one)))
                .sum();
        return stay + way(given, vehicle.code(), vehicle.place(), vehicle, villages);
    }

    private static int way(Case given, String here, Spot place, Vehicle vehicle, List<Village> left) {
        if (left.isEmpty()) {
            return given.policy().minutes(vehicle.code(), vehicle.place(), here, place);
        }
        int best = Integer.MAX_VALUE;
        for (Village next : left) {
            List<Village> rest = new ArrayList<>(left);
            rest.remove(next);
            best = Math.min(
                    best,
                    given.policy().minutes(here, place, next.code(), next.place())
                            + way(given, next.code(), next.place(), vehicle, rest));
        }
        return best;
    }

    @Property(tries = 8)
    void the_same_seed_gives_the_same_plan(@ForAll("cases") Case given) {
        assertThat(given.plan()).isEqualTo(given.plan());
    }

    @Property(tries = 12)
    void what_is_locked_or_over_stays_where_it_is_whatever_else_is_planned(@ForAll("cases") Case given) {
        List<Month.Stop> before = given.plan().stops();
        List<Kept> kept = new ArrayList<>();
        for (int at = 0; at < before.size(); at += 3) {
            Month.Stop stop = before.get(at);
            kept.add(new Kept(stop.village(), stop.vehicle(), stop.day(), at % 2 == 0));
        }
        List<Kept> after = given.plan(kept, given.seed() + 1).stops().stream()
                .map(stop -> new Kept(stop.village(), stop.vehicle(), stop.day(), stop.locked()))
                .toList();
        assertThat(after).containsAll(kept);
    }

    @Property(tries = 60)
    void the_order_of_a_day_is_the_shortest_there_is(@ForAll("cases") Case given) {
        Vehicle vehicle = given.policy().fleet().vehicles().getFirst();
        List<Village> villages =
                given.policy().withoutClinic().stream().limit(5).toList();
        List<Wanted> wanted = new ArrayList<>();
        villages.forEach(one -> wanted.add(new Wanted(one, wanted.size(), 1, 0, 10)));
        assertThat(new Routes(given.policy()).of(vehicle, wanted).driving())
                .isEqualTo(way(given, vehicle.code(), vehicle.place(), vehicle, villages));
    }

    private static Map<String, List<Month.Stop>> tours(List<Month.Stop> stops) {
        return stops.stream()
                .collect(Collectors.groupingBy(stop -> stop.vehicle() + stop.day(), TreeMap::new, Collectors.toList()));
    }

    private static Map<String, List<LocalDate>> days(List<Month.Stop> stops) {
        return stops.stream()
                .sorted(java.util.Comparator.comparing(Month.Stop::day))
                .collect(Collectors.groupingBy(
                        Month.Stop::village, Collectors.mapping(Month.Stop::day, Collectors.toList())));
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Village> village = Combinators.combine(
                        Arbitraries.of(Regions.TOWN, Regions.TOWN, Regions.ELSEWHERE),
                        Arbitraries.doubles().between(29.6, 29.9).ofScale(4),
                        Arbitraries.doubles().between(121.1, 121.5).ofScale(4))
                .as((division, latitude, longitude) -> Regions.village(division, "", latitude, longitude));
        Arbitrary<List<Village>> villages = village.list()
                .ofMinSize(1)
                .ofMaxSize(14)
                .map(all -> {
                    List<Village> named = new ArrayList<>();
                    for (Village one : all) {
                        named.add(Regions.village(
                                one.division(),
                                "v" + named.size(),
                                one.place().latitude(),
                                one.place().longitude()));
                    }
                    return named;
                });
        Arbitrary<Vehicle> vehicle = Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(2, 8),
                        Arbitraries.of(List.<String>of(), List.of(Regions.TOWN)))
                .as((days, hours, divisions) -> Regions.vehicle("draft", days, hours, divisions));
        Arbitrary<List<Vehicle>> vehicles = vehicle.list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(all -> {
                    List<Vehicle> named = new ArrayList<>();
                    for (Vehicle one : all) {
                        named.add(
                                Regions.vehicle("car" + named.size(), one.days(), one.minutes() / 60, one.divisions()));
                    }
                    return named;
                });
        Arbitrary<Rules> rules = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(1, 5))
                .as(Regions::rules);
        return Combinators.combine(
                        rules,
                        villages,
                        vehicles,
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(0, 30).list().ofSize(14),
                        Arbitraries.longs().between(0, 1000))
                .as((by, where, fleet, first, people, seed) -> {
                    Map<String, Integer> due = new HashMap<>();
                    for (int at = 0; at < where.size(); at++) {
                        due.put(where.get(at).code(), people.get(at));
                    }
                    return new Case(Regions.policy(by, where, fleet, Map.of()), MONTH.atDay(first), due, seed);
                });
    }

    @Property(tries = 1)
    void a_road_time_the_region_tells_holds_in_both_directions() {
        Village near = Regions.village(Regions.TOWN, "near", 29.76, 121.3);
        Village far = Regions.village(Regions.TOWN, "far", 29.8, 121.3);
        RoundPolicy policy = Regions.policy(
                Regions.rules(3, 5, 4),
                List.of(near, far),
                List.of(Regions.vehicle("car", Set.of(DayOfWeek.MONDAY), 8, List.of())),
                Map.of(RoundPolicy.road(near.code(), far.code()), 77));
        assertThat(policy.minutes(near.code(), near.place(), far.code(), far.place()))
                .isEqualTo(77);
        assertThat(policy.minutes(far.code(), far.place(), near.code(), near.place()))
                .isEqualTo(77);
        assertThat(policy.minutes("car", new Spot(29.75, 121.3), near.code(), near.place()))
                .as("1.1 km as the crow flies, 1.56 km of road at 30 km/h")
                .isEqualTo(4);
    }
}
