package org.liankang.identity.place;

import java.util.Locale;
import java.util.Optional;

/** A unified social credit code, GB 32100-2015: 18 characters of 31, the last one a check character modulo 31. */
public record CreditCode(String value) {

    /** The identifier system of institutions. */
    public static final String SYSTEM = "urn:oid:2.16.156.10011.1.5";

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** The code in capitals, or empty if its shape is wrong; the check character is another question. */
    public static Optional<CreditCode> parse(String written) {
        String text = written.strip().toUpperCase(Locale.ROOT);
        return text.length() == 18 && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                ? Optional.of(new CreditCode(text))
                : Optional.empty();
    }

    /** Some codes issued early break the rule, so a wrong check character is a warning, not a refusal. */
    public boolean checks() {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(value.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return ALPHABET.charAt((31 - sum % 31) % 31) == value.charAt(17);
    }
}
