package org.liankang.entry.channel.form;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One understood answer.
 *
 * @param text plain: the code of a choice, ISO date, number as written, {@code true} or {@code false}
 * @param key how FHIR calls the value, for example {@code valueDecimal}
 * @param number what it counts as in comparisons and sums; yes counts 1, no 0
 */
record Answer(String text, String key, JsonNode value, Optional<BigDecimal> number) {

    /** A written number, or a date as its day number. */
    static Optional<BigDecimal> number(String text) {
        if (text.length() > 40) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.matches("\\d{4}-\\d{2}-\\d{2}")
                            ? BigDecimal.valueOf(LocalDate.parse(text).toEpochDay())
                            : new BigDecimal(text));
        } catch (NumberFormatException | DateTimeException notANumber) {
            return Optional.empty();
        }
    }
}
