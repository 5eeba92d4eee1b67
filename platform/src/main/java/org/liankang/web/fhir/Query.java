package org.liankang.web.fhir;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** The names and values behind the question mark, decoded; several values of one name in their order. */
record Query(Map<String, List<String>> values) {

    static final Query NONE = new Query(Map.of());

    private static final int MOST = 200;

    /** How the answer looks, not what is asked. */
    private static final Set<String> LOOK = Set.of("_format", "_pretty");

    /** @throws Refusal when the percent signs make no sense or it has too many parts */
    static Query parse(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        int parts = 0;
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++parts > MOST) {
                throw new Refusal("request-invalid", "", "has more than " + MOST + " parameters");
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
        }
        return new Query(values);
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0 && text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) {
                    throw unreadable();
                }
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else if (c == '+') {
                bytes.put((byte) ' ');
            } else if (c < 128) {
                bytes.put((byte) c);
            } else {
                throw unreadable();
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException broken) {
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return new Refusal("request-invalid", "", "is not percent-encoded UTF-8");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> first(String name) {
        List<String> all = values.get(name);
        return all == null ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** All values of a name, each taken apart at its commas. */
    List<String> list(String name) {
        List<String> parts = new ArrayList<>();
        for (String value : values.getOrDefault(name, List.of())) {
            for (String part : value.split(",")) {
                if (!part.isBlank()) {
                    parts.add(part.strip());
                }
            }
        }
        return parts;
    }

    /** A whole number of at most nine digits. */
    Optional<Integer> number(String name) {
        return first(name).map(text -> {
            if (!text.matches("\\d{1,9}")) {
                throw new Refusal("search-value-invalid", name, "must be a whole number");
            }
            return Integer.parseInt(text);
        });
    }

    Query only(Predicate<String> wanted) {
        Map<String, List<String>> rest = new LinkedHashMap<>(values);
        rest.keySet().removeIf(name -> !wanted.test(name));
        return new Query(rest);
    }

    Query without(String... names) {
        Set<String> away = Set.of(names);
        return only(name -> !away.contains(name));
    }

    /** Without what only says how the answer should look. */
    Query asked() {
        return only(name -> !LOOK.contains(name));
    }

    Query with(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(values);
        more.put(name, List.of(value));
        return new Query(more);
    }

    Query and(Query other) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        values.forEach((name, own) -> all.put(name, new ArrayList<>(own)));
        other.values.forEach((name, more) ->
                all.computeIfAbsent(name, n -> new ArrayList<>()).addAll(more));
        return new Query(all);
    }

    /** Percent-encoded, as a link carries it. */
    String text() {
        StringJoiner joined = new StringJoiner("&");
        values.forEach((name, all) -> all.forEach(value -> joined.add(encoded(name) + "=" + encoded(value))));
        return joined.toString();
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || "-._~:/,$*@".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }
}
