package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.uses.Replays;
import tools.jackson.databind.JsonNode;

/**
 * Indicators of schools, notifiable diseases, births and workers on a chart of their own with the cases a district seldom
 * has, against the values worked out by hand beside it.
 */
class ServiceValuesTest {

    private static final YearMonth DECEMBER = YearMonth.of(2025, 12);

    @TempDir
    private static Path folder;

    private static Lakes lake;

    @BeforeAll
    static void read() {
        lake = Lakes.open(folder, LocalDate.of(2026, 1, 15));
        Replays.read(lake.book(), Charts.of("cases/services.jsonl"), 40);
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    @TestFactory
    Stream<DynamicTest> values_are_those_worked_out_by_hand() {
        return Charts.yaml("cases/services.yaml").properties().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> compare(one.getKey(), one.getValue())));
    }

    private static void compare(String code, JsonNode expected) {
        Value value = lake.indicators().value(code, Scope.region(), DECEMBER).orElseThrow();
        assertThat(value.numerator()).isEqualTo(expected.path("numerator").doubleValue());
        assertThat(value.denominator()).isEqualTo(expected.path("denominator").doubleValue());
        assertThat(value.value()).isCloseTo(expected.path("value").doubleValue(), within(1e-4));
        inDivision(code, "330203001", expected.path("A"));
        inDivision(code, "330203002", expected.path("B"));
    }

    private static void inDivision(String code, String division, JsonNode expected) {
        if (!expected.isMissingNode()) {
            assertThat(lake.indicators()
                            .value(code, Scope.division(division), DECEMBER)
                            .orElseThrow()
                            .value())
                    .as(code + " in " + division)
                    .isCloseTo(expected.doubleValue(), within(1e-4));
        }
    }
}
