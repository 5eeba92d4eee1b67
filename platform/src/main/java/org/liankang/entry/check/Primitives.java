package org.liankang.entry.check;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The lexical rules of the primitive types (FHIR R4, 2.24.0.1 Primitive Types). */
final class Primitives {

    private static final String DAY = "((?!0000)[0-9]{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[1-2][0-9]|3[0-1])";
    private static final String CLOCK = "T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]{1,9})?";
    private static final String ZONE = "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))";
    private static final Map<String, Pattern> SHAPES = Map.of(
            "date", Pattern.compile(DAY + ")?)?"),
            "dateTime", Pattern.compile(DAY + "(" + CLOCK + ZONE + ")?)?)?"),
            "instant", Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}" + CLOCK + ZONE),
            "time", Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?"),
            "id", Pattern.compile("[A-Za-z0-9\\-.]{1,64}"),
            "code", Pattern.compile("[^\\s]+( [^\\s]+)*"),
            "oid", Pattern.compile("urn:oid:[0-2](\\.(0|[1-9][0-9]*))+"),
            "base64Binary", Pattern.compile("[A-Za-z0-9+/=\\s]*"));

    /** Addresses are keys of indexes, which have a limit. */
    static final int LONGEST_URI = 800;

    private Primitives() {}

    /** What is wrong with a value of a primitive type, or empty when nothing is. */
    static String fault(String type, JsonNode value) {
        return switch (type) {
            case "boolean" -> value.isBoolean() ? "" : "must be true or false";
            case "integer" -> value.isInt() ? "" : "must be a whole number";
            case "unsignedInt" -> value.isInt() && value.asInt() >= 0 ? "" : "must be a whole number from 0";
            case "positiveInt" -> value.isInt() && value.asInt() > 0 ? "" : "must be a whole number from 1";
            case "decimal" -> value.isNumber() ? size(value.decimalValue()) : "must be a number";
            default -> value.isString() ? text(type, value.asString()) : "must be a text";
        };
    }

    /** Numbers that no computer's arithmetic holds are typing errors, and would stop whoever calculates with them. */
    private static String size(BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale();
        return number.signum() != 0 && (Math.abs(magnitude) > 300 || number.precision() > 100)
                ? "is too large, too small or too precise"
                : "";
    }

    private static String text(String type, String text) {
        if (text.isEmpty()) {
            return "must not be empty";
        }
        if (text.indexOf('\u0000') >= 0) {
            return "must not hold the character U+0000";
        }
        Pattern shape = SHAPES.get(type);
        if (shape != null && !shape.matcher(text).matches()) {
            return "is no valid " + type;
        }
        return switch (type) {
            case "date", "dateTime", "instant" -> calendar(text);
            case "uri", "url", "canonical", "uuid" ->
                text.length() > LONGEST_URI
                        ? "is longer than " + LONGEST_URI + " characters"
                        : text.chars().anyMatch(Character::isWhitespace) ? "must not hold white space" : "";
            default -> "";
        };
    }

    private static String calendar(String text) {
        if (text.length() < 10) {
            return "";
        }
        try {
            LocalDate.parse(text.substring(0, 10));
            return "";
        } catch (DateTimeException noDay) {
            return "is no day of the calendar";
        }
    }
}
