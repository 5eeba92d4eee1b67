package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.liankang.base.policy.Interval;
import org.liankang.uses.programme.Chart.Fact;
import org.liankang.uses.programme.Chart.Resident;
import org.liankang.uses.programme.Chart.Told;
import org.liankang.uses.programme.Chart.Visit;
import org.liankang.uses.programme.Evaluation.Due;
import org.liankang.uses.programme.Programme.Edition;
import org.liankang.uses.programme.Programme.Service;
import org.liankang.uses.programme.Programme.Step;
import org.liankang.uses.programme.Programme.Timetable;

/** What holds for every child, every pregnancy and every day. */
class TimetablePropertiesTest {

    private static final List<Programme> RULES = Cases.rulebook().programmes();
    private static final LocalDate START = LocalDate.of(2018, 1, 1);
    private static final int DAYS = 3000;

    /** {@code programme/service/rule} of every slot. */
    private static final Set<String> SLOTS = RULES.stream()
            .flatMap(programme -> programme.versions().stream()
                    .flatMap(edition -> edition.services().stream())
                    .filter(service -> service.timetable() != null)
                    .flatMap(service -> service.timetable().slots().stream()
                            .map(slot -> programme.programme() + "/" + service.service() + "/" + slot.rule())))
            .collect(Collectors.toSet());

    @Property(tries = 300)
    void a_visit_fills_at_most_one_slot_of_a_service(@ForAll("charts") Chart chart, @ForAll("days") LocalDate today) {
        List<String> filled = evaluate(chart, today, RULES).tasks().stream()
                .filter(task -> task.state() == Task.State.DONE && SLOTS.contains(slot(task)))
                .map(task -> task.programme() + "/" + task.service() + " "
                        + task.closed().reference())
                .toList();
        assertThat(filled).doesNotHaveDuplicates();
    }

    @Property(tries = 300)
    void a_slot_is_filled_by_a_visit_in_its_window_and_the_task_says_which(
            @ForAll("charts") Chart chart, @ForAll("days") LocalDate today) {
        Evaluation evaluation = evaluate(chart, today, RULES);
        assertThat(evaluation.tasks()).extracting(Due::id).doesNotHaveDuplicates();
        assertThat(evaluation.tasks()).allSatisfy(task -> {
            assertThat(task.due()).isBetween(task.from(), task.until());
            if (task.state() == Task.State.DONE) {
                assertThat(task.closed().day()).isBetween(task.from(), task.until());
            }
            if (task.state() == Task.State.MISSED) {
                assertThat(task.until()).isBefore(today);
            }
        });
    }

    @Property(tries = 300)
    void nobody_has_two_open_tasks_of_a_service_in_a_programme(
            @ForAll("charts") Chart chart, @ForAll("days") LocalDate today) {
        Map<String, Long> open = evaluate(chart, today, RULES).tasks().stream()
                .filter(task -> task.state() == Task.State.OPEN)
                .collect(Collectors.groupingBy(task -> task.programme() + "/" + task.service(), Collectors.counting()));
        assertThat(open.values()).allMatch(count -> count == 1);
    }

    @Property(tries = 200)
    void until_the_day_it_wakes_nothing_changes(@ForAll("charts") Chart chart, @ForAll("days") LocalDate today) {
        Evaluation now = evaluate(chart, today, RULES);
        LocalDate last = now.wake().map(day -> day.minusDays(1)).orElse(today.plusYears(3));
        assertThat(last).isAfterOrEqualTo(today);
        assertThat(evaluate(chart, last, RULES)).isEqualTo(now);
    }

    @Property(tries = 200)
    void told_in_another_order_it_says_the_same(
            @ForAll("charts") Chart chart, @ForAll("days") LocalDate today, @ForAll Random chance) {
        List<Told> dates = new ArrayList<>(chart.dates());
        List<Visit> visits = new ArrayList<>(chart.visits());
        Collections.shuffle(dates, chance);
        Collections.shuffle(visits, chance);
        Chart shuffled = new Chart(chart.resident(), chart.begins(), chart.diagnoses(), visits, dates);

        assertThat(evaluate(shuffled, today, RULES)).isEqualTo(evaluate(chart, today, RULES));
    }

    @Property(tries = 200)
    void a_new_version_with_the_same_rules_loses_no_task_and_adds_none(
            @ForAll("charts") Chart chart, @ForAll("days") LocalDate today, @ForAll("days") LocalDate change) {
        List<Programme> two = RULES.stream().map(one -> split(one, change, 0)).toList();
        assertThat(withoutVersion(evaluate(chart, today, two)))
                .isEqualTo(withoutVersion(evaluate(chart, today, RULES)));
    }

    /** All slots of a child are over when it is seven. What both versions ask for, the change between them asks for too. */
    @Property(tries = 200)
    void a_new_version_that_moves_the_days_loses_no_slot_of_a_child(
            @ForAll("children") Chart child, @ForAll("days") LocalDate change, @ForAll("shifts") int shift) {
        LocalDate today = child.resident().birthDate().plusYears(8);
        List<Programme> rules = RULES.stream()
                .filter(one -> one.programme().equals("child-health"))
                .toList();
        List<Programme> changed =
                rules.stream().map(one -> split(one, change, shift)).toList();
        List<Programme> moved = changed.stream()
                .map(one -> onlySecond(one, rules.getFirst().versions().getFirst()))
                .toList();

        List<String> mixed = slots(evaluate(child, today, changed));
        Set<String> both = new HashSet<>(slots(evaluate(child, today, rules)));
        both.retainAll(slots(evaluate(child, today, moved)));
        assertThat(mixed).doesNotHaveDuplicates();
        assertThat(mixed).containsAll(both);
    }

    private static List<String> slots(Evaluation evaluation) {
        return evaluation.tasks().stream()
                .map(TimetablePropertiesTest::slot)
                .filter(SLOTS::contains)
                .toList();
    }

    private static String slot(Due task) {
        return task.programme() + "/" + task.service() + "/" + task.reason();
    }

    private record Plain(
            String service,
            LocalDate due,
            LocalDate from,
            LocalDate until,
            Task.State state,
            String reason,
            Task.Evidence closed) {}

    private static Set<Plain> withoutVersion(Evaluation evaluation) {
        return evaluation.tasks().stream()
                .map(t -> new Plain(
                        t.programme() + "/" + t.service(),
                        t.due(),
                        t.from(),
                        t.until(),
                        t.state(),
                        t.reason(),
                        t.closed()))
                .collect(Collectors.toSet());
    }

    /** The same programme in two versions, the second from a day on and with its slots so many days later. */
    private static Programme split(Programme programme, LocalDate change, int shift) {
        Edition only = programme.versions().getLast();
        // A version can only be followed by another once it has begun.
        if (!change.isAfter(only.from())) {
            return programme;
        }
        return new Programme(
                programme.programme(),
                programme.name(),
                programme.nameEn(),
                programme.episode(),
                List.of(
                        new Edition(
                                "before",
                                only.from(),
                                change.minusDays(1),
                                only.source(),
                                only.eligible(),
                                only.services()),
                        new Edition(
                                "after",
                                change,
                                only.to(),
                                only.source(),
                                only.eligible(),
                                only.services().stream()
                                        .map(service -> shifted(service, shift))
                                        .toList())));
    }

    private static Programme onlySecond(Programme programme, Edition times) {
        Edition second = programme.versions().getLast();
        return new Programme(
                programme.programme(),
                programme.name(),
                programme.nameEn(),
                programme.episode(),
                List.of(new Edition(
                        "after", times.from(), times.to(), second.source(), second.eligible(), second.services())));
    }

    private static Service shifted(Service service, int shift) {
        if (service.timetable() == null || shift == 0) {
            return service;
        }
        Timetable table = service.timetable();
        List<Step> slots = table.slots().stream()
                .map(slot -> new Step(
                        slot.rule(),
                        slot.when(),
                        slot.evenIncomplete(),
                        slot.stop(),
                        new Interval(slot.in().period().plusDays(shift)),
                        slot.early(),
                        slot.late(),
                        slot.urgency(),
                        slot.raise(),
                        slot.clause(),
                        slot.confidence(),
                        slot.note()))
                .toList();
        return new Service(
                service.service(),
                service.visits(),
                service.complete(),
                service.classes(),
                null,
                null,
                null,
                null,
                new Timetable(table.from(), table.to(), slots, table.next()));
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, DAYS).map(START::plusDays);
    }

    @Provide
    Arbitrary<Integer> shifts() {
        return Arbitraries.integers().between(-25, 25);
    }

    @Provide
    Arbitrary<Chart> children() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 900).map(START::plusDays),
                        visit("child-checkup", "newborn-visit").list().ofMaxSize(14))
                .as((birth, visits) -> chart(birth, null, LocalDate.of(2017, 1, 1), visits, List.of()));
    }

    @Provide
    Arbitrary<Chart> charts() {
        Arbitrary<LocalDate> births = Arbitraries.oneOf(
                days(), Arbitraries.integers().between(1975, 2000).map(year -> LocalDate.of(year, 2, 28)));
        return Combinators.combine(
                        births,
                        days().injectNull(0.9),
                        days(),
                        visit(
                                        "newborn-visit",
                                        "child-checkup",
                                        "antenatal-first",
                                        "antenatal-visit",
                                        "postpartum-visit",
                                        "postpartum-check",
                                        "newborn-screening",
                                        "record-opening",
                                        "referral")
                                .list()
                                .ofMaxSize(16),
                        told().list().ofMaxSize(6))
                .as(TimetablePropertiesTest::chart);
    }

    private static Chart chart(
            LocalDate birth, LocalDate death, LocalDate begins, List<Visit> visits, List<Told> dates) {
        List<Visit> all = new ArrayList<>();
        visits.forEach(
                v -> all.add(new Visit("Encounter/" + all.size(), 1, all.size(), v.service(), v.day(), v.facts())));
        List<Told> told = new ArrayList<>();
        dates.forEach(d ->
                told.add(new Told("Observation/d" + told.size(), d.name(), d.day(), d.told(), d.rank(), told.size())));
        String centre = all.size() % 3 == 0 ? "" : "Organization/1";
        return new Chart(
                new Resident(1, "Patient/1", birth, "female", death, null, "", centre), begins, List.of(), all, told);
    }

    private Arbitrary<Told> told() {
        return Combinators.combine(
                        Arbitraries.of(
                                "last-menstrual-period",
                                "last-menstrual-period",
                                "delivered",
                                "discharged-after-delivery",
                                "pregnancy-ended",
                                "discharged-after-birth"),
                        days(),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 1))
                .as((name, day, later, rank) -> new Told("", name, day, day.plusDays(later), rank, 0));
    }

    private Arbitrary<Visit> visit(String... services) {
        return Combinators.combine(Arbitraries.of(services), days(), facts())
                .as((service, day, facts) -> new Visit("", 1, 1, service, day, facts));
    }

    private Arbitrary<List<Fact>> facts() {
        Arbitrary<Integer> haemoglobin = Arbitraries.integers().between(50, 130).injectNull(0.4);
        Arbitrary<Boolean> measured = Arbitraries.of(true, true, true, false);
        Arbitrary<String> risk =
                Arbitraries.of("green", "yellow", "orange", "red", "purple").injectNull(0.3);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false, false, false);
        return Combinators.combine(haemoglobin, measured, risk, flags, flags)
                .as((hb, weighed, colour, danger, abnormal) -> {
                    List<Fact> facts = new ArrayList<>();
                    if (weighed) {
                        List.of("weight", "height", "systolic", "diastolic")
                                .forEach(name -> facts.add(number(name, 90)));
                    }
                    if (hb != null) {
                        facts.add(number("haemoglobin", hb));
                    }
                    if (colour != null) {
                        facts.add(answer("pregnancy-risk", colour));
                    }
                    facts.add(answer("danger-signs", danger ? "bleeding" : "none"));
                    facts.add(answer("newborn-risk", danger ? "preterm" : "none"));
                    facts.add(answer("assessment", abnormal ? "abnormal" : "normal"));
                    facts.add(answer("hearing", abnormal ? "failed" : "passed"));
                    facts.add(answer("screening", abnormal ? "hearing" : "none"));
                    return facts;
                });
    }

    private static Fact number(String name, int value) {
        return new Fact(name, BigDecimal.valueOf(value), "");
    }

    private static Fact answer(String name, String value) {
        return new Fact(name, null, value);
    }

    private static Evaluation evaluate(Chart chart, LocalDate today, List<Programme> rules) {
        return Engine.evaluate(chart, today, rules);
    }
}
