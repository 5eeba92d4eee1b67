package org.liankang.uses.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * One compiled expression of the FHIRPath subset that view definitions use (listed in regions/national/views/README.md).
 * It walks the JSON tree directly: no model classes, no copies, because every change of the record passes through here.
 */
@FunctionalInterface
interface FhirPath {

    /**
     * Gives each result to the sink, in order, until the sink says enough.
     *
     * @return false when the sink wants no more
     */
    boolean each(JsonNode context, Predicate<JsonNode> sink);

    /** @throws IllegalArgumentException with the place in the text, when it is not of the subset */
    static FhirPath of(String text) {
        return new FhirPathParser(text).parse();
    }

    default List<JsonNode> all(JsonNode context) {
        List<JsonNode> results = new ArrayList<>();
        each(context, results::add);
        return results;
    }

    /** The first result, or null. */
    default JsonNode first(JsonNode context) {
        var found = new First();
        each(context, found);
        return found.node;
    }

    /** A criterion holds when its first result is true; no result is false. */
    default boolean holds(JsonNode context) {
        JsonNode result = first(context);
        return result != null && result.isBoolean() && result.booleanValue();
    }

    /** Takes one node and stops. */
    final class First implements Predicate<JsonNode> {

        private JsonNode node;

        @Override
        public boolean test(JsonNode result) {
            node = result;
            return false;
        }
    }
}
