package org.liankang.entry.patch;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The FHIRPath that patches are written in: names, {@code [n]}, {@code where(…)}, {@code extension(url)},
 * {@code ofType(T)}, {@code first()}, {@code last()}, {@code tail()}, {@code skip(n)}, {@code take(n)}, {@code single()}; in
 * conditions also comparisons, {@code and}, {@code or}, {@code exists()}, {@code empty()}, {@code not()},
 * {@code startsWith()}, {@code endsWith()}, {@code contains()} and {@code $this}. Its cost is bounded by the resource's
 * size times the path's length: there is no way to write a loop.
 */
record PathExpression(List<Step> steps) {

    /** What is done with the elements found so far. */
    sealed interface Step {
        record Name(String name) implements Step {}

        record At(int index) implements Step {}

        record Where(Condition condition) implements Step {}

        record Extension(String url) implements Step {}

        record OfType(String type) implements Step {}

        record Skip(int number) implements Step {}

        record Take(int number) implements Step {}

        record Last() implements Step {}

        record Single() implements Step {}

        record This() implements Step {}
    }

    /** What an element must meet. */
    sealed interface Condition {
        record All(List<Condition> of) implements Condition {}

        record Any(List<Condition> of) implements Condition {}

        record Not(Condition of) implements Condition {}

        record Exists(PathExpression path) implements Condition {}

        /** @param operator {@code =}, {@code <}, {@code <=}, {@code >}, {@code >=} or a function's name */
        record Compared(PathExpression path, String operator, Object literal) implements Condition {}
    }

    static final Set<String> TEXT_FUNCTIONS = Set.of("startsWith", "endsWith", "contains");

    /** @throws Patch.Wrong when it is none, or more than patches need */
    static PathExpression parse(String text, String where) {
        return new PathParser(text, where).whole();
    }

    /** Without its last step: where the list would be that the whole path did not find. */
    PathExpression parent() {
        return new PathExpression(steps.isEmpty() ? steps : steps.subList(0, steps.size() - 1));
    }

    /** The name its last step asks for, or empty text. */
    String name() {
        return !steps.isEmpty() && steps.getLast() instanceof Step.Name(String name) ? name : "";
    }

    /** @param root the resource; a path may begin with its type or with what is inside of it */
    List<Element> find(Element root, FhirContext fhir, String where) {
        List<Step> rest = steps;
        if (!steps.isEmpty() && steps.getFirst() instanceof Step.Name(String name) && typed(root, name)) {
            rest = steps.subList(1, steps.size());
        }
        return walk(List.of(root), rest, fhir, where);
    }

    private static boolean typed(Element root, String name) {
        return name.equals(root.name()) || name.equals("Resource") || name.equals("DomainResource");
    }

    private static List<Element> walk(List<Element> from, List<Step> steps, FhirContext fhir, String where) {
        List<Element> found = from;
        for (Step step : steps) {
            found = next(found, step, fhir, where);
        }
        return found;
    }

    private static List<Element> next(List<Element> from, Step step, FhirContext fhir, String where) {
        return switch (step) {
            case Step.Name(String name) -> children(from, name, fhir);
            case Step.At(int index) -> index < from.size() ? List.of(from.get(index)) : List.of();
            case Step.Where(Condition condition) ->
                from.stream()
                        .filter(element -> meets(element, condition, fhir, where))
                        .toList();
            case Step.Extension(String url) ->
                children(from, "extension", fhir).stream()
                        .filter(element -> element.value() != null
                                && url.equals(element.value().path("url").asString("")))
                        .toList();
            case Step.OfType(String type) ->
                from.stream()
                        .filter(element -> element.type().getName().equalsIgnoreCase(type))
                        .toList();
            case Step.Skip(int number) -> from.subList(Math.min(number, from.size()), from.size());
            case Step.Take(int number) -> from.subList(0, Math.min(number, from.size()));
            case Step.Last() -> from.isEmpty() ? from : List.of(from.getLast());
            case Step.Single() -> {
                if (from.size() > 1) {
                    throw new Patch.Wrong("patch-path-ambiguous", where, "single() finds several elements");
                }
                yield from;
            }
            case Step.This() -> from;
        };
    }

    private static List<Element> children(List<Element> from, String name, FhirContext fhir) {
        List<Element> found = new ArrayList<>();
        from.forEach(element -> found.addAll(element.children(name, fhir)));
        return found;
    }

    private static boolean meets(Element element, Condition condition, FhirContext fhir, String where) {
        return switch (condition) {
            case Condition.All(List<Condition> of) -> of.stream().allMatch(one -> meets(element, one, fhir, where));
            case Condition.Any(List<Condition> of) -> of.stream().anyMatch(one -> meets(element, one, fhir, where));
            case Condition.Not(Condition of) -> !meets(element, of, fhir, where);
            case Condition.Exists(PathExpression path) ->
                walk(List.of(element), path.steps(), fhir, where).stream().anyMatch(one -> !isFalse(one));
            case Condition.Compared(PathExpression path, String operator, Object literal) ->
                walk(List.of(element), path.steps(), fhir, where).stream()
                        .anyMatch(one -> compared(one.value(), operator, literal));
        };
    }

    /** A boolean alone in a condition is its value: {@code where(active)}. */
    private static boolean isFalse(Element element) {
        return element.value() != null
                && element.value().isBoolean()
                && !element.value().booleanValue();
    }

    private static boolean compared(JsonNode value, String operator, Object literal) {
        if (value == null || !value.isValueNode()) {
            return false;
        }
        if (TEXT_FUNCTIONS.contains(operator)) {
            String text = value.asString("");
            String wanted = literal.toString();
            return switch (operator) {
                case "startsWith" -> text.startsWith(wanted);
                case "endsWith" -> text.endsWith(wanted);
                default -> text.contains(wanted);
            };
        }
        if (literal instanceof Boolean wanted) {
            return operator.equals("=") && value.isBoolean() && value.booleanValue() == wanted;
        }
        if (literal instanceof BigDecimal number && !value.isNumber()) {
            return false;
        }
        int order = literal instanceof BigDecimal number
                ? value.decimalValue().compareTo(number)
                : value.asString("").compareTo(literal.toString());
        return switch (operator) {
            case "=" -> order == 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
