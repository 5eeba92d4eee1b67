package org.liankang.record.terms;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** FHIR's filters on code systems ({@code ValueSet.compose.include.filter}; FHIR R4, filter-operator). */
final class Filters {

    private static final Set<String> ITSELF = Set.of("concept", "code");
    private static final Set<String> ALWAYS =
            Set.of("display", "definition", "parent", "child", "inactive", "notSelectable", "status", "abstract");

    private Filters() {}

    /** What a concept must be like to pass all filters of an include. */
    static Predicate<Concept> of(CodeSystem system, JsonNode filters) {
        return Json.each(filters).map(filter -> one(system, filter)).reduce(concept -> true, Predicate::and);
    }

    /** The code below which all that can pass must lie, or empty text. */
    static String root(JsonNode filters) {
        return Json.each(filters)
                .filter(filter -> ITSELF.contains(Json.text(filter, "property")))
                .filter(filter -> Set.of("is-a", "descendent-of").contains(Json.text(filter, "op")))
                .map(filter -> Json.text(filter, "value"))
                .findFirst()
                .orElse("");
    }

    private static Predicate<Concept> one(CodeSystem system, JsonNode filter) {
        String property = Json.text(filter, "property");
        String value = Json.text(filter, "value");
        String operator = Json.text(filter, "op");
        return ITSELF.contains(property)
                ? onCode(system, operator, value)
                : onProperty(system, property, operator, value);
    }

    private static Predicate<Concept> onCode(CodeSystem system, String operator, String value) {
        return switch (operator) {
            case "is-a" -> within(system, value, concept -> system.subsumes(value, concept.code()));
            case "descendent-of" ->
                within(
                        system,
                        value,
                        concept -> !value.equals(concept.code()) && system.subsumes(value, concept.code()));
            case "is-not-a" -> within(system, value, concept -> !system.subsumes(value, concept.code()));
            case "generalizes" -> within(system, value, concept -> system.subsumes(concept.code(), value));
            case "=" -> concept -> value.equals(concept.code());
            case "in" -> in(value, Concept::code);
            case "not-in" -> in(value, Concept::code).negate();
            case "regex" -> {
                Predicate<String> pattern = pattern(value);
                yield concept -> pattern.test(concept.code());
            }
            default -> throw unsupported("the operator " + operator);
        };
    }

    /** A hierarchy is asked about a code it has; a growing classification also about one it does not list. */
    private static Predicate<Concept> within(CodeSystem system, String value, Predicate<Concept> filter) {
        if (system.find(value).isEmpty()
                && system.parents(value).isEmpty()
                && system.below(value).size() < 2) {
            throw new Unanswerable(
                    "concept-unknown",
                    "filter",
                    "a filter names the code " + value + ", which " + system.url() + " has not");
        }
        return filter;
    }

    private static Predicate<Concept> onProperty(CodeSystem system, String property, String operator, String value) {
        if (!ALWAYS.contains(property) && !system.declares(property)) {
            throw unsupported("the property " + property + " of " + system.url());
        }
        return switch (operator) {
            case "=" -> concept -> has(system, concept, property, value::equals);
            case "in" -> {
                Set<String> wanted = Set.copyOf(Arrays.asList(value.split(",")));
                yield concept -> has(system, concept, property, wanted::contains);
            }
            case "not-in" -> {
                Set<String> unwanted = Set.copyOf(Arrays.asList(value.split(",")));
                yield concept -> !has(system, concept, property, unwanted::contains);
            }
            case "regex" -> {
                Predicate<String> pattern = pattern(value);
                yield concept -> has(system, concept, property, pattern);
            }
            case "exists" -> {
                boolean wanted = Boolean.parseBoolean(value);
                yield concept -> has(system, concept, property, any -> true) == wanted;
            }
            default -> throw unsupported("the operator " + operator + " on a property");
        };
    }

    private static boolean has(CodeSystem system, Concept concept, String property, Predicate<String> wanted) {
        return switch (property) {
            case "display" -> !concept.display().isEmpty() && wanted.test(concept.display());
            case "definition" -> !concept.definition().isEmpty() && wanted.test(concept.definition());
            case "parent" -> system.parents(concept.code()).stream().anyMatch(wanted);
            case "child" -> system.children(concept.code()).stream().anyMatch(wanted);
            default -> concept.values(property).anyMatch(wanted);
        };
    }

    private static Predicate<Concept> in(String list, java.util.function.Function<Concept, String> of) {
        Set<String> wanted = Set.copyOf(Arrays.asList(list.split(",")));
        return concept -> wanted.contains(of.apply(concept));
    }

    private static Predicate<String> pattern(String written) {
        try {
            Pattern pattern = Pattern.compile(written);
            return text -> pattern.matcher(new Patience(text)).matches();
        } catch (PatternSyntaxException broken) {
            throw new Unanswerable("operation-parameter-invalid", "filter", "a filter's regular expression is none");
        }
    }

    private static Unanswerable unsupported(String what) {
        return new Unanswerable("filter-unsupported", "filter", what + " cannot be filtered by");
    }

    /** A text that ends the matching of an expression that goes back and forth in it without end. */
    private static final class Patience implements CharSequence {

        private static final int MOST = 5_000;

        private final String text;
        private int looks;

        Patience(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST) {
                throw new Unanswerable(
                        "expansion-too-costly", "filter", "a filter's regular expression takes too long");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
