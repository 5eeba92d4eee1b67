package org.liankang.entry.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The lexical rules of the primitive types (FHIR R4, 2.24.0.1 Primitive Types). */
final class Primitives {

    private static final Map<String, Pattern> SHAPES = Map.of(
            "time", Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?"),
            "oid", Pattern.compile("urn:oid:[0-2](\\.(0|[1-9][0-9]*))+"));

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
        if (halved(text)) {
            return "must not hold half a character";
        }
        return switch (type) {
            case "date" -> Moments.date(text) ? Moments.calendar(text) : "is no valid date";
            case "dateTime" -> Moments.dateTime(text) ? Moments.calendar(text) : "is no valid dateTime";
            case "instant" -> Moments.instant(text) ? Moments.calendar(text) : "is no valid instant";
            case "id" -> id(text) ? "" : "is no valid id";
            case "code" -> code(text) ? "" : "is no valid code";
            case "base64Binary" -> base64(text) ? "" : "is no valid base64Binary";
            case "time", "oid" -> SHAPES.get(type).matcher(text).matches() ? "" : "is no valid " + type;
            case "uri", "url", "canonical", "uuid" ->
                text.length() > LONGEST_URI
                        ? "is longer than " + LONGEST_URI + " characters"
                        : whiteSpace(text) ? "must not hold white space" : "";
            default -> "";
        };
    }

    /** JSON can escape one half of a surrogate pair; no encoding can then write it, and each reader would lose something else. */
    private static boolean halved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean id(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.';
            if (!fits) {
                return false;
            }
        }
        return text.length() <= 64;
    }

    /** Attachments are long: read by hand, because a regular expression took longer than everything else together. */
    private static boolean base64(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '+'
                    || c == '/'
                    || c == '='
                    || c == ' '
                    || c == '\n'
                    || c == '\r'
                    || c == '\t';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** No white space but single blanks inside. */
    private static boolean code(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = c == ' ';
            boolean inside = i > 0 && i < text.length() - 1 && text.charAt(i - 1) != ' ';
            if (blank ? !inside : c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000b') {
                return false;
            }
        }
        return true;
    }

    private static boolean whiteSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
