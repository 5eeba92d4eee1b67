package org.liankang.identity.person;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A resident ID number, GB 11643-1999: area code, birth date, sequence (odd for men), check character by ISO 7064
 * MOD 11-2. Numbers of the first generation (15 digits) are widened.
 */
public record ResidentId(String value) {

    /** The identifier system of resident ID numbers. */
    public static final String SYSTEM = "urn:oid:2.16.156.10011.1.3";

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    /** The number in its 18-character form, or empty if length, digits, date or check character are wrong. */
    public static Optional<ResidentId> parse(String written) {
        String text = written.strip().toUpperCase(Locale.ROOT);
        String wide = text.length() == 15 && digits(text, 15) ? widen(text) : text;
        if (wide.length() != 18 || !digits(wide, 17) || check(wide) != wide.charAt(17)) {
            return Optional.empty();
        }
        ResidentId id = new ResidentId(wide);
        return id.birth().isPresent() ? Optional.of(id) : Optional.empty();
    }

    public LocalDate birthDate() {
        return birth().orElseThrow();
    }

    /** FHIR code: male or female. */
    public String gender() {
        return (value.charAt(16) - '0') % 2 == 1 ? "male" : "female";
    }

    /** As shown in lists: the birth date and the end are hidden. */
    public static String masked(String idNumber) {
        return idNumber.length() < 18
                ? "*".repeat(idNumber.length())
                : idNumber.substring(0, 6) + "********" + idNumber.substring(14);
    }

    private Optional<LocalDate> birth() {
        try {
            return Optional.of(LocalDate.parse(value.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    private static String widen(String old) {
        String body = old.substring(0, 6) + "19" + old.substring(6);
        return body + check(body);
    }

    private static char check(String digits) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    private static boolean digits(String text, int most) {
        for (int i = 0; i < most; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
