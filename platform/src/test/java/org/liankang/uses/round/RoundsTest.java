package org.liankang.uses.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;
import org.springframework.beans.factory.ObjectProvider;

class RoundsTest {

    private static final YearMonth MONTH = YearMonth.of(2027, 2);
    private static final Search.Effort LITTLE = new Search.Effort(2, 1_000);
    private static final Village NORTH = Regions.village(Regions.TOWN, "北山村", 29.78, 121.3);
    private static final Village SOUTH = Regions.village(Regions.TOWN, "南山村", 29.72, 121.3);
    private static final Village FAR = Regions.village(Regions.ELSEWHERE, "远山村", 29.73, 121.31);

    private final TestDatabase database = TestDatabase.fresh();
    private final Clock clock = Clock.fixed(Instant.parse("2027-02-01T01:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private final RoundPolicy policy = Regions.policy(
            Regions.rules(3, 5, 3),
            List.of(NORTH, SOUTH, FAR),
            List.of(
                    Regions.vehicle("one", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 8, List.of(Regions.TOWN)),
                    Regions.vehicle("two", Set.of(DayOfWeek.MONDAY), 2, List.of(Regions.TOWN))),
            Map.of());
    private final RoundBook book =
            new RoundBook(database.jdbc(), database.transaction(), database.migrations(), policy);
    private final Rounds rounds = new Rounds(
            policy,
            book,
            database.jdbc(),
            database.transaction(),
            new Provided((residents, until) -> Set.copyOf(residents)),
            clock);
    private final Versions feed = new Versions();

    /** Spring's way of giving a part that may be missing. */
    private record Provided(DueTasks tasks) implements ObjectProvider<DueTasks> {

        @Override
        public DueTasks getObject() {
            return tasks;
        }

        @Override
        public Stream<DueTasks> stream() {
            return Stream.of(tasks);
        }

        @Override
        public void ifAvailable(Consumer<DueTasks> use) {
            use.accept(tasks);
        }
    }

    private void resident(long number, String division, String address) {
        feed.put(number, """
                {'resourceType':'Patient','id':'p%d','address':[{'text':'%s',
                 'extension':[{'url':'urn:liankang:division','valueCode':'%s'}]}]}""".formatted(number, address, division));
    }

    private void visit(long number, String id, String kind, String status, String day) {
        feed.put(number, """
                {'resourceType':'Encounter','id':'%s','status':'%s','class':{'code':'%s'},
                 'period':{'start':'%s'}}""".formatted(id, status, kind, day));
    }

    private Planned plan(long seed) throws InterruptedException {
        assertThat(rounds.begin(MONTH, seed, "planner", LITTLE)).isEqualTo(Rounds.Answer.BEGUN);
        for (int tries = 0; rounds.progress().running(); tries++) {
            assertThat(tries).as("waited long enough").isLessThan(600);
            Thread.sleep(50);
        }
        assertThat(rounds.progress().state()).isEqualTo(Progress.State.DONE);
        return rounds.plan(MONTH).orElseThrow();
    }

    @Test
    void a_round_is_a_day_on_which_residents_of_the_village_were_visited_at_home() {
        resident(1, Regions.TOWN, "章水镇北山村3号");
        resident(2, Regions.TOWN, "章水镇北山村9号");
        resident(3, Regions.TOWN, "章水镇南山村1号");
        resident(4, "330203001", "南门镇北山村3号");
        visit(1, "e1", "HH", "finished", "2027-02-03");
        visit(2, "e2", "HH", "finished", "2027-02-03");
        visit(2, "e3", "AMB", "finished", "2027-02-04");
        visit(3, "e4", "HH", "entered-in-error", "2027-02-05");
        visit(4, "e5", "HH", "finished", "2027-02-06");
        visit(1, "e6", "HH", "finished", "2027-03-01");
        Replays.read(book, feed.all(), 100);
        assertThat(rounds.visited(MONTH)).isEqualTo(Map.of(NORTH.code(), Map.of(LocalDate.of(2027, 2, 3), 2)));
        assertThat(rounds.residents(NORTH)).containsExactly(1L, 2L);

        resident(1, Regions.TOWN, "章水镇南山村5号");
        resident(2, "330203001", "南门镇某路1号");
        Replays.read(book, feed.all().subList(feed.all().size() - 2, feed.all().size()), 2);
        assertThat(rounds.residents(NORTH)).isEmpty();
        assertThat(rounds.residents(SOUTH)).containsExactly(1L, 3L);
        Replays.saysTheSame(book, database.jdbc(), List.of("home", "visit"), feed.all());
    }

    @Test
    void a_plan_is_kept_with_its_reasons_and_survives_a_replay_of_the_record() throws Exception {
        resident(1, Regions.TOWN, "章水镇北山村3号");
        Replays.read(book, feed.all(), 10);
        Planned plan = plan(7);
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.by()).isEqualTo("planner");
        assertThat(plan.owed()).isEqualTo(9);
        assertThat(plan.stops()).hasSize(6);
        assertThat(plan.stops())
                .filteredOn(stop -> stop.village().equals(NORTH.code()))
                .allMatch(stop -> stop.due() == 1);
        assertThat(plan.shortfalls()).containsExactly(new Shortfall(FAR.code(), 3, 0, Shortfall.Reason.NO_VEHICLE));
        book.clear();
        assertThat(rounds.plan(MONTH)).contains(plan);
        assertThat(rounds.plan(MONTH.plusMonths(1))).isEmpty();
    }

    @Test
    void a_stop_moved_by_hand_is_locked_and_stays_when_the_month_is_planned_again() throws Exception {
        Planned.Stop stop = plan(1).stops().getLast();
        LocalDate to =
                stop.day().getDayOfWeek() == DayOfWeek.FRIDAY ? stop.day().minusDays(1) : LocalDate.of(2027, 2, 26);
        assertThat(rounds.move(stop.id(), "one", to)).isEqualTo(Moving.DONE);
        assertThat(rounds.plan(MONTH).orElseThrow().stops())
                .anyMatch(one -> one.id() == stop.id() && one.day().equals(to) && one.locked());
        assertThat(plan(99).stops())
                .anyMatch(
                        one -> one.village().equals(stop.village()) && one.day().equals(to) && one.locked());
        assertThat(rounds.move(stop.id(), "one", to))
                .as("that plan was replaced")
                .isEqualTo(Moving.UNKNOWN);
    }

    @Test
    void a_stop_cannot_go_where_no_vehicle_drives_or_where_it_does_not_fit() throws Exception {
        List<Planned.Stop> stops = plan(1).stops();
        Planned.Stop stop = stops.getFirst();
        assertThat(rounds.move(0, "one", stop.day())).isEqualTo(Moving.UNKNOWN);
        assertThat(rounds.move(stop.id(), "one", LocalDate.of(2027, 2, 27))).isEqualTo(Moving.NO_TOUR);
        assertThat(rounds.move(stop.id(), "three", stop.day())).isEqualTo(Moving.NO_TOUR);
        assertThat(rounds.move(stop.id(), "one", LocalDate.of(2027, 3, 1))).isEqualTo(Moving.OVER);
        assertThat(rounds.move(stop.id(), "one", LocalDate.of(2027, 1, 29))).isEqualTo(Moving.OVER);
        LocalDate taken = stops.stream()
                .filter(one -> one.village().equals(stop.village()) && one.id() != stop.id())
                .findFirst()
                .orElseThrow()
                .day();
        assertThat(rounds.move(stop.id(), "one", taken)).isEqualTo(Moving.FULL);
        assertThat(rounds.lock(stop.id(), true)).isTrue();
        assertThat(rounds.lock(0, true)).isFalse();
    }

    private List<Planned.Stop> stops(Village village) {
        return rounds.plan(MONTH).orElseThrow().stops().stream()
                .filter(stop -> stop.village().equals(village.code()))
                .toList();
    }

    private List<Shortfall> lacking(Village village) {
        return rounds.plan(MONTH).orElseThrow().shortfalls().stream()
                .filter(one -> one.village().equals(village.code()))
                .toList();
    }

    @Test
    void a_stop_taken_out_is_lacking_at_once_and_a_stop_put_in_makes_up_for_it() throws Exception {
        resident(1, Regions.TOWN, "章水镇北山村3号");
        Replays.read(book, feed.all(), 10);
        plan(1);
        assertThat(lacking(NORTH)).isEmpty();
        Planned.Stop stop = stops(NORTH).getFirst();
        assertThat(rounds.lock(stop.id(), true)).isTrue();
        assertThat(rounds.remove(stop.id())).as("also a locked one").isEqualTo(Moving.DONE);
        assertThat(stops(NORTH)).hasSize(2);
        assertThat(lacking(NORTH)).containsExactly(new Shortfall(NORTH.code(), 3, 2, Shortfall.Reason.ROOM));
        assertThat(lacking(FAR)).as("who lacked before lacks still").hasSize(1);
        assertThat(rounds.remove(stop.id())).isEqualTo(Moving.UNKNOWN);

        assertThat(rounds.add(NORTH.code(), stop.vehicle(), stop.day())).isEqualTo(Moving.DONE);
        assertThat(lacking(NORTH)).isEmpty();
        assertThat(stops(NORTH))
                .filteredOn(one -> one.day().equals(stop.day()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.locked()).isTrue();
                    assertThat(one.due()).isEqualTo(1);
                    assertThat(one.leave() - one.arrive()).isEqualTo(48);
                });
        assertThat(plan(8).stops())
                .as("planned again it stays where somebody put it")
                .anyMatch(one -> one.village().equals(NORTH.code()) && one.day().equals(stop.day()) && one.locked());
    }

    @Test
    void the_other_stops_of_a_day_close_up_when_one_is_taken_out_and_make_room_when_one_is_put_in() throws Exception {
        plan(1);
        LocalDate day = LocalDate.of(2027, 2, 26);
        rounds.plan(MONTH).orElseThrow().stops().stream()
                .filter(stop -> stop.day().equals(day))
                .forEach(stop -> assertThat(rounds.remove(stop.id())).isEqualTo(Moving.DONE));
        assertThat(rounds.add(NORTH.code(), "one", day)).isEqualTo(Moving.DONE);
        DayCheck alone = rounds.check(policy.vehicle("one").orElseThrow(), day).orElseThrow();
        assertThat(rounds.add(SOUTH.code(), "one", day)).isEqualTo(Moving.DONE);
        DayCheck both = rounds.check(policy.vehicle("one").orElseThrow(), day).orElseThrow();
        assertThat(both.stops()).isEqualTo(2);
        assertThat(both.most()).isEqualTo(3);
        assertThat(both.leave()).isEqualTo(8 * 60);
        assertThat(both.back()).isGreaterThan(alone.back()).isLessThanOrEqualTo(both.latest());
        List<Planned.Stop> tour = rounds.plan(MONTH).orElseThrow().stops().stream()
                .filter(stop -> stop.day().equals(day))
                .toList();
        assertThat(tour).extracting(Planned.Stop::place).containsExactly(1, 2);
        assertThat(tour.get(1).arrive())
                .isEqualTo(tour.get(0).leave() + tour.get(1).drive());
        assertThat(rounds.remove(tour.get(0).id())).isEqualTo(Moving.DONE);
        assertThat(rounds.plan(MONTH).orElseThrow().stops())
                .filteredOn(stop -> stop.day().equals(day))
                .singleElement()
                .satisfies(stop -> assertThat(stop.place()).isEqualTo(1))
                .satisfies(stop -> assertThat(stop.arrive()).isEqualTo(8 * 60 + stop.drive()));
    }

    @Test
    void a_day_says_which_rounds_of_a_village_are_closer_than_the_rules_ask_for() throws Exception {
        plan(1);
        stops(NORTH).forEach(stop -> rounds.remove(stop.id()));
        LocalDate tuesday = LocalDate.of(2027, 2, 9);
        LocalDate friday = LocalDate.of(2027, 2, 12);
        assertThat(rounds.add(NORTH.code(), "one", tuesday)).isEqualTo(Moving.DONE);
        assertThat(rounds.add(NORTH.code(), "one", friday)).isEqualTo(Moving.DONE);
        Vehicle one = policy.vehicle("one").orElseThrow();
        assertThat(rounds.check(one, friday).orElseThrow().villages())
                .filteredOn(village -> village.village().equals(NORTH.code()))
                .containsExactly(new DayCheck.OfVillage(NORTH.code(), 3, 2, java.util.Optional.of(tuesday)));
        assertThat(rounds.check(one, LocalDate.of(2027, 3, 1)))
                .as("a month without a plan")
                .isEmpty();
    }

    @Test
    void a_village_is_not_put_where_no_round_can_be() throws Exception {
        LocalDate monday = LocalDate.of(2027, 2, 8);
        assertThat(rounds.add(NORTH.code(), "one", monday))
                .as("nothing is planned yet")
                .isEqualTo(Moving.NO_PLAN);
        plan(1);
        Planned.Stop stop = stops(NORTH).getFirst();
        assertThat(rounds.add("330203106 无名村", "one", monday)).isEqualTo(Moving.NO_VILLAGE);
        assertThat(rounds.add(FAR.code(), "one", monday)).isEqualTo(Moving.NO_TOUR);
        assertThat(rounds.add(NORTH.code(), "one", LocalDate.of(2027, 2, 27))).isEqualTo(Moving.NO_TOUR);
        assertThat(rounds.add(NORTH.code(), "three", monday)).isEqualTo(Moving.NO_TOUR);
        assertThat(rounds.add(NORTH.code(), stop.vehicle(), stop.day()))
                .as("twice a day")
                .isEqualTo(Moving.FULL);
        assertThat(rounds.add(NORTH.code(), "one", LocalDate.of(2027, 1, 29)))
                .as("a month that is over and was never planned")
                .isEqualTo(Moving.NO_PLAN);
    }

    @Test
    void a_published_plan_that_somebody_changes_is_a_draft_again() throws Exception {
        assertThat(rounds.publish(MONTH, true, "planner")).isFalse();
        plan(1);
        assertThat(rounds.plan(MONTH).orElseThrow().published()).isNull();
        assertThat(rounds.publish(MONTH, true, "planner")).isTrue();
        assertThat(rounds.plan(MONTH).orElseThrow().published()).isEqualTo(clock.instant());
        assertThat(rounds.plan(MONTH).orElseThrow().publishedBy()).isEqualTo("planner");
        rounds.remove(stops(SOUTH).getFirst().id());
        assertThat(rounds.plan(MONTH).orElseThrow().published()).isNull();
        rounds.publish(MONTH, true, "planner");
        assertThat(plan(2).published()).as("another plan").isNull();
    }

    private void location(String id, String status, String name, String division, String position) {
        feed.put(0, """
                {'resourceType':'Location','id':'%s','status':'%s','name':'%s',
                 'address':{'extension':[{'url':'urn:liankang:division','valueCode':'%s'}]}%s}""".formatted(id, status, name, division, position));
    }

    private static String at(double latitude, double longitude) {
        return ",'position':{'latitude':%s,'longitude':%s}".formatted(latitude, longitude);
    }

    @Test
    void where_the_record_says_that_a_place_lies_counts_before_the_regions_file() throws Exception {
        plan(1);
        Planned before = rounds.plan(MONTH).orElseThrow();
        assertThat(before.outdated()).isFalse();
        assertThat(rounds.located()).isEmpty();

        location("north", "active", "北山村", Regions.TOWN, at(29.70, 121.31));
        location("north-of-another-town", "active", "北山村", Regions.ELSEWHERE, at(20, 100));
        location("south", "inactive", "南山村", Regions.TOWN, at(20, 100));
        location("far", "active", "远山村", Regions.ELSEWHERE, "");
        location("beyond", "active", "远山村", Regions.ELSEWHERE, at(97, 121));
        location("base", "active", "base of one", "", at(29.71, 121.32));
        Replays.read(book, feed.all(), 100);
        assertThat(rounds.located()).isEqualTo(Map.of(NORTH.code(), "Location/north", "one", "Location/base"));
        assertThat(rounds.village(NORTH.code()).orElseThrow().place()).isEqualTo(new Spot(29.70, 121.31));
        assertThat(rounds.village(SOUTH.code()).orElseThrow().place()).isEqualTo(SOUTH.place());
        assertThat(rounds.village(FAR.code()).orElseThrow().place()).isEqualTo(FAR.place());
        assertThat(rounds.vehicle("one").orElseThrow().place()).isEqualTo(new Spot(29.71, 121.32));
        assertThat(rounds.plan(MONTH).orElseThrow().outdated())
                .as("it was made with other places")
                .isTrue();
        assertThat(plan(1).outdated()).isFalse();
        assertThat(rounds.plan(MONTH).orElseThrow().stops())
                .as("the roads are others")
                .isNotEqualTo(before.stops());

        int read = feed.all().size();
        location("north", "inactive", "北山村", Regions.TOWN, at(29.70, 121.31));
        Replays.read(book, feed.all().subList(read, feed.all().size()), 2);
        assertThat(rounds.village(NORTH.code()).orElseThrow().place()).isEqualTo(NORTH.place());
        Replays.saysTheSame(book, database.jdbc(), List.of("place"), feed.all());
    }

    @Test
    void a_month_that_is_over_is_not_planned() {
        assertThat(rounds.begin(MONTH.minusMonths(1), 1, "planner")).isEqualTo(Rounds.Answer.OVER);
    }

    @Test
    void a_search_that_is_stopped_keeps_the_best_it_has() throws Exception {
        assertThat(rounds.begin(MONTH, 1, "planner", new Search.Effort(10_000, 5_000)))
                .isEqualTo(Rounds.Answer.BEGUN);
        assertThat(rounds.begin(MONTH, 1, "planner")).isEqualTo(Rounds.Answer.BUSY);
        for (int tries = 0; rounds.progress().done() < 2; tries++) {
            assertThat(tries).as("waited long enough").isLessThan(1200);
            Thread.sleep(50);
        }
        rounds.stop();
        for (int tries = 0; rounds.progress().running(); tries++) {
            assertThat(tries).as("waited long enough").isLessThan(600);
            Thread.sleep(50);
        }
        assertThat(rounds.progress().state()).isEqualTo(Progress.State.STOPPED);
        assertThat(rounds.plan(MONTH).orElseThrow().stopped()).isTrue();
        assertThat(rounds.plan(MONTH).orElseThrow().stops()).hasSize(6);
    }
}
