package org.liankang.entry.patch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liankang.entry.patch.PathExpression.Condition;
import org.liankang.entry.patch.PathExpression.Step;

/** Reads a {@link PathExpression}, at most so many characters and so deep. */
final class PathParser {

    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 10;
    private static final Pattern WORD = Pattern.compile(
            "\\s*(?:(\\$?[A-Za-z_][A-Za-z0-9_]*)|`([^`]*)`|'((?:[^'\\\\]|\\\\.)*)'|@([0-9T:.+Z-]+)|(\\d+(?:\\.\\d+)?)"
                    + "|(!=|<=|>=|[.\\[\\]()=<>~]))");

    private enum Kind {
        NAME,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    private record Word(Kind kind, String text) {}

    private final List<Word> words = new ArrayList<>();
    private final String where;
    private int at;
    private int depth;

    PathParser(String text, String where) {
        this.where = where;
        if (text.isBlank() || text.length() > LONGEST) {
            throw wrong("must have 1 to " + LONGEST + " characters");
        }
        Matcher matcher = WORD.matcher(text);
        int end = 0;
        while (end < text.stripTrailing().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw wrong("is no path from character " + end);
            }
            words.add(word(matcher));
            end = matcher.end();
        }
        words.add(new Word(Kind.END, ""));
    }

    private static Word word(Matcher matcher) {
        if (matcher.group(1) != null) {
            return new Word(Kind.NAME, matcher.group(1));
        }
        if (matcher.group(2) != null) {
            return new Word(Kind.NAME, matcher.group(2));
        }
        if (matcher.group(3) != null) {
            return new Word(Kind.TEXT, matcher.group(3).replaceAll("\\\\(.)", "$1"));
        }
        if (matcher.group(4) != null) {
            return new Word(Kind.TEXT, matcher.group(4));
        }
        return matcher.group(5) != null
                ? new Word(Kind.NUMBER, matcher.group(5))
                : new Word(Kind.SIGN, matcher.group(6));
    }

    PathExpression whole() {
        PathExpression path = path();
        if (words.get(at).kind() != Kind.END) {
            throw wrong("goes on after its end");
        }
        return path;
    }

    private PathExpression path() {
        List<Step> steps = new ArrayList<>();
        step(steps);
        while (true) {
            if (sign(".")) {
                step(steps);
            } else if (sign("[")) {
                steps.add(new Step.At(number()));
                need("]");
            } else {
                return new PathExpression(List.copyOf(steps));
            }
        }
    }

    private void step(List<Step> steps) {
        String name = name();
        if (name.equals("$this")) {
            steps.add(new Step.This());
        } else if (sign("(")) {
            steps.add(function(name));
            need(")");
        } else {
            steps.add(new Step.Name(name));
        }
    }

    private Step function(String name) {
        return switch (name) {
            case "where" -> new Step.Where(any());
            case "extension" -> new Step.Extension(text());
            case "ofType", "as" -> new Step.OfType(type());
            case "first" -> new Step.Take(1);
            case "last" -> new Step.Last();
            case "tail" -> new Step.Skip(1);
            case "skip" -> new Step.Skip(number());
            case "take" -> new Step.Take(number());
            case "single" -> new Step.Single();
            default -> throw wrong("has a function that patches do not have: " + name);
        };
    }

    private String type() {
        String type = name();
        return sign(".") ? name() : type; // FHIR.Quantity
    }

    private Condition any() {
        if (++depth > DEEPEST) {
            throw wrong("is nested too deeply");
        }
        List<Condition> some = new ArrayList<>(List.of(all()));
        while (word("or")) {
            some.add(all());
        }
        depth--;
        return some.size() == 1 ? some.getFirst() : new Condition.Any(List.copyOf(some));
    }

    private Condition all() {
        List<Condition> some = new ArrayList<>(List.of(one()));
        while (word("and")) {
            some.add(one());
        }
        return some.size() == 1 ? some.getFirst() : new Condition.All(List.copyOf(some));
    }

    private Condition one() {
        Condition condition;
        if (sign("(")) {
            condition = any();
            need(")");
        } else {
            condition = tested();
        }
        while (sign(".")) {
            condition = negated(condition);
        }
        return condition;
    }

    private Condition negated(Condition condition) {
        if (!name().equals("not")) {
            throw wrong("only not() follows a condition");
        }
        need("(");
        need(")");
        return new Condition.Not(condition);
    }

    /** A path, then what is asked of it: a comparison, a function, or that it is there at all. */
    private Condition tested() {
        List<Step> steps = new ArrayList<>();
        while (true) {
            String name = name();
            if (!sign("(")) {
                steps.add(name.equals("$this") ? new Step.This() : new Step.Name(name));
            } else {
                PathExpression path = new PathExpression(List.copyOf(steps));
                switch (name) {
                    case "exists", "empty" -> {
                        need(")");
                        Condition there = new Condition.Exists(path);
                        return name.equals("exists") ? there : new Condition.Not(there);
                    }
                    case "not" -> {
                        need(")");
                        return new Condition.Not(new Condition.Exists(path));
                    }
                    case "startsWith", "endsWith", "contains" -> {
                        Condition compared = new Condition.Compared(path, name, text());
                        need(")");
                        return compared;
                    }
                    default -> {
                        steps.add(function(name));
                        need(")");
                    }
                }
            }
            while (sign("[")) {
                steps.add(new Step.At(number()));
                need("]");
            }
            if (!sign(".")) {
                return compared(new PathExpression(List.copyOf(steps)));
            }
        }
    }

    private Condition compared(PathExpression path) {
        for (String operator : List.of("=", "~", "!=", "<=", ">=", "<", ">")) {
            if (sign(operator)) {
                Object literal = literal();
                return operator.equals("!=")
                        ? new Condition.Not(new Condition.Compared(path, "=", literal))
                        : new Condition.Compared(path, operator.equals("~") ? "=" : operator, literal);
            }
        }
        return new Condition.Exists(path);
    }

    private Object literal() {
        Word word = words.get(at++);
        return switch (word.kind()) {
            case TEXT -> word.text();
            case NUMBER -> new BigDecimal(word.text());
            case NAME -> {
                if (!word.text().equals("true") && !word.text().equals("false")) {
                    throw wrong("is compared with what is no value");
                }
                yield Boolean.valueOf(word.text());
            }
            case SIGN, END -> throw wrong("is compared with what is no value");
        };
    }

    private boolean sign(String sign) {
        return is(Kind.SIGN, sign);
    }

    private boolean word(String name) {
        return is(Kind.NAME, name);
    }

    private boolean is(Kind kind, String text) {
        Word word = words.get(at);
        if (word.kind() == kind && word.text().equals(text)) {
            at++;
            return true;
        }
        return false;
    }

    private void need(String sign) {
        if (!sign(sign)) {
            throw wrong("lacks a " + sign);
        }
    }

    private String name() {
        return take(Kind.NAME, "lacks a name");
    }

    private String text() {
        return take(Kind.TEXT, "lacks a text in quotes");
    }

    private int number() {
        String number = take(Kind.NUMBER, "lacks a number");
        if (!number.matches("\\d{1,9}")) {
            throw wrong("has a number that is no place in a list");
        }
        return Integer.parseInt(number);
    }

    private String take(Kind kind, String otherwise) {
        Word word = words.get(at);
        if (word.kind() != kind) {
            throw wrong(otherwise);
        }
        at++;
        return word.text();
    }

    private Patch.Wrong wrong(String why) {
        return new Patch.Wrong("patch-malformed", where, why);
    }
}
