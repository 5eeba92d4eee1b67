package org.liankang.uses.round;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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

    private final RoundPolicy told;
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
        this.told = policy;
        this.store = new RoundStore(jdbc);
        this.visits = new VisitStore(jdbc);
        this.transaction = transaction;
        this.due = due;
        this.clock = clock;
    }

    /** All villages of the region's list, also those with a clinic. */
    public List<Village> villages() {
        return policy().villages();
    }

    public List<Vehicle> vehicles() {
        return policy().fleet().vehicles();
    }

    /** What has to be said beside every plan, in Chinese and in English; empty where there is nothing to say. */
    public List<String> notices() {
        return List.of(orEmpty(told.fleet().notice()), orEmpty(told.fleet().noticeEnglish()));
    }

    /** Rounds a month owed to this village; 0 with a clinic of its own. */
    public int owed(Village village) {
        return village.clinic() ? 0 : told.owed(village);
    }

    /** The clause behind the number of rounds. */
    public String clause() {
        return told.rules().rounds().clause();
    }

    public int daysApart() {
        return told.rules().apart().days();
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
        if (policy().withoutClinic().isEmpty() || vehicles().isEmpty()) {
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
            RoundPolicy policy = policy();
            var problem = new Month(policy, month, today(), due(month), kept(month));
            MonthPlan solved = now.run(
                    problem.problem(), seed, effort, done -> progress = progress.at(Progress.State.RUNNING, done));
            Month.Result result = problem.result(solved);
            var head = new RoundStore.Head(
                    0, month, seed, now.stopped(), policy.digest(), result.owed(), clock.instant(), by, null, "");
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
                        !head.rules().equals(policy().digest()),
                        head.owed(),
                        head.at(),
                        head.by(),
                        head.published(),
                        head.publishedBy(),
                        store.stops(head.id()),
                        store.shortfalls(head.id())));
    }

    /** A stop of the plan that holds, or of one before it. */
    public Optional<Planned.Stop> stop(long id) {
        return store.stop(id);
    }

    /** The Location that a village's or a vehicle's place is taken from, by code; others are where the region's file says. */
    public Map<String, String> located() {
        return policy().located();
    }

    /** Residents visited at home, by village code and day. */
    public Map<String, Map<LocalDate, Integer>> visited(YearMonth month) {
        return visits.visited(month);
    }

    /** Whether so many residents visited make the day a round. */
    public boolean round(int people) {
        return people >= told.rules().done().people();
    }

    /** Who lives in a village, as the record has it. */
    public List<Long> residents(Village village) {
        return visits.residents(village);
    }

    public Optional<Village> village(String code) {
        return policy().village(code);
    }

    public Optional<Vehicle> vehicle(String code) {
        return policy().vehicle(code);
    }

    /** Puts a stop on another day or vehicle, and locks it there: what a person decided stays. */
    public Moving move(long stop, String vehicle, LocalDate day) {
        return changed(() -> store.holding(stop), Moving.UNKNOWN, plan -> byHand().move(plan, stop, vehicle, day));
    }

    /** Puts a village on a day of a vehicle, and locks it there. */
    public Moving add(String village, String vehicle, LocalDate day) {
        Optional<Village> wanted = village(village).filter(one -> owed(one) > 0);
        return wanted.isEmpty()
                ? Moving.NO_VILLAGE
                : changed(
                        () -> store.holding(YearMonth.from(day)),
                        Moving.NO_PLAN,
                        plan -> byHand().add(plan, wanted.get(), vehicle, day, due(wanted.get(), plan.month())));
    }

    /** Takes a stop out, also a locked one. Planned again, the month gives its village the round that is owed to it. */
    public Moving remove(long stop) {
        return changed(() -> store.holding(stop), Moving.UNKNOWN, plan -> byHand().remove(plan, stop));
    }

    /** How a day of a vehicle stands to the rules in the plan that holds; empty while there is none. */
    public Optional<DayCheck> check(Vehicle vehicle, LocalDate day) {
        return store.newest(YearMonth.from(day)).map(plan -> byHand().check(store.stops(plan.id()), vehicle, day));
    }

    /** Says that the plan of a month is final, until somebody changes it; or that it is a draft. False when there is none. */
    public boolean publish(YearMonth month, boolean published, String by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<RoundStore.Head> plan = store.holding(month);
            plan.ifPresent(one -> store.publish(one.id(), published ? clock.instant() : null, published ? by : ""));
            return plan.isPresent();
        }));
    }

    private Moving changed(
            Supplier<Optional<RoundStore.Head>> plan, Moving without, Function<RoundStore.Head, Moving> change) {
        return transaction.execute(
                status -> plan.get().filter(this::holds).map(change).orElse(without));
    }

    /** What the region tells, with places where the record says that they lie. */
    private RoundPolicy policy() {
        return told.placed(visits.places());
    }

    private ByHand byHand() {
        return new ByHand(policy(), store, today());
    }

    private int due(Village village, YearMonth month) {
        DueTasks tasks = due.getIfAvailable();
        return tasks == null
                ? 0
                : tasks.due(visits.residents(village), month.atEndOfMonth()).size();
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

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
