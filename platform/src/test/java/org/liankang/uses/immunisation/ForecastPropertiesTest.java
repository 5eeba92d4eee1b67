package org.liankang.uses.immunisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.liankang.uses.immunisation.Child.Given;
import org.liankang.uses.immunisation.Child.Known;
import org.liankang.uses.immunisation.Forecast.Judged;
import org.liankang.uses.immunisation.Forecast.Next;
import org.liankang.uses.immunisation.Forecast.State;

/** What holds for every child and every day. */
class ForecastPropertiesTest {

    private static final Schedules SCHEDULES = Cases.schedules();
    private static final LocalDate FIRST = LocalDate.of(2019, 1, 1);
    private static final int DAYS = 4000;

    @Example
    void a_live_dose_given_too_soon_today_lets_no_other_be_given_beside_it() {
        LocalDate today = LocalDate.of(2029, 12, 14);
        var child = new Child(LocalDate.of(2019, 1, 1), "male", null, null, List.of(), List.of())
                .with(new Given("1", "bcg", LocalDate.of(2029, 11, 17)))
                .with(new Given("2", "varicella", today));

        who_follows_the_plan_completes_every_vaccine_without_a_dose_in_vain(child, today);
    }

    @Property(tries = 150)
    void who_follows_the_plan_completes_every_vaccine_without_a_dose_in_vain(
            @ForAll("children") Child child, @ForAll("days") LocalDate today) {
        Forecast before = Forecaster.withPlan(SCHEDULES, child, today);
        Child after = child;
        for (Forecast.Visit visit : before.plan()) {
            assertThat(visit.day()).isAfterOrEqualTo(today);
            for (Forecast.Shot shot : visit.shots()) {
                after = after.with(new Given("plan", shot.product(), visit.day()));
            }
        }
        LocalDate end =
                before.plan().isEmpty() ? today : before.plan().getLast().day();
        Forecast then = Forecaster.withPlan(SCHEDULES, after, end);

        assertThat(then.judged().stream().filter(j -> j.reference().equals("plan")))
                .allMatch(Judged::counts);
        assertThat(then.plan()).isEmpty();
        assertThat(then.next()).noneMatch(next -> next.state() == State.OPEN);
    }

    @Property(tries = 300)
    void another_dose_changes_nothing_about_the_doses_before_it(
            @ForAll("children") Child child, @ForAll("doses") Given dose, @ForAll("days") LocalDate today) {
        List<Judged> before = earlier(child, dose.day(), today);
        List<Judged> after = earlier(child.with(dose), dose.day(), today);

        assertThat(after).isEqualTo(before);
    }

    private static List<Judged> earlier(Child child, LocalDate day, LocalDate today) {
        return Forecaster.of(SCHEDULES, child, today).judged().stream()
                .filter(judged -> judged.day().isBefore(day))
                .toList();
    }

    @Property(tries = 300)
    void the_next_day_never_says_that_something_was_possible_earlier(
            @ForAll("children") Child child, @ForAll("days") LocalDate today) {
        // a dose is known on its day at the earliest; one of tomorrow frees tomorrow for others
        Assume.that(child.given().stream().noneMatch(dose -> dose.day().equals(today.plusDays(1))));
        Forecast now = Forecaster.of(SCHEDULES, child, today);
        Forecast tomorrow = Forecaster.of(SCHEDULES, child, today.plusDays(1));

        assertThat(tomorrow.judged()).isEqualTo(now.judged());
        for (Next next : now.next()) {
            Optional<Next> same = tomorrow.next().stream()
                    .filter(other -> other.vaccine().equals(next.vaccine())
                            && other.number() == next.number()
                            && other.product().equals(next.product()) // a diagnosis of tomorrow may ask for another one
                            && other.state() == State.OPEN)
                    .findFirst();
            if (next.state() == State.OPEN && same.isPresent() && now.version().equals(tomorrow.version())) {
                assertThat(same.get().earliest().orElseThrow())
                        .isAfterOrEqualTo(next.earliest().orElseThrow());
            }
            if (next.state() == State.COMPLETE) {
                assertThat(tomorrow.next())
                        .filteredOn(other -> other.vaccine().equals(next.vaccine()))
                        .allMatch(other -> other.state() == State.COMPLETE);
            }
        }
    }

    @Property(tries = 300)
    void until_the_day_it_wakes_the_same_is_asked(@ForAll("children") Child child, @ForAll("days") LocalDate today) {
        Forecast now = Forecaster.of(SCHEDULES, child, today);
        LocalDate last = now.wake().map(day -> day.minusDays(1)).orElse(today.plusYears(3));
        assertThat(last).isAfterOrEqualTo(today);

        assertThat(Forecaster.of(SCHEDULES, child, last).next()).isEqualTo(now.next());
    }

    @Property(tries = 200)
    void the_order_in_which_facts_arrived_changes_nothing(
            @ForAll("children") Child child, @ForAll("days") LocalDate today, @ForAll Random chance) {
        List<Given> given = new ArrayList<>(child.given());
        List<Known> known = new ArrayList<>(child.known());
        Collections.shuffle(given, chance);
        Collections.shuffle(known, chance);
        Child shuffled = new Child(child.birth(), child.sex(), child.deceased(), child.birthWeight(), given, known);

        assertThat(Forecaster.of(SCHEDULES, shuffled, today)).isEqualTo(Forecaster.of(SCHEDULES, child, today));
    }

    @Property(tries = 300)
    void days_of_a_dose_are_in_order(@ForAll("children") Child child, @ForAll("days") LocalDate today) {
        assertThat(Forecaster.of(SCHEDULES, child, today).next())
                .filteredOn(next -> next.state() == State.OPEN)
                .allSatisfy(next -> {
                    assertThat(next.due().orElseThrow())
                            .isAfterOrEqualTo(next.earliest().orElseThrow());
                    assertThat(next.overdue().orElseThrow()).isAfter(next.due().orElseThrow());
                    next.latest()
                            .ifPresent(latest -> assertThat(latest)
                                    .isAfterOrEqualTo(next.earliest().orElseThrow()));
                    assertThat(next.clause()).isNotBlank();
                });
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, DAYS).map(FIRST::plusDays);
    }

    @Provide
    Arbitrary<Given> doses() {
        return Combinators.combine(
                        Arbitraries.of(SCHEDULES.products()),
                        days(),
                        Arbitraries.integers().between(1, 9999))
                .as((product, day, number) -> new Given("Immunization/" + number, product.product(), day));
    }

    @Provide
    Arbitrary<Child> children() {
        Arbitrary<LocalDate> births =
                Arbitraries.integers().between(-2000, DAYS).map(FIRST::plusDays);
        Arbitrary<Integer> weights = Arbitraries.of(1500, 1999, 2000, 3200).injectNull(0.5);
        Arbitrary<Known> known = Combinators.combine(
                        Arbitraries.of("Z21", "D81.9", "G93.4", "G40.9", "J06.9", "Z34.0"),
                        days(),
                        Arbitraries.of(0, 30))
                .as((code, since, lasts) -> new Known(
                        "Condition/" + code,
                        Known.Kind.DIAGNOSIS,
                        code,
                        since,
                        lasts == 0 ? null : since.plusDays(lasts)));
        return Combinators.combine(
                        births,
                        Arbitraries.of("male", "female"),
                        weights,
                        doses().list().ofMaxSize(14),
                        known.list().ofMaxSize(1))
                .as((birth, sex, weight, doses, facts) -> new Child(birth, sex, null, weight, doses, facts));
    }
}
