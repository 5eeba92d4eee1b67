package org.liankang.simulator.region;

/**
 * Unified social credit codes (GB 32100-2015) with an organisation part (GB 11714). The codes made here are SYNTHETIC:
 * both check characters are right, the nine characters of the organisation part were never issued to the institution.
 */
public final class CreditCode {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private CreditCode() {}

    public static String synthetic(String classCode, String area, int number) {
        String body = "LK%06d".formatted(number * 37 + 1001);
        String first = classCode + area + body + organisationCheck(body);
        return first + check(first);
    }

    public static boolean valid(String code) {
        return code.length() == 18 && code.charAt(17) == check(code.substring(0, 17));
    }

    private static char check(String first) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(first.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static char organisationCheck(String body) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += Character.digit(body.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int rest = 11 - sum % 11;
        return rest == 10 ? 'X' : (char) ('0' + rest % 11);
    }
}
