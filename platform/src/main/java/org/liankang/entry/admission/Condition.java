package org.liankang.entry.admission;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Tokens;

/**
 * A condition on which resource is meant: {@code Practitioner?identifier=system|value}. Token and reference parameters
 * only; a condition that cannot be evaluated is empty and its item waits with that reason.
 */
record Condition(String type, long[] tokens) {

    static Optional<Condition> parse(String type, String query, Parameters parameters) {
        List<Long> tokens = new ArrayList<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                return Optional.empty();
            }
            String name = pair.substring(0, equals);
            String value = decoded(pair.substring(equals + 1));
            var parameter = parameters.find(type, name);
            if (parameter.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            switch (parameter.get().kind()) {
                case TOKEN -> {
                    int bar = value.indexOf('|');
                    tokens.add(
                            bar < 0
                                    ? Tokens.of(type, name, value)
                                    : Tokens.of(type, name, value.substring(0, bar), value.substring(bar + 1)));
                }
                case REFERENCE -> tokens.add(Tokens.of(type, name, value));
                case STRING, DATE, NUMBER, QUANTITY, URI, COMPOSITE, SPECIAL -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(
                new Condition(type, tokens.stream().mapToLong(Long::longValue).toArray()));
    }

    /** Empty, and so no condition, when the percent signs make no sense. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    /** {@code Type?query} as references write it. */
    static Optional<Condition> parse(String reference, Parameters parameters) {
        int mark = reference.indexOf('?');
        return parse(reference.substring(0, mark), reference.substring(mark + 1), parameters);
    }
}
