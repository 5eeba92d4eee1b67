package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.uses.Replays;
import tools.jackson.databind.JsonNode;

/** Every indicator on the small chart, against the values worked out by hand beside it. */
class ValuesTest {

    private static final YearMonth DECEMBER = YearMonth.of(2025, 12);
    private static final Scope TOWN = Scope.division("330203100");

    @TempDir
    private Path folder;

    private Lakes lake;
    private Indicators indicators;

    @BeforeEach
    void read() {
        lake = Lakes.open(folder, LocalDate.of(2026, 1, 15));
        indicators = lake.indicators();
        Replays.read(lake.book(), Charts.small(), 40);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @TestFactory
    Stream<DynamicTest> values_are_those_worked_out_by_hand() {
        JsonNode expected = Charts.yaml("cases/expected.yaml");
        assertThat(expected.propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        indicators.definitions().stream().map(Definition::code).toList());
        return expected.properties().stream()
                .map(one -> dynamicTest(one.getKey(), () -> compare(one.getKey(), one.getValue())));
    }

    private void compare(String code, JsonNode expected) {
        Value value = indicators.value(code, Scope.region(), DECEMBER).orElseThrow();
        same(value.value(), expected.path("value"));
        same(value.numerator(), expected.path("numerator"));
        if (expected.has("denominator")) {
            same(value.denominator(), expected.path("denominator"));
        }
        assertThat(value.state().name()).isEqualTo(expected.path("state").asString("COMPUTED"));
        assertThat(value.asOf()).isEqualTo("2025-12-31");
        inDivision(code, "330203001", expected.path("A"));
        inDivision(code, "330203100", expected.path("B"));
    }

    private void inDivision(String code, String division, JsonNode expected) {
        if (!expected.isMissingNode()) {
            same(
                    indicators
                            .value(code, Scope.division(division), DECEMBER)
                            .orElseThrow()
                            .value(),
                    expected);
        }
    }

    private static void same(Double actual, JsonNode expected) {
        if (expected.isMissingNode()) {
            assertThat(actual).isNull();
        } else {
            assertThat(actual).isCloseTo(expected.doubleValue(), within(1e-4));
        }
    }

    @Test
    void the_people_behind_a_value_come_with_their_evidence() {
        var out = indicators.people(
                "hypertension-standardised-management",
                Scope.region(),
                DECEMBER,
                Indicators.Part.NOT_IN_NUMERATOR,
                10,
                0);
        assertThat(out.total()).isEqualTo(1);
        assertThat(out.units().getFirst())
                .isEqualTo(new Indicators.Unit(
                        "resident", 3, "p3", "330203100", "t1", 0, 1, List.of("Condition/k3", "Encounter/f3a")));
        var in = indicators.people(
                "hypertension-standardised-management", Scope.region(), DECEMBER, Indicators.Part.IN_NUMERATOR, 1, 1);
        assertThat(in.total()).isEqualTo(2);
        assertThat(in.units()).extracting(Indicators.Unit::resident).containsExactly(2L);
        assertThat(indicators
                        .people("no-such", Scope.region(), DECEMBER, Indicators.Part.ALL, 1, 0)
                        .total())
                .isZero();
    }

    @Test
    void the_people_behind_a_value_can_be_asked_for_one_town_or_institution() {
        assertThat(indicators
                        .people("residents", TOWN, DECEMBER, Indicators.Part.ALL, 10, 0)
                        .units())
                .extracting(Indicators.Unit::id)
                .containsExactly("p3", "p6", "p12", "p13");
        assertThat(indicators
                        .people(
                                "follow-ups",
                                Scope.institution("t1"),
                                YearMonth.of(2025, 3),
                                Indicators.Part.ALL,
                                10,
                                0)
                        .units())
                .extracting(Indicators.Unit::evidence)
                .containsExactly(List.of("Encounter/g3b"));
    }

    @Test
    void a_series_has_a_value_for_each_month_to_the_running_one() {
        assertThat(indicators.series("follow-ups", Scope.region(), 3))
                .extracting(Value::month, Value::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(YearMonth.of(2025, 11), 1.0),
                        org.assertj.core.groups.Tuple.tuple(DECEMBER, 0.0),
                        org.assertj.core.groups.Tuple.tuple(YearMonth.of(2026, 1), 0.0));
    }

    @Test
    void the_running_month_is_as_of_today_and_the_next_has_no_value() {
        Value running = indicators
                .value("residents", Scope.region(), YearMonth.of(2026, 1))
                .orElseThrow();
        assertThat(running.asOf()).isEqualTo("2026-01-15");
        assertThat(running.value()).isEqualTo(9);
        assertThat(indicators.value("residents", Scope.region(), YearMonth.of(2026, 2)))
                .isEmpty();
        assertThat(indicators.value("no-such", Scope.region(), DECEMBER)).isEmpty();
        assertThat(indicators.value("residents", Scope.division("no-such"), DECEMBER))
                .isEmpty();
    }

    @Test
    void values_by_institution_exist_only_where_they_mean_something() {
        assertThat(indicators.byInstitution("hypertension-managed", DECEMBER))
                .extracting(value -> value.scope().key(), Value::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("c1", 2.0), org.assertj.core.groups.Tuple.tuple("t1", 1.0));
        assertThat(indicators.byInstitution("beds-per-1000", DECEMBER)).isEmpty();
        assertThat(indicators.byDivision("beds-per-1000", DECEMBER)).hasSize(2);
    }

    @Test
    void a_definition_names_the_rule_numbers_it_uses() {
        assertThat(indicators
                        .definition("hypertension-standardised-management")
                        .orElseThrow()
                        .parameters())
                .extracting(Definition.Parameter::name)
                .containsExactly("chronic_from_age", "hypertension_codes", "days_per_followup");
    }
}
