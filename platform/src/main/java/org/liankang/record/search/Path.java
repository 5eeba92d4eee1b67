package org.liankang.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The paths that the official R4 search parameters use, compiled to walk JSON directly: {@code Type.a.b},
 * {@code .where(resolve() is X)}, {@code .where(system='x')}, {@code as(T)}, {@code (Type.a as T)}, alternatives with
 * {@code |}. What it does not understand it says so at compile time, so that an unsupported parameter is known to be
 * unsupported and never silently empty.
 */
final class Path {

    private static final Pattern CAST = Pattern.compile("^\\((.+?) as (\\w+)\\)(.*)$");
    private static final Pattern AS = Pattern.compile("^as\\((\\w+)\\)$");
    private static final Pattern RESOLVES = Pattern.compile("^where\\(resolve\\(\\) is (\\w+)\\)$");
    private static final Pattern EQUALS = Pattern.compile("^where\\((\\w+)='([^']*)'\\)$");
    private static final Pattern NAME = Pattern.compile("^\\w+$");

    /** One step of a walk. */
    private sealed interface Step {
        record Child(String name, List<String> choices) implements Step {}

        record References(String type) implements Step {}

        record Having(String name, String value) implements Step {}
    }

    private final List<List<Step>> alternatives;

    private Path(List<List<Step>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Only the alternatives of this type are kept; null if none can be walked. */
    static Path compile(String type, String expression) {
        List<List<Step>> walks = new ArrayList<>();
        for (String alternative : expression.split("\\|")) {
            List<Step> walk = walk(type, alternative.strip());
            if (walk != null) {
                walks.add(walk);
            }
        }
        return walks.isEmpty() ? null : new Path(walks);
    }

    private static List<Step> walk(String type, String expression) {
        String plain = expression;
        Matcher cast = CAST.matcher(plain);
        if (cast.matches()) {
            plain = cast.group(1) + ".as(" + cast.group(2) + ")" + cast.group(3);
        }
        List<String> parts = split(plain);
        if (!parts.getFirst().equals(type)) {
            return null;
        }
        List<Step> steps = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            if (!add(steps, part)) {
                return null;
            }
        }
        return steps;
    }

    private static boolean add(List<Step> steps, String part) {
        Matcher as = AS.matcher(part);
        Matcher resolves = RESOLVES.matcher(part);
        Matcher equal = EQUALS.matcher(part);
        if (as.matches() && !steps.isEmpty() && steps.getLast() instanceof Step.Child child) {
            steps.set(steps.size() - 1, new Step.Child(child.name(), List.of(choice(child.name(), as.group(1)))));
        } else if (resolves.matches()) {
            steps.add(new Step.References(resolves.group(1)));
        } else if (equal.matches()) {
            steps.add(new Step.Having(equal.group(1), equal.group(2)));
        } else if (NAME.matcher(part).matches()) {
            steps.add(new Step.Child(part, List.of()));
        } else {
            return false;
        }
        return true;
    }

    private static String choice(String name, String type) {
        return name + Character.toUpperCase(type.charAt(0)) + type.substring(1);
    }

    /** Splits at dots outside brackets. */
    private static List<String> split(String expression) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '.' && depth == 0) {
                parts.add(expression.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(expression.substring(from));
        return parts;
    }

    /** Every element the path reaches, arrays flattened, choice elements by their typed names. */
    void each(JsonNode resource, Consumer<JsonNode> found) {
        for (List<Step> walk : alternatives) {
            go(resource, walk, 0, found);
        }
    }

    private static void go(JsonNode node, List<Step> walk, int at, Consumer<JsonNode> found) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                go(element, walk, at, found);
            }
        } else if (at == walk.size()) {
            if (!node.isMissingNode() && !node.isNull()) {
                found.accept(node);
            }
        } else {
            step(node, walk, at, found);
        }
    }

    private static void step(JsonNode node, List<Step> walk, int at, Consumer<JsonNode> found) {
        switch (walk.get(at)) {
            case Step.Child(String name, List<String> choices) -> {
                if (choices.isEmpty() && node.has(name)) {
                    go(node.get(name), walk, at + 1, found);
                } else if (choices.isEmpty()) {
                    choiceOf(node, name, value -> go(value, walk, at + 1, found));
                } else {
                    choices.stream().filter(node::has).forEach(c -> go(node.get(c), walk, at + 1, found));
                    if (node.has(name)) {
                        go(node.get(name), walk, at + 1, found);
                    }
                }
            }
            case Step.References(String type) -> {
                if (node.path("reference").asString("").startsWith(type + "/")
                        || node.path("reference").asString("").startsWith(type + "?")) {
                    go(node, walk, at + 1, found);
                }
            }
            case Step.Having(String name, String value) -> {
                if (node.path(name).asString("").equals(value)) {
                    go(node, walk, at + 1, found);
                }
            }
        }
    }

    /** {@code effective} finds {@code effectiveDateTime}, {@code effectivePeriod} … */
    private static void choiceOf(JsonNode node, String name, Consumer<JsonNode> found) {
        for (var property : node.properties()) {
            String key = property.getKey();
            if (key.length() > name.length()
                    && key.startsWith(name)
                    && Character.isUpperCase(key.charAt(name.length()))) {
                found.accept(property.getValue());
            }
        }
    }
}
