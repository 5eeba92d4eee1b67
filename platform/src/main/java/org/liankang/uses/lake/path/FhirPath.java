package org.liankang.uses.lake.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * One compiled expression. It walks the JSON tree directly and hands each result on as it is found: no model classes, no
 * copies, because every change of the record passes through here.
 */
public abstract class FhirPath {

    /** What an expression is known to give before it is run; JSON itself does not tell a date from a text. */
    enum Type {
        ANY,
        BOOLEAN,
        NUMBER,
        STRING,
        DATE,
        DATETIME,
        TIME;

        boolean temporal() {
            return this == DATE || this == DATETIME || this == TIME;
        }
    }

    /** The value of a {@code %name}: a JSON value and its FHIR type. */
    public record Constant(String type, JsonNode value) {}

    FhirPath() {}

    /** @throws PathError when it is not of the subset, with the place in the text */
    public static FhirPath compile(String text, Map<String, Constant> constants) {
        return new FhirPathParser(text, constants).parse();
    }

    /**
     * Gives each result to the sink, in order, until the sink says enough.
     *
     * @return false when the sink wants no more
     * @throws PathError when it cannot be evaluated here
     */
    public abstract boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink);

    Type type() {
        return Type.ANY;
    }

    public List<JsonNode> all(JsonNode context, Environment environment) {
        List<JsonNode> results = new ArrayList<>();
        each(context, environment, results::add);
        return results;
    }

    /** The first result, or null. */
    JsonNode first(JsonNode context, Environment environment) {
        var found = new First();
        each(context, environment, found);
        return found.node;
    }

    /**
     * The only result, or null when there is none.
     *
     * @throws PathError {@code path-not-single} when there are several
     */
    public JsonNode single(JsonNode context, Environment environment) {
        var found = new Single();
        each(context, environment, found);
        if (found.several) {
            throw new PathError("path-not-single", "gives several values where one is due");
        }
        return found.node;
    }

    /** As a criterion: true, false, or null for no result; a single value that is no boolean counts as true. */
    Boolean truth(JsonNode context, Environment environment) {
        JsonNode result = single(context, environment);
        return result == null ? null : (Boolean) (!result.isBoolean() || result.booleanValue());
    }

    boolean holds(JsonNode context, Environment environment) {
        return Boolean.TRUE.equals(truth(context, environment));
    }

    /** Takes one node and stops. */
    private static final class First implements Predicate<JsonNode> {

        private JsonNode node;

        @Override
        public boolean test(JsonNode result) {
            node = result;
            return false;
        }
    }

    /** Takes one node and notices a second. */
    private static final class Single implements Predicate<JsonNode> {

        private JsonNode node;
        private boolean several;

        @Override
        public boolean test(JsonNode result) {
            several = node != null;
            if (!several) {
                node = result;
            }
            return !several;
        }
    }
}
