package org.liankang.uses.round;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Plans the rounds of a month in the background, keeps the plans, and lets people change them. */
@Component
public final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final RoundPolicy policy;
    private final RoundStore store;
    private final VisitStore visits;
    private final TransactionTemplate transaction;
    private final ObjectProvider<DueTasks> due;
    private final Clock clock;
    private volatile Progress progress = Progress.NONE;
    private volatile Search search = new Search();

    /** Whether a plan is being made. */
    public enum Answer {
        BEGUN,
        /** One is being made already. */
        BUSY,
        /** The region tells of no village without a clinic, or of no vehicle. */
        NOTHING,
        /** The month is over. */
        OVER
    }

    /** @param book so that its tables are there */
    Rounds(
            RoundPolicy policy,
            RoundBook book,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ObjectProvider<DueTasks> due,
            Clock clock) {
        this.policy = policy;
        this.store = new RoundStore(jdbc);
        this.visits = new VisitStore(jdbc);
        this.transaction = transaction;
        this.due = due;
        this.clock = clock;
    }

    /** All villages of the region's list, also those with a clinic. */
    public List<Village> villages() {
        return policy.villages();
    }

    public List<Vehicle> vehicles() {
        return policy.fleet().vehicles();
    }

    /** What has to be said beside every plan, in Chinese and in English; empty where there is nothing to say. */
    public List<String> notices() {
        return List.of(orEmpty(policy.fleet().notice()), orEmpty(policy.fleet().noticeEnglish()));
    }

    /** Rounds a month owed to this village; 0 with a clinic of its own. */
    public int owed(Village village) {
        return village.clinic() ? 0 : policy.owed(village);
    }

    /** The clause behind the number of rounds. */
    public String clause() {
        return policy.rules().rounds().clause();
    }

    public int daysApart() {
        return policy.rules().apart().days();
    }

    public Progress progress() {
        return progress;
    }

    /** Begins to plan what is left of a month; stops that are locked or over stay. */
    public Answer begin(YearMonth month, long seed, String by) {
        return begin(month, seed, by, Search.Effort.USUAL);
    }

    synchronized Answer begin(YearMonth month, long seed, String by, Search.Effort effort) {
        if (progress.running()) {
            return Answer.BUSY;
        }
        if (policy.withoutClinic().isEmpty() || vehicles().isEmpty()) {
            return Answer.NOTHING;
        }
        if (month.atEndOfMonth().isBefore(today())) {
            return Answer.OVER;
        }
        search = new Search();
        progress = new Progress(Progress.State.RUNNING, month, seed, 0, effort.parts());
        Search now = search;
        Thread.ofPlatform().daemon().name("round-plan").start(() -> run(now, month, seed, by, effort));
        return Answer.BEGUN;
    }

    /** Ends the search; the best plan so far is kept. */
    public void stop() {
        search.stop();
    }

    private void run(Search now, YearMonth month, long seed, String by, Search.Effort effort) {
        try {
            var problem = new Month(policy, month, today(), due(month), kept(month));
            MonthPlan solved = now.run(
                    problem.problem(), seed, effort, done -> progress = progress.at(Progress.State.RUNNING, done));
            Month.Result result = problem.result(solved);
            var head = new RoundStore.Head(
                    0, month, seed, now.stopped(), policy.digest(), result.owed(), clock.instant(), by);
            transaction.executeWithoutResult(status -> store.add(head, result.stops(), result.shortfalls()));
            progress = progress.at(now.stopped() ? Progress.State.STOPPED : Progress.State.DONE, progress.done());
        } catch (RuntimeException failure) {
            LOG.error("the rounds of {} could not be planned", month, failure);
            progress = progress.at(Progress.State.FAILED, progress.done());
        }
    }

    /** How many residents of each village can be served by a visit this month. */
    private Map<String, Integer> due(YearMonth month) {
        DueTasks tasks = due.getIfAvailable();
        Map<String, Integer> counts = new HashMap<>();
        if (tasks != null) {
            Map<Long, String> homes = visits.homes();
            tasks.due(homes.keySet(), month.atEndOfMonth())
                    .forEach(resident -> counts.merge(homes.get(resident), 1, Integer::sum));
        }
        return counts;
    }

    private List<Kept> kept(YearMonth month) {
        LocalDate today = today();
        return store.newest(month)
                .map(head -> store.stops(head.id()).stream()
                        .filter(stop -> stop.locked() || stop.day().isBefore(today))
                        .map(stop -> new Kept(stop.village(), stop.vehicle(), stop.day(), stop.locked()))
                        .toList())
                .orElse(List.of());
    }

    /** The plan of a month that holds. */
    public Optional<Planned> plan(YearMonth month) {
        return store.newest(month)
                .map(head -> new Planned(
                        head.id(),
                        head.month(),
                        head.seed(),
                        head.stopped(),
                        !head.rules().equals(policy.digest()),
                        head.owed(),
                        head.at(),
                        head.by(),
                        store.stops(head.id()),
                        store.shortfalls(head.id())));
    }

    /** Residents visited at home, by village code and day. */
    public Map<String, Map<LocalDate, Integer>> visited(YearMonth month) {
        return visits.visited(month);
    }

    /** Whether so many residents visited make the day a round. */
    public boolean round(int people) {
        return people >= policy.rules().done().people();
    }

    /** Who lives in a village, as the record has it. */
    public List<Long> residents(Village village) {
        return visits.residents(village);
    }

    public Optional<Village> village(String code) {
        return policy.villages().stream().filter(one -> one.code().equals(code)).findFirst();
    }

    public Optional<Vehicle> vehicle(String code) {
        return policy.vehicle(code);
    }

    /** Puts a stop on another day or vehicle, and locks it there: what a person decided stays. */
    public Moving move(long stop, String vehicle, LocalDate day) {
        return transaction.execute(status -> moved(stop, vehicle, day));
    }

    private Moving moved(long id, String vehicle, LocalDate day) {
        Optional<RoundStore.Head> head = store.holding(id).filter(this::holds);
        if (head.isEmpty()) {
            return Moving.UNKNOWN;
        }
        List<Planned.Stop> stops = store.stops(head.get().id());
        Planned.Stop stop =
                stops.stream().filter(one -> one.id() == id).findFirst().orElseThrow();
        if (stop.day().isBefore(today())
                || day.isBefore(today())
                || !YearMonth.from(day).equals(head.get().month())) {
            return Moving.OVER;
        }
        Optional<Vehicle> target = policy.vehicle(vehicle).filter(one -> one.drives(day));
        Optional<Village> village = village(stop.village());
        if (target.isEmpty() || village.isEmpty() || !target.get().serves(village.get())) {
            return Moving.NO_TOUR;
        }
        List<Planned.Stop> left = tour(stops, stop.vehicle(), stop.day(), id);
        List<Planned.Stop> joined = new ArrayList<>(tour(stops, vehicle, day, id));
        boolean twice = stops.stream()
                .anyMatch(other -> other.id() != id
                        && other.village().equals(stop.village())
                        && other.day().equals(day));
        joined.add(new Planned.Stop(
                id, stop.village(), vehicle, day, 0, 0, stop.arrive(), stop.leave(), stop.due(), true));
        Optional<List<Planned.Stop>> timed = timed(target.get(), joined);
        if (twice || timed.isEmpty()) {
            return Moving.FULL;
        }
        store.set(timed.get());
        boolean same = stop.vehicle().equals(vehicle) && stop.day().equals(day);
        if (!same) {
            policy.vehicle(stop.vehicle()).flatMap(old -> timed(old, left)).ifPresent(store::set);
        }
        return Moving.DONE;
    }

    /** Locks a stop where it is, or lets the next plan move it. False when there is none. */
    public boolean lock(long stop, boolean locked) {
        return Boolean.TRUE.equals(transaction.execute(status -> store.holding(stop)
                .filter(this::holds)
                .map(head -> {
                    store.set(store.stops(head.id()).stream()
                            .filter(one -> one.id() == stop)
                            .map(one -> new Planned.Stop(
                                    one.id(),
                                    one.village(),
                                    one.vehicle(),
                                    one.day(),
                                    one.place(),
                                    one.drive(),
                                    one.arrive(),
                                    one.leave(),
                                    one.due(),
                                    locked))
                            .toList());
                    return true;
                })
                .orElse(false)));
    }

    /** Nobody changes a plan that was replaced. */
    private boolean holds(RoundStore.Head head) {
        return store.newest(head.month())
                .filter(newest -> newest.id() == head.id())
                .isPresent();
    }

    private static List<Planned.Stop> tour(List<Planned.Stop> stops, String vehicle, LocalDate day, long without) {
        return stops.stream()
                .filter(one -> one.vehicle().equals(vehicle) && one.day().equals(day) && one.id() != without)
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
            Optional<Village> village = village(stop.village());
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

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
