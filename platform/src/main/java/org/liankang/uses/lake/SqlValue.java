package org.liankang.uses.lake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** FHIR values as SQL values. A partial date is its first day; a value that is no value of its type is no value. */
final class SqlValue {

    /** Days are Chinese days, whatever offset a sender writes. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final String HOME = "+08:00";

    private SqlValue() {}

    /** All values of a collection; what is no value is left out. */
    static List<Object> all(JsonNode values, SqlType type) {
        List<Object> all = new ArrayList<>();
        Json.each(values).map(value -> of(value, type)).forEach(value -> {
            if (value != null) {
                all.add(value);
            }
        });
        return all;
    }

    static Object of(JsonNode value, SqlType type) {
        return switch (type.kind()) {
            case TEXT -> value.isValueNode() ? value.asString() : null;
            case DATE -> time(value, LocalDateTime::toLocalDate);
            case MOMENT -> time(value, at -> at);
            case TIME -> clock(value);
            case NUMBER -> value.isNumber() ? (Double) value.doubleValue() : null;
            case EXACT -> exact(value, type.scale());
            case WHOLE -> whole(value);
            case FLAG -> value.isBoolean() ? (Boolean) value.booleanValue() : null;
        };
    }

    private static BigDecimal exact(JsonNode value, int scale) {
        return value.isNumber() ? value.decimalValue().setScale(scale, RoundingMode.HALF_UP) : null;
    }

    private static Long whole(JsonNode value) {
        return value.isIntegralNumber()
                        || value.isNumber()
                                && value.decimalValue().stripTrailingZeros().scale() <= 0
                ? (Long) value.decimalValue().longValue()
                : null;
    }

    private static LocalTime clock(JsonNode value) {
        try {
            return value.isString() ? LocalTime.parse(value.stringValue()) : null;
        } catch (DateTimeException notTime) {
            return null;
        }
    }

    private static <T> T time(JsonNode value, Function<LocalDateTime, T> part) {
        try {
            return value.isString() ? part.apply(dateTime(value.stringValue())) : null;
        } catch (DateTimeException | NumberFormatException notDate) {
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
        if (text.endsWith(HOME)) {
            return date.atTime(LocalTime.parse(text.substring(11, text.length() - HOME.length())));
        }
        return OffsetDateTime.parse(text).atZoneSameInstant(ZONE).toLocalDateTime();
    }
}
