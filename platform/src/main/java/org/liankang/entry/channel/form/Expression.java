package org.liankang.entry.channel.form;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of FHIRPath that forms need: numbers, the other answers as {@code %name} or {@code %`a-name`}, the four
 * operations, comparisons, {@code and}, {@code or}, {@code iif(condition, then, otherwise)} and {@code .round(digits)}.
 * What holds, and yes, counts 1, what does not 0. A coded answer counts as its ordinal value, a date as its day
 * number. Without one of its answers an expression has no value. It is kept in postfix order, which a browser runs too.
 */
public final class Expression {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<number>\\d+(?:\\.\\d+)?)|%`(?<quoted>[^`]+)`|%(?<name>[A-Za-z][A-Za-z0-9_]*)"
                    + "|\\.round\\((?<digits>\\d)\\)|(?<sign><=|>=|!=|iif\\(|and\\b|or\\b|[-+*/()<>=,]))");

    private static final String IIF = "iif(";

    private final List<String> postfix = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** @throws IllegalArgumentException if the text is no such expression */
    Expression(String text) {
        Deque<String> waiting = new ArrayDeque<>();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.stripTrailing().length()) {
            if (!token.find(at) || token.start() != at) {
                throw new IllegalArgumentException("expression not understood at \"" + text.substring(at) + "\"");
            }
            take(token, waiting);
            at = token.end();
        }
        while (!waiting.isEmpty()) {
            postfix.add(waiting.pop());
        }
        run(name -> Optional.of(BigDecimal.ONE));
    }

    /** Postfix: numbers as written, {@code %name}, signs, {@code iif}, {@code round1}. */
    public List<String> postfix() {
        return List.copyOf(postfix);
    }

    /** The questions whose answers it reads. */
    List<String> names() {
        return names;
    }

    /** Its value; a comparison that holds is 1, one that does not 0. */
    Optional<BigDecimal> value(Function<String, Optional<BigDecimal>> answers) {
        return names.stream().allMatch(name -> answers.apply(name).isPresent()) ? run(answers) : Optional.empty();
    }

    private void take(Matcher token, Deque<String> waiting) {
        String name = token.group("name") == null ? token.group("quoted") : token.group("name");
        if (token.group("number") != null) {
            postfix.add(token.group("number"));
        } else if (name != null) {
            names.add(name);
            postfix.add("%" + name);
        } else if (token.group("digits") != null) {
            postfix.add("round" + token.group("digits"));
        } else {
            sign(token.group("sign"), waiting);
        }
    }

    private void sign(String sign, Deque<String> waiting) {
        switch (sign) {
            case "(", IIF -> waiting.push(sign);
            case ")" -> {
                toBracket(waiting);
                if (waiting.pop().equals(IIF)) {
                    postfix.add("iif");
                }
            }
            case "," -> {
                toBracket(waiting);
                if (!waiting.peek().equals(IIF)) {
                    throw new IllegalArgumentException("expression has a comma outside iif");
                }
            }
            default -> {
                while (!waiting.isEmpty() && rank(waiting.peek()) >= rank(sign)) {
                    postfix.add(waiting.pop());
                }
                waiting.push(sign);
            }
        }
    }

    private void toBracket(Deque<String> waiting) {
        while (!waiting.isEmpty() && rank(waiting.peek()) > 0) {
            postfix.add(waiting.pop());
        }
        if (waiting.isEmpty()) {
            throw new IllegalArgumentException("expression closes a bracket it did not open");
        }
    }

    private static int rank(String sign) {
        return switch (sign) {
            case "*", "/" -> 5;
            case "+", "-" -> 4;
            case "and" -> 2;
            case "or" -> 1;
            case "(", IIF -> 0;
            default -> 3;
        };
    }

    private Optional<BigDecimal> run(Function<String, Optional<BigDecimal>> answers) {
        Deque<BigDecimal> stack = new ArrayDeque<>();
        for (String step : postfix) {
            if (step.startsWith("%")) {
                stack.push(answers.apply(step.substring(1)).orElseThrow());
            } else if (step.startsWith("round")) {
                stack.push(pop(stack).setScale(step.charAt(5) - '0', RoundingMode.HALF_UP));
            } else if (Character.isDigit(step.charAt(0))) {
                stack.push(new BigDecimal(step));
            } else if (step.equals("iif")) {
                BigDecimal otherwise = pop(stack);
                BigDecimal then = pop(stack);
                stack.push(pop(stack).signum() != 0 ? then : otherwise);
            } else {
                BigDecimal right = pop(stack);
                BigDecimal left = pop(stack);
                if (step.equals("/") && right.signum() == 0) {
                    return Optional.empty();
                }
                stack.push(apply(step, left, right));
            }
        }
        BigDecimal result = pop(stack);
        if (!stack.isEmpty()) {
            throw new IllegalArgumentException("expression has a value too many");
        }
        return Optional.of(result);
    }

    private static BigDecimal pop(Deque<BigDecimal> stack) {
        if (stack.isEmpty()) {
            throw new IllegalArgumentException("expression has a value too few");
        }
        return stack.pop();
    }

    private static BigDecimal apply(String sign, BigDecimal left, BigDecimal right) {
        return switch (sign) {
            case "+" -> left.add(right);
            case "-" -> left.subtract(right);
            case "*" -> left.multiply(right);
            case "/" -> left.divide(right, MathContext.DECIMAL64);
            case "and" -> truth(left.signum() != 0 && right.signum() != 0);
            case "or" -> truth(left.signum() != 0 || right.signum() != 0);
            case "(", IIF -> throw new IllegalArgumentException("expression opens a bracket it does not close");
            default -> truth(holds(sign, left.compareTo(right)));
        };
    }

    private static BigDecimal truth(boolean holds) {
        return holds ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    /** Whether a comparison sign of FHIR holds for the result of comparing. */
    static boolean holds(String sign, int comparison) {
        return switch (sign) {
            case "=" -> comparison == 0;
            case "!=" -> comparison != 0;
            case "<" -> comparison < 0;
            case "<=" -> comparison <= 0;
            case ">" -> comparison > 0;
            case ">=" -> comparison >= 0;
            default -> throw new IllegalArgumentException("there is no comparison " + sign);
        };
    }
}
