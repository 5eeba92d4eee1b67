package org.liankang.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liankang.simulator.life.Disease;
import org.liankang.simulator.life.Event.Diagnosed;
import org.liankang.simulator.life.Event.FollowUp;
import org.liankang.simulator.life.History;
import org.liankang.simulator.life.Lives;
import org.liankang.simulator.life.Population;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Division;
import org.liankang.simulator.region.Mortality;
import org.liankang.simulator.region.Prevalence;
import org.liankang.simulator.region.Pyramid;
import org.liankang.simulator.region.Sex;
import org.liankang.simulator.staff.Workforce;
import org.liankang.simulator.truth.Truth;
import tools.jackson.databind.JsonNode;

/** What the data files say comes out of the simulated people; each tolerance is about three standard errors. */
class MarginalsTest {

    private static final int RESIDENTS = 20_000;
    private static final Scenario SCENARIO = Haishu.scenario(RESIDENTS, 11);
    private static final List<Lives> LIVES = live();
    private static final List<History> FOUNDERS = LIVES.stream()
            .flatMap(lives -> lives.histories().stream())
            .filter(history -> history.person().mother() == null)
            .toList();

    private static List<Lives> live() {
        Population population = new Population(Haishu.REGION, SCENARIO);
        List<Lives> all = new ArrayList<>();
        int residents = 0;
        while (residents < RESIDENTS) {
            Lives lives = population.live(all.size(), residents, RESIDENTS - residents);
            residents += lives.home().members().size();
            all.add(lives);
        }
        return all;
    }

    @Test
    void agesFollowThePyramidWithinOnePerCentOfAllResidents() {
        for (Pyramid.Band band : Haishu.REGION.pyramid().bands()) {
            long found = FOUNDERS.stream()
                    .mapToInt(history -> history.person().ageOn(SCENARIO.start()))
                    .filter(age -> age >= band.from() && age <= band.to())
                    .count();
            assertThat(100.0 * found / RESIDENTS).as("age " + band.from()).isCloseTo(band.both(), within(1.0));
        }
    }

    @Test
    void sexesFollowThePyramidWithinTwoPerCent() {
        double expected = Haishu.REGION.pyramid().bands().stream()
                .mapToDouble(Pyramid.Band::male)
                .sum();
        long men = FOUNDERS.stream()
                .filter(history -> history.person().sex() == Sex.MALE)
                .count();
        assertThat(100.0 * men / RESIDENTS).isCloseTo(expected, within(2.0));
    }

    @Test
    void divisionsFollowTheirWeightsWithinOnePerCentOfAllResidents() {
        double total =
                Haishu.REGION.divisions().stream().mapToDouble(Division::weight).sum();
        for (Division division : Haishu.REGION.divisions()) {
            long found = LIVES.stream()
                    .filter(lives -> lives.home().division().equals(division))
                    .mapToLong(lives -> lives.home().members().size())
                    .sum();
            assertThat(100.0 * found / RESIDENTS)
                    .as(division.name())
                    .isCloseTo(100 * division.weight() / total, within(1.0));
        }
    }

    @Test
    void diagnosesFollowThePrevalenceCurvesWithinThreePerCentOfABand() {
        for (Disease disease : Disease.values()) {
            Prevalence curve = Haishu.REGION.prevalence(disease.code());
            for (int from = 35; from < 85; from += 10) {
                double expected = 0;
                int found = 0;
                int people = 0;
                for (History history : FOUNDERS) {
                    int age = history.person().ageOn(SCENARIO.end());
                    if (age >= from && age < from + 10 && history.presentOn(SCENARIO.end())) {
                        people++;
                        double exact = (SCENARIO.end().toEpochDay()
                                        - history.person().birth().toEpochDay())
                                / 365.25;
                        expected += curve.at(history.person().sex(), exact);
                        found += history.of(Diagnosed.class).stream()
                                        .anyMatch(diagnosed -> diagnosed.disease() == disease)
                                ? 1
                                : 0;
                    }
                }
                assertThat(100.0 * found / people)
                        .as(disease + " from " + from)
                        .isCloseTo(100 * expected / people, within(4.0));
            }
        }
    }

    @Test
    void theMortalityTableGivesTheLifeExpectancyOfThePlan() {
        Mortality table = Haishu.REGION.mortality();
        double both = (table.lifeExpectancy(Sex.MALE) + table.lifeExpectancy(Sex.FEMALE)) / 2;
        assertThat(both).isCloseTo(84.12, within(0.3));
    }

    @Test
    void asManyDieAsTheTableSaysWithinAnEighth() {
        Mortality table = Haishu.REGION.mortality();
        double expected = 0;
        long died = 0;
        for (History history : FOUNDERS) {
            LocalDate from = history.person().since().isAfter(SCENARIO.start())
                    ? history.person().since()
                    : SCENARIO.start();
            LocalDate to = history.death().map(death -> death.date()).orElse(SCENARIO.end());
            for (LocalDate day = from; day.isBefore(to); day = day.plusMonths(6)) {
                double share = Math.min(182.6, to.toEpochDay() - day.toEpochDay()) / 365.25;
                expected += share
                        * table.rate(history.person().sex(), history.person().ageOn(day));
            }
            died += history.death().isPresent() ? 1 : 0;
        }
        assertThat(died / expected).isCloseTo(1, within(0.125));
    }

    @Test
    void mostPatientsAreFollowedByTheRuleAndSomeAreNot() {
        Truth truth = new Truth(Haishu.REGION, SCENARIO, new Workforce(Haishu.REGION, SCENARIO));
        LIVES.forEach(truth::count);
        JsonNode year = Haishu.JSON.readTree(truth.toJson()).at("/services/2025/hypertension");
        double conform = year.get("conform").asDouble() / year.get("managed").asDouble();
        double controlled =
                year.get("controlled").asDouble() / year.get("managed").asDouble();
        assertThat(conform).isBetween(0.72, 0.90);
        assertThat(controlled).isBetween(0.65, 0.92);
    }

    @Test
    void ratesOfTheOtherServicesLieWhereADistrictMayBe() {
        Truth truth = new Truth(Haishu.REGION, SCENARIO, new Workforce(Haishu.REGION, SCENARIO));
        LIVES.forEach(truth::count);
        JsonNode year = Haishu.JSON.readTree(truth.toJson()).at("/indicators/2025");
        assertThat(share(year, "early-booking-rate")).isBetween(0.85, 0.99);
        assertThat(share(year, "maternal-systematic-management")).isBetween(0.6, 0.95);
        assertThat(share(year, "postpartum-visit-rate")).isBetween(0.85, 0.99);
        assertThat(share(year, "newborn-screening-rate")).isBetween(0.9, 1.0);
        assertThat(share(year, "child-health-management")).isBetween(0.85, 0.98);
        assertThat(share(year, "child-systematic-management")).isBetween(0.6, 0.95);
        assertThat(share(year, "tcm-child-service")).isBetween(0.55, 0.85);
        assertThat(share(year, "tcm-elder-service")).isBetween(0.45, 0.65);
        assertThat(share(year, "mental-reported-prevalence")).isBetween(0.003, 0.006);
        assertThat(share(year, "mental-standardised-management")).isBetween(0.6, 1.0);
        assertThat(share(year, "two-cancer-screening")).isBetween(0.6, 0.85);
        assertThat(share(year, "school-screening-rate")).isBetween(0.85, 0.98);
        assertThat(share(year, "notifiable-report-rate")).isBetween(0.9, 0.99);
    }

    private static double share(JsonNode year, String code) {
        JsonNode one = year.get(code);
        return one.get("numerator").asDouble() / one.get("denominator").asDouble();
    }

    @Test
    void twinsAreABoyAndAGirlOfOneDayWithNumbersOfTheirOwn() {
        int twins = 0;
        for (Lives lives : LIVES) {
            List<Person> babies = lives.histories().stream()
                    .map(History::person)
                    .filter(person -> person.mother() != null)
                    .toList();
            for (int i = 1; i < babies.size(); i++) {
                Person one = babies.get(i - 1);
                Person other = babies.get(i);
                if (one.mother().equals(other.mother()) && one.birth().equals(other.birth())) {
                    assertThat(one.sex()).isNotEqualTo(other.sex());
                    assertThat(one.idNumber()).isNotEqualTo(other.idNumber());
                    assertThat(one.id()).isNotEqualTo(other.id());
                    twins++;
                }
            }
        }
        assertThat(twins).isPositive();
    }

    @Test
    void everyLargeCentreHasPatientsDueThisWeekAndOverdueOnes() {
        for (Division division : Haishu.REGION.divisions()) {
            if (division.weight() < 1) {
                continue;
            }
            List<LocalDate> due = LIVES.stream()
                    .filter(lives -> lives.home().division().equals(division))
                    .flatMap(lives -> lives.histories().stream())
                    .filter(history -> history.presentOn(SCENARIO.end()))
                    .map(history -> history.of(FollowUp.class))
                    .filter(visits -> !visits.isEmpty())
                    .map(visits -> visits.getLast().next())
                    .toList();
            assertThat(due)
                    .as(division.name())
                    .anyMatch(day -> Math.abs(day.toEpochDay() - SCENARIO.end().toEpochDay()) <= 3)
                    .anyMatch(day -> day.isBefore(SCENARIO.end().minusDays(6)));
        }
    }
}
