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
