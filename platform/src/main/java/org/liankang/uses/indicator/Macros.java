package org.liankang.uses.indicator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table macros among the groups, as text: where they are called, and what a call stands for. */
final class Macros {

    private static final Pattern MACRO =
            Pattern.compile("create or replace macro (\\w+)\\s*\\(([^)]*)\\)\\s*as table\\s+(.*)", Pattern.DOTALL);

    /** What can stand anywhere in an expression without parentheses of its own. */
    private static final Pattern SIMPLE = Pattern.compile("(?:date )?'[^']*'|[\\w.]+|\\[[^\\[\\]]*]");

    private record Macro(List<String> parameters, String body) {}

    /** One call with its arguments as they are written. */
    record Call(String name, List<String> arguments) {

        String text() {
            return name + arguments;
        }
    }

    private final Map<String, Macro> macros = new HashMap<>();

    /** @param statements that create the groups, with the rules' parameters put in */
    Macros(List<String> statements) {
        for (String statement : statements) {
            Matcher macro = MACRO.matcher(statement.strip());
            if (macro.matches()) {
                List<String> parameters = macro.group(2).isBlank()
                        ? List.of()
                        : List.of(macro.group(2).split("\\s*,\\s*"));
                macros.put(
                        macro.group(1),
                        new Macro(parameters.stream().map(String::strip).toList(), macro.group(3)));
            }
        }
    }

    boolean has(String name) {
        return macros.containsKey(name);
    }

    /** The text with something else in place of each call of a table macro. */
    String replace(String text, Function<Call, String> instead) {
        var result = new StringBuilder();
        var reading = new Reading(text);
        while (!reading.ended()) {
            String piece = reading.piece();
            List<String> arguments = macros.containsKey(piece) && reading.word() ? reading.arguments() : null;
            result.append(arguments == null ? piece : instead.apply(new Call(piece, arguments)));
        }
        return result.toString();
    }

    /** The rows a call stands for: the macro's text with the arguments in place of its parameters. */
    String rows(Call call) {
        Macro macro = macros.get(call.name());
        if (macro.parameters.size() != call.arguments.size()) {
            throw new IllegalArgumentException(
                    call.name() + " takes " + macro.parameters.size() + " arguments, not " + call.arguments.size());
        }
        UnaryOperator<String> given = word -> {
            int at = macro.parameters.indexOf(word);
            return at < 0 ? word : call.arguments.get(at);
        };
        var result = new StringBuilder();
        var reading = new Reading(macro.body);
        while (!reading.ended()) {
            String piece = reading.piece();
            result.append(reading.word() ? given.apply(piece) : piece);
        }
        return result.toString();
    }

    /** SQL in pieces: words, quoted texts, and single other characters. */
    private static final class Reading {

        private final String text;
        private int at;
        private boolean word;

        Reading(String text) {
            this.text = text;
        }

        boolean ended() {
            return at >= text.length();
        }

        /** The piece just read is a name by itself, not a part of a longer one ({@code p.name}). */
        boolean word() {
            return word;
        }

        String piece() {
            int from = at;
            char first = text.charAt(at++);
            word = Character.isLetter(first) || first == '_';
            if (word || Character.isDigit(first)) {
                while (!ended() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                    at++;
                }
                word &= from == 0 || text.charAt(from - 1) != '.';
            } else if (first == '\'' || first == '"') {
                int end = text.indexOf(first, at);
                at = end < 0 ? text.length() : end + 1;
            }
            return text.substring(from, at);
        }

        /** Those of a call whose name has just been read; null and nothing read when no parenthesis follows. */
        List<String> arguments() {
            int from = at;
            while (!ended() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (ended() || text.charAt(at) != '(') {
                at = from;
                return null;
            }
            at++;
            List<String> arguments = new ArrayList<>();
            var argument = new StringBuilder();
            int depth = 0;
            while (!ended()) {
                String piece = piece();
                if (depth == 0 && (piece.equals(",") || piece.equals(")"))) {
                    arguments.add(alone(argument.toString().strip()));
                    argument.setLength(0);
                    if (piece.equals(")")) {
                        return arguments;
                    }
                    continue;
                }
                depth += piece.equals("(") || piece.equals("[") ? 1 : 0;
                depth -= piece.equals(")") || piece.equals("]") ? 1 : 0;
                argument.append(piece);
            }
            throw new IllegalArgumentException("a parenthesis is not closed");
        }

        private static String alone(String argument) {
            return SIMPLE.matcher(argument).matches() ? argument : "(" + argument + ")";
        }
    }
}
