package org.liankang.web.resident;

/** Identifying numbers as lists show them: enough to recognise, not enough to use. */
public final class Masked {

    private Masked() {}

    /** {@code 330203********123X}: division and last four stay. */
    public static String idNumber(String number) {
        return number.length() < 11
                ? "*".repeat(number.length())
                : number.substring(0, 6) + "*".repeat(number.length() - 10) + number.substring(number.length() - 4);
    }

    /** {@code 138****5678}. */
    public static String phone(String number) {
        return number.length() < 8
                ? "*".repeat(number.length())
                : number.substring(0, 3) + "*".repeat(number.length() - 7) + number.substring(number.length() - 4);
    }
}
