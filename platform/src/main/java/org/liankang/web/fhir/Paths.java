package org.liankang.web.fhir;

import java.util.ArrayList;
import java.util.List;

/** The steps of an address below the door. */
final class Paths {

    private static final int LONGEST = 1_000;

    private Paths() {}

    /**
     * Nothing FHIR addresses needs a percent sign, so none is undone: what a step may hold is what it says.
     *
     * @throws Refusal when a step holds anything else
     */
    static List<String> parse(String text) {
        if (text.length() > LONGEST) {
            throw new Refusal("request-invalid", "", "the address is too long");
        }
        List<String> steps = new ArrayList<>(4);
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/') {
                if (i > start) {
                    steps.add(text.substring(start, i));
                }
                start = i + 1;
            } else if (!allowed(text.charAt(i))) {
                throw new Refusal("request-invalid", "", "the address holds what no FHIR address does");
            }
        }
        return steps;
    }

    private static boolean allowed(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '$'
                || c == '*';
    }
}
