package org.liankang.simulator.people;

import java.time.LocalDate;
import org.liankang.simulator.region.Sex;

/**
 * Resident ID numbers (GB 11643-1999). A person's running number decides both the birthday within the year and the
 * three-digit sequence, one to one, so that numbers are unique without remembering those already given.
 */
public final class IdNumber {

    /** 365 days times 500 sequences of one sex. */
    public static final int SLOTS = 365 * 500;

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    /** Shares no factor with SLOTS, so multiplication is a permutation that looks random. */
    private static final long SPREAD = 113_837;

    private IdNumber() {}

    static int slot(long number, long seed) {
        return (int) Math.floorMod(number * SPREAD + Math.floorMod(seed, SLOTS), (long) SLOTS);
    }

    /** From 1 to 365. */
    static int dayOfYear(int slot) {
        return slot % 365 + 1;
    }

    static String write(String area, LocalDate birth, Sex sex, int slot) {
        int sequence = slot / 365 * 2 + (sex == Sex.MALE ? 1 : 0);
        String first = area
                + "%04d%02d%02d%03d".formatted(birth.getYear(), birth.getMonthValue(), birth.getDayOfMonth(), sequence);
        return first + check(first);
    }

    public static boolean valid(String number) {
        return number.length() == 18 && number.charAt(17) == check(number.substring(0, 17));
    }

    private static char check(String first) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (first.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }
}
