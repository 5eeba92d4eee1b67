package org.liankang.uses.indicator;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import tools.jackson.databind.JsonNode;

/** FHIR values as SQL values. A partial date is its first day; a value that is no value of its type is no value. */
final class Cell {

    /** Days are Chinese days, whatever offset a sender writes. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private Cell() {}

    static Object of(JsonNode value, View.Type type) {
        return switch (type) {
            case STRING -> value.isValueNode() ? value.asString() : null;
            case DATE -> time(value, LocalDateTime::toLocalDate);
            case DATETIME -> time(value, at -> at);
            case DECIMAL -> value.isNumber() ? (Double) value.doubleValue() : null;
            case INTEGER -> value.isIntegralNumber() ? (Long) value.longValue() : null;
            case BOOLEAN -> value.isBoolean() ? (Boolean) value.booleanValue() : null;
        };
    }

    private static <T> T time(JsonNode value, java.util.function.Function<LocalDateTime, T> part) {
        try {
            return value.isString() ? part.apply(dateTime(value.asString())) : null;
        } catch (DateTimeException | NumberFormatException notADate) {
            return null;
        }
    }

    private static LocalDateTime dateTime(String text) {
        int year = Integer.parseInt(text, 0, Math.min(4, text.length()), 10);
        int month = text.length() >= 7 ? Integer.parseInt(text, 5, 7, 10) : 1;
        int day = text.length() >= 10 ? Integer.parseInt(text, 8, 10, 10) : 1;
        LocalDate date = LocalDate.of(year, month, day);
        if (text.length() <= 10) {
            return date.atStartOfDay();
        }
        if (text.endsWith("+08:00")) {
            return date.atTime(LocalTime.parse(text.substring(11, text.length() - 6)));
        }
        return OffsetDateTime.parse(text).atZoneSameInstant(ZONE).toLocalDateTime();
    }
}
