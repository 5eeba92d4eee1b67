package org.liankang.uses.lake;

import java.time.LocalDate;

/**
 * A month in which rows of a view came or went.
 *
 * @param month years × 12 + months, or {@link #ALWAYS} for rows without a date, which count in every month
 */
public record Touch(String view, int month) {

    public static final int ALWAYS = Integer.MIN_VALUE;

    public static int month(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue();
    }
}
