package org.liankang.uses.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

    private static final LocalDate BASE = LocalDate.of(2020, 12, 31);
    private static final LocalDate TARGET = LocalDate.of(2025, 12, 31);

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            HIGHER, 30,  40,  40,  2022-06-30, MET
            HIGHER, 30,  40,  39,  2025-12-31, BEHIND
            HIGHER, 30,  40,  39,  2026-06-30, BEHIND
            HIGHER, 30,  40,  35,  2023-06-30, ON_THE_WAY
            HIGHER, 30,  40,  34,  2023-06-30, BEHIND
            HIGHER, -,   85,  80,  2023-06-30, UNKNOWN
            HIGHER, -,   85,  85,  2023-06-30, MET
            HIGHER, -,   85,  80,  2025-12-31, BEHIND
            HIGHER, 30,  40,  -,   2023-06-30, UNKNOWN
            LOWER,  7.58, 7.5, 7.5, 2022-06-30, MET
            LOWER,  7.58, 7.5, 7.54, 2023-06-30, ON_THE_WAY
            LOWER,  7.58, 7.5, 7.57, 2025-06-30, BEHIND
            LOWER,  0,   6.5, 6.5, 2023-06-30, MET
            LOWER,  0,   6.5, 6.6, 2021-06-30, BEHIND
            """)
    void a_row_is_judged_against_the_straight_line(
            Plan.Direction direction,
            Double base,
            Double target,
            Double value,
            LocalDate asOf,
            Plan.Progress expected) {
        assertThat(new Judgement(direction, base, target, BASE, TARGET).of(value, asOf))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "9.5以下, 9.5",
                "逐步达到1:1.25, 1.25",
                "1:1.01, 1.01",
                "7.65(7.28), 7.65",
                "—, -",
                "0.0, 0",
                "100.0, 100"
            })
    void a_printed_cell_keeps_its_text_and_gives_its_number(String text, Double number) {
        assertThat(Printed.of(text)).isEqualTo(new Printed(text, number));
    }

    @Test
    void an_empty_cell_has_no_number() {
        assertThat(Printed.of("").value()).isNull();
    }
}
