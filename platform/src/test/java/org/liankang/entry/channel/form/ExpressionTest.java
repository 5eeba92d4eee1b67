package org.liankang.entry.channel.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Map<String, BigDecimal> ANSWERS = Map.of(
            "weight", new BigDecimal("70.5"), "height", new BigDecimal("168"), "next-visit", new BigDecimal("20"));

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "10 - 2 - 3, 5",
        "(%weight / (%height / 100 * %height / 100)).round(1), 25.0",
        "%`next-visit` > 19, 1",
        "%`next-visit` > 20, 0",
        "%`next-visit` <= 19 + 1, 1",
        "%height / (%height - 168), ",
        "%unanswered + 1, ",
        "'iif(%height > 167, 3, 2)', 3",
        "'iif(%height > 168, 3, iif(%weight >= 70.5 and %height = 168, 2, 1))', 2",
        "'1 + iif(%height < 168 or %weight < 70, 5, (2 + 3) * 2)', 11",
        "1 = 1 or 1 = 2 and 1 = 3, 1",
        "'iif(%unanswered = 1, 1, 2)', ",
    })
    void gives_its_value_or_none(String text, String value) {
        assertThat(new Expression(text).value(name -> Optional.ofNullable(ANSWERS.get(name))))
                .isEqualTo(Optional.ofNullable(value).map(BigDecimal::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iif(1, 2)", "iif(1, 2, 3, 4)", "(1, 2)", "1, 2", "iif(1, 2, 3", "1 and", "android"})
    void what_is_no_expression_is_refused(String text) {
        assertThatThrownBy(() -> new Expression(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
