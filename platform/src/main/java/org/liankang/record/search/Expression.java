package org.liankang.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The FHIRPath that search parameters use, read into plain walks: names, {@code [0]}, {@code as}, {@code ofType},
 * {@code where(name='text')}, {@code where(resolve() is Type)}, {@code extension('url')}, brackets, alternatives with
 * {@code |}, and {@code a.exists() and a != false}. What it does not understand it says so when it is read, so that an
 * unsupported parameter is known to be unsupported and never silently empty.
 */
final class Expression {

    /** One step of a walk. */
    sealed interface Step {
        /** @param first only the first element of the list */
        record Field(String name, boolean first) implements Step {}

        /** Only values of this data type, in lower case. */
        record As(String type) implements Step {}

        /** Only references to this type. */
        record Resolves(String type) implements Step {}

        record Where(String name, String value) implements Step {}
    }

    /** @param exists the value is whether the walk reaches anything but {@code false} */
    record Walk(List<Step> steps, boolean exists) {}

    private final String text;
    private int at;

    private Expression(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException with what is not understood */
    static List<Walk> read(String expression) {
        Expression reader = new Expression(expression);
        List<Walk> walks = reader.union();
        reader.space();
        if (reader.at != reader.text.length()) {
            throw reader.unknown();
        }
        return walks;
    }

    private List<Walk> union() {
        List<Walk> walks = new ArrayList<>(term());
        for (space(); take("|"); space()) {
            walks.addAll(term());
        }
        return walks;
    }

    private List<Walk> term() {
        List<Walk> walks = chain();
        space();
        if (word("as")) {
            return then(walks, new Step.As(typeName()));
        }
        if (take(".exists()")) {
            space();
            if (!word("and")) {
                throw unknown();
            }
            List<Walk> same = chain();
            space();
            if (!same.equals(walks) || !take("!=") || !word("false")) {
                throw unknown();
            }
            return walks.stream().map(walk -> new Walk(walk.steps(), true)).toList();
        }
        return walks;
    }

    private List<Walk> chain() {
        space();
        List<Walk> walks;
        if (take("(")) {
            walks = union();
            space();
            expect(")");
        } else {
            boolean environment = take("%");
            walks = List.of(new Walk(List.of(new Step.Field((environment ? "%" : "") + name(), take("[0]"))), false));
        }
        while (at < text.length() && text.charAt(at) == '.' && !text.startsWith(".exists()", at)) {
            at++;
            for (Step step : segment()) {
                walks = then(walks, step);
            }
        }
        return walks;
    }

    private List<Step> segment() {
        String name = name();
        if (!take("(")) {
            return List.of(new Step.Field(name, take("[0]")));
        }
        space();
        List<Step> steps = switch (name) {
            case "as", "ofType" -> List.of(new Step.As(typeName()));
            case "extension" -> List.of(new Step.Field("extension", false), new Step.Where("url", literal()));
            case "where" -> List.of(condition());
            default -> throw unknown();
        };
        space();
        expect(")");
        return steps;
    }

    private Step condition() {
        if (take("resolve()")) {
            if (!word("is")) {
                throw unknown();
            }
            return new Step.Resolves(name());
        }
        String name = name();
        space();
        expect("=");
        return new Step.Where(name, literal());
    }

    private static List<Walk> then(List<Walk> walks, Step step) {
        List<Walk> longer = new ArrayList<>();
        for (Walk walk : walks) {
            List<Step> steps = new ArrayList<>(walk.steps());
            steps.add(step);
            longer.add(new Walk(List.copyOf(steps), walk.exists()));
        }
        return longer;
    }

    private String name() {
        space();
        if (take("FHIR.") || take("System.")) {
            return name();
        }
        int from = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw unknown();
        }
        return text.substring(from, at);
    }

    /** R4 writes dateTime, and once DateTime. */
    private String typeName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private String literal() {
        space();
        expect("'");
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw unknown();
        }
        String literal = text.substring(at, end);
        at = end + 1;
        return literal;
    }

    private boolean word(String word) {
        space();
        int end = at + word.length();
        boolean found =
                text.startsWith(word, at) && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        if (found) {
            at = end;
        }
        return found;
    }

    private boolean take(String sign) {
        boolean found = text.startsWith(sign, at);
        if (found) {
            at += sign.length();
        }
        return found;
    }

    private void expect(String sign) {
        if (!take(sign)) {
            throw unknown();
        }
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("not understood at character " + at + " of " + text);
    }
}
