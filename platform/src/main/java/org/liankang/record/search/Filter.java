package org.liankang.record.search;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.record.search.Parameters.Kind;
import org.liankang.record.search.Parameters.Parameter;

/**
 * {@code _filter} (FHIR R4, 3.1.3): comparisons of parameters, chained or not, joined by {@code and}, {@code or},
 * {@code not(…)} and brackets, from left to right without precedence. Texts are compared folded. {@code path[filter]} is
 * refused.
 */
final class Filter {

    private static final Set<String> OPERATORS = Set.of(
            "eq", "ne", "co", "sw", "ew", "gt", "lt", "ge", "le", "ap", "sa", "eb", "pr", "po", "ss", "sb", "in", "re");
    private static final Set<String> ORDERED = Set.of("eq", "ne", "gt", "lt", "ge", "le", "ap", "sa", "eb");
    private static final String NAME = "_filter";
    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 20;
    private static final int MOST_COMPARISONS = 50;

    private final String text;
    private final Conditions conditions;
    private final Parameters parameters;
    private final Names names;
    private int at;
    private int comparisons;

    private Filter(String text, Conditions conditions, Parameters parameters, Names names) {
        this.text = text;
        this.conditions = conditions;
        this.parameters = parameters;
        this.names = names;
    }

    static Filter read(String text, Conditions conditions, Parameters parameters, Names names) {
        if (text.length() > LONGEST) {
            throw Broken.value(NAME, "has more than 4,000 characters");
        }
        return new Filter(text, conditions, parameters, names);
    }

    Query of(String type) {
        Query query = joined(type, 0);
        if (at < text.length()) {
            throw wrong("is not understood");
        }
        return query;
    }

    private Query joined(String type, int depth) {
        if (depth > DEEPEST) {
            throw wrong("has too many brackets");
        }
        Query query = one(type, depth);
        while (true) {
            if (word("and")) {
                query = new Query.All(List.of(query, one(type, depth)));
            } else if (word("or")) {
                query = new Query.Any(List.of(query, one(type, depth)));
            } else {
                return query;
            }
        }
    }

    private Query one(String type, int depth) {
        space();
        int from = at;
        if (word("not")) {
            space();
            if (sign('(')) {
                return new Query.Not(bracketed(type, depth));
            }
            at = from; // a parameter may be called so
        }
        return sign('(') ? bracketed(type, depth) : comparison(type);
    }

    private Query bracketed(String type, int depth) {
        Query inner = joined(type, depth + 1);
        space();
        if (!sign(')')) {
            throw wrong("lacks a closing bracket");
        }
        space();
        return inner;
    }

    private Query comparison(String type) {
        if (++comparisons > MOST_COMPARISONS) {
            throw wrong("has more than 50 comparisons");
        }
        String path = until(false);
        if (path.indexOf('[') >= 0) {
            throw Broken.operator(path.substring(0, path.indexOf('[')), "[filter]");
        }
        space();
        String operator = until(false);
        if (path.isEmpty() || !OPERATORS.contains(operator)) {
            throw wrong("lacks an operator of R4");
        }
        space();
        String value = at < text.length() && text.charAt(at) == '"' ? quoted() : until(true);
        if (value.isEmpty()) {
            throw wrong("lacks a value");
        }
        space();
        return names.of(type, path, (of, parameter, modifier) -> {
            if (!modifier.isEmpty()) {
                throw Broken.modifier(parameter);
            }
            return compared(of, parameter, operator, value);
        });
    }

    private Query compared(String type, String name, String operator, String value) {
        Optional<Parameter> known = parameters.find(type, name);
        List<String> escaped = List.of(value.replace("\\", "\\\\"));
        if (operator.equals("pr")) {
            if (!value.equals("true") && !value.equals("false")) {
                throw Broken.value(name, "must be true or false");
            }
            return names.plain(type, name, "missing", List.of(value.equals("true") ? "false" : "true"));
        }
        if (known.isEmpty()) {
            return elsewhere(type, name, operator, value, escaped);
        }
        Kind kind = known.get().kind();
        return switch (kind) {
            case DATE, NUMBER, QUANTITY -> {
                if (operator.equals("po") && kind == Kind.DATE) {
                    yield conditions.overlapping(type, name, value);
                }
                allow(ORDERED, name, operator);
                yield conditions.of(type, name, "", List.of(operator + escaped.getFirst()));
            }
            case STRING -> string(type, name, operator, value);
            case TOKEN ->
                switch (operator) {
                    case "in" -> conditions.of(type, name, "in", escaped);
                    case "ss" -> conditions.of(type, name, "below", escaped);
                    case "sb" -> conditions.of(type, name, "above", escaped);
                    default -> equal(type, name, operator, escaped);
                };
            case REFERENCE -> equal(type, name, operator.equals("re") ? "eq" : operator, escaped);
            case URI -> equal(type, name, operator, escaped);
            case COMPOSITE, SPECIAL -> {
                allow(Set.of("eq"), name, operator);
                yield conditions.of(type, name, "", escaped);
            }
        };
    }

    /** What the platform itself knows of a resource, and its words. */
    private Query elsewhere(String type, String name, String operator, String value, List<String> escaped) {
        switch (name) {
            case "_id" -> {
                allow(Set.of("eq", "ne"), name, operator);
                return names.plain(type, name, operator.equals("eq") ? "" : "not", escaped);
            }
            case "_lastUpdated" -> {
                allow(ORDERED, name, operator);
                return names.plain(type, name, "", List.of(operator + value));
            }
            case "_content", "_text" -> {
                allow(Set.of("co"), name, operator);
                return names.plain(type, name, "", escaped);
            }
            default -> throw Broken.unknown(name, type);
        }
    }

    private Query string(String type, String name, String operator, String value) {
        String folded = Parameters.fold(value);
        if (folded.isEmpty()) {
            throw Broken.value(name, "has no letters");
        }
        long key = Tokens.key(type, name);
        return switch (operator) {
            case "eq" -> new Query.Phrase(key, folded, Query.Place.WHOLE);
            case "ne" -> other(type, name, new Query.Phrase(key, folded, Query.Place.WHOLE));
            case "sw" -> new Query.Phrase(key, folded, Query.Place.BEGIN);
            case "co" -> new Query.Phrase(key, folded, Query.Place.ANYWHERE);
            case "ew" -> new Query.Phrase(key, folded, Query.Place.END);
            default -> throw Broken.operator(name, operator);
        };
    }

    private Query equal(String type, String name, String operator, List<String> escaped) {
        return switch (operator) {
            case "eq" -> conditions.of(type, name, "", escaped);
            case "ne" -> other(type, name, conditions.of(type, name, "", escaped));
            default -> throw Broken.operator(name, operator);
        };
    }

    /** There, and not equal. */
    private static Query other(String type, String name, Query equal) {
        return new Query.All(List.of(new Query.Not(new Query.Missing(type, name)), new Query.Not(equal)));
    }

    private static void allow(Set<String> operators, String name, String operator) {
        if (!operators.contains(operator)) {
            throw Broken.operator(name, operator);
        }
    }

    /** A name ends at white space, a value also at a bracket. */
    private String until(boolean bracket) {
        int from = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            char c = text.charAt(at);
            if (bracket ? c == ')' || c == ']' : c == '(' || c == ')' || c == '"') {
                break;
            }
            at++;
        }
        return text.substring(from, at);
    }

    /** A string of JSON. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw wrong("lacks a closing quotation mark");
    }

    private char escaped() {
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                String digits = text.substring(at + 1, Math.min(text.length(), at + 5));
                if (digits.length() < 4 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
                    throw wrong("has an escape that JSON does not know");
                }
                at += 4;
                yield (char) HexFormat.fromHexDigits(digits);
            }
            default -> throw wrong("has an escape that JSON does not know");
        };
    }

    private boolean word(String word) {
        space();
        int end = at + word.length();
        boolean found = text.startsWith(word, at)
                && (end == text.length() || Character.isWhitespace(text.charAt(end)) || text.charAt(end) == '(');
        if (found) {
            at = end;
        }
        return found;
    }

    private boolean sign(char sign) {
        boolean found = at < text.length() && text.charAt(at) == sign;
        if (found) {
            at++;
        }
        return found;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private SearchRefused wrong(String message) {
        return Broken.value(NAME, message + " (at character " + (at + 1) + ")");
    }
}
