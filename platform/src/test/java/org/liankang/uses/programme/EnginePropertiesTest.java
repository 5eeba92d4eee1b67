package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.liankang.uses.programme.Chart.Diagnosis;
import org.liankang.uses.programme.Chart.Fact;
import org.liankang.uses.programme.Chart.Resident;
import org.liankang.uses.programme.Chart.Visit;

/** What holds for every chart and every day. */
class EnginePropertiesTest {

    private static final List<Programme> RULES = Cases.rulebook().programmes();
    private static final LocalDate START = LocalDate.of(2023, 1, 1);

    @Property(tries = 300)
    void nobody_has_two_open_tasks_of_a_service_in_a_programme(
            @ForAll("charts") Chart chart, @ForAll("days") LocalDate today) {
        Map<String, Long> open = evaluate(chart, today).tasks().stream()
                .filter(task -> task.state() == Task.State.OPEN)
                .collect(Collectors.groupingBy(task -> task.programme() + "/" + task.service(), Collectors.counting()));
        assertThat(open.values()).allMatch(count -> count == 1);
    }

    @Property(tries = 300)
    void every_task_has_its_own_number_a_clause_a_cause_and_a_window(
            @ForAll("charts") Chart chart, @ForAll("days") LocalDate today) {
        List<Evaluation.Due> tasks = evaluate(chart, today).tasks();
        assertThat(tasks).extracting(Evaluation.Due::id).doesNotHaveDuplicates();
        assertThat(tasks).allSatisfy(task -> {
            assertThat(task.clause()).isNotBlank();
            assertThat(task.cause()).isNotBlank();
            assertThat(task.from()).isBeforeOrEqualTo(task.until());
            assertThat(task.due()).isBetween(task.from(), task.until());
            assertThat(task.state() == Task.State.DONE)
                    .isEqualTo(task.closed() != null && task.state() != Task.State.CANCELLED);
            if (task.state() == Task.State.DONE) {
                assertThat(task.closed().day()).isBetween(task.from(), task.until());
            }
        });
    }

    @Property(tries = 200)
    void the_order_in_which_facts_arrived_changes_nothing(
            @ForAll("charts") Chart chart, @ForAll("days") LocalDate today, @ForAll Random chance) {
        List<Diagnosis> diagnoses = new ArrayList<>(chart.diagnoses());
        List<Visit> visits = new ArrayList<>(chart.visits());
        Collections.shuffle(diagnoses, chance);
        Collections.shuffle(visits, chance);
        Chart shuffled = new Chart(chart.resident(), chart.begins(), diagnoses, visits);

        assertThat(evaluate(shuffled, today)).isEqualTo(evaluate(chart, today));
    }

    @Property(tries = 200)
    void until_the_day_it_wakes_nothing_changes(@ForAll("charts") Chart chart, @ForAll("days") LocalDate today) {
        Evaluation now = evaluate(chart, today);
        LocalDate last = now.wake().map(day -> day.minusDays(1)).orElse(today.plusYears(3));
        assertThat(last).isAfterOrEqualTo(today);

        assertThat(evaluate(chart, last)).isEqualTo(now);
    }

    @Property(tries = 200)
    void a_visit_in_time_never_leaves_its_task_open(@ForAll("charts") Chart chart, @ForAll("days") LocalDate today) {
        Evaluation evaluation = evaluate(chart, today);
        List<Enrolment.Visit> complete =
                evaluation.visits().stream().filter(Enrolment.Visit::complete).toList();
        assertThat(evaluation.tasks())
                .filteredOn(task -> task.state() == Task.State.OPEN)
                .noneMatch(task -> complete.stream()
                        .anyMatch(v -> v.programme().equals(task.programme())
                                && v.service().equals(task.service())
                                && !v.visit().day().isBefore(task.from())
                                && !v.visit().day().isAfter(task.until())));
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, 1500).map(START::plusDays);
    }

    @Provide
    Arbitrary<Chart> charts() {
        Arbitrary<LocalDate> births = Arbitraries.integers().between(1935, 1992).map(year -> LocalDate.of(year, 2, 28));
        Arbitrary<LocalDate> deaths = days().injectNull(0.8);
        return Combinators.combine(
                        births,
                        deaths,
                        days().injectNull(0.5),
                        diagnosis().list().ofMaxSize(3),
                        visit().list().ofMaxSize(12),
                        days())
                .as(EnginePropertiesTest::chart);
    }

    private static Chart chart(
            LocalDate birth,
            LocalDate death,
            LocalDate since,
            List<Diagnosis> diagnoses,
            List<Visit> visits,
            LocalDate begins) {
        List<Diagnosis> numbered = new ArrayList<>();
        diagnoses.forEach(
                d -> numbered.add(new Diagnosis("Condition/" + numbered.size(), d.code(), d.since(), d.ended())));
        List<Visit> all = new ArrayList<>();
        visits.forEach(
                v -> all.add(new Visit("Encounter/" + all.size(), 1, all.size(), v.service(), v.day(), v.facts())));
        return new Chart(new Resident(1, "Patient/1", birth, "female", death, since, "", ""), begins, numbered, all);
    }

    private Arbitrary<Diagnosis> diagnosis() {
        return Combinators.combine(
                        Arbitraries.of("I10.x00x002", "E11.900", "I15.000"),
                        days(),
                        Arbitraries.integers().between(1, 900).injectNull(0.7))
                .as((code, since, lasts) ->
                        new Diagnosis("", code, since, lasts == null ? null : since.plusDays(lasts)));
    }

    private Arbitrary<Visit> visit() {
        return Combinators.combine(
                        Arbitraries.of(
                                "hypertension-followup",
                                "diabetes-followup",
                                "referral",
                                "physical-exam",
                                "elderly-exam"),
                        days(),
                        facts())
                .as((service, day, facts) -> new Visit("", 1, 1, service, day, facts));
    }

    private Arbitrary<List<Fact>> facts() {
        Arbitrary<Integer> systolic = Arbitraries.integers().between(110, 190).injectNull(0.1);
        Arbitrary<Integer> glucose = Arbitraries.integers().between(3, 18).injectNull(0.2);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false, false, false);
        return Combinators.combine(systolic, glucose, flags, flags, flags)
                .as((pressure, sugar, reaction, worse, lost) -> {
                    List<Fact> facts = new ArrayList<>();
                    if (pressure != null) {
                        facts.add(number("systolic", pressure));
                        facts.add(number("diastolic", 80));
                    }
                    if (sugar != null) {
                        facts.add(number("fasting-glucose", sugar));
                    }
                    facts.add(answer("adverse-reaction", reaction));
                    facts.add(answer("complication", worse));
                    facts.add(answer("lost", lost));
                    return facts;
                });
    }

    private static Fact number(String name, int value) {
        return new Fact(name, BigDecimal.valueOf(value), "");
    }

    private static Fact answer(String name, boolean value) {
        return new Fact(name, null, Boolean.toString(value));
    }

    private static Evaluation evaluate(Chart chart, LocalDate today) {
        return Engine.evaluate(chart, today, RULES);
    }
}
