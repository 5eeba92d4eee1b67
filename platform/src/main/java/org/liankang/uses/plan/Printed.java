package org.liankang.uses.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell of the plan's table: exactly as printed, and the number it means.
 *
 * @param value null when the cell holds no number
 */
public record Printed(String text, Double value) {

    /** Of {@code 7.65(7.28)} the first number; of {@code 1:1.25} the part after the colon. */
    private static final Pattern NUMBER = Pattern.compile("(?:1[::])?(\\d+(?:\\.\\d+)?)");

    static Printed of(String text) {
        Matcher number = NUMBER.matcher(text);
        return new Printed(text, number.find() ? Double.valueOf(number.group(1)) : null);
    }
}
