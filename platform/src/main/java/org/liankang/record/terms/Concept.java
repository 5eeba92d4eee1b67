package org.liankang.record.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * One meaning in a code system.
 *
 * @param display the name, or empty
 * @param definition what it means in full, or empty
 * @param properties FHIR's {@code CodeSystem.concept.property}, as written
 */
public record Concept(
        String code, String display, String definition, List<Designation> designations, List<JsonNode> properties) {

    /**
     * Another name.
     *
     * @param language BCP 47, or empty
     * @param use a Coding, or a missing node
     */
    public record Designation(String language, JsonNode use, String value) {}

    static Concept of(JsonNode concept) {
        List<Designation> designations = new ArrayList<>();
        Json.each(concept.path("designation"))
                .forEach(one -> designations.add(
                        new Designation(Json.text(one, "language"), one.path("use"), Json.text(one, "value"))));
        return new Concept(
                Json.text(concept, "code"),
                Json.text(concept, "display"),
                Json.text(concept, "definition"),
                List.copyOf(designations),
                Json.each(concept.path("property")).toList());
    }

    static Concept bare(String code, String display) {
        return new Concept(code, display, "", List.of(), List.of());
    }

    /** The values of a property, as texts. */
    Stream<String> values(String property) {
        return properties.stream()
                .filter(one -> property.equals(Json.text(one, "code")))
                .map(Concept::value);
    }

    /** A property's value as text; a Coding's is its code. */
    static String value(JsonNode property) {
        return property.propertyStream()
                .filter(field -> field.getKey().startsWith("value"))
                .map(field -> field.getValue().isObject()
                        ? Json.text(field.getValue(), "code")
                        : field.getValue().asString())
                .findFirst()
                .orElse("");
    }

    /** No longer to be used (FHIR R4, concept properties {@code inactive} and {@code status}). */
    boolean inactive() {
        return says("inactive")
                || values("status").anyMatch(status -> status.equals("retired") || status.equals("inactive"));
    }

    /** Groups others and is not meant to be used itself. */
    boolean groups() {
        return says("notSelectable") || says("abstract");
    }

    private boolean says(String property) {
        return values(property).anyMatch("true"::equals);
    }

    /** The name in a language if there is one, else the name. */
    String display(String language) {
        return language.isEmpty()
                ? display
                : designations.stream()
                        .filter(one -> speaks(one.language(), language))
                        .map(Designation::value)
                        .findFirst()
                        .orElse(display);
    }

    /** {@code zh} is spoken by {@code zh-CN}, and the other way round. */
    private static boolean speaks(String offered, String asked) {
        String one = offered.toLowerCase(Locale.ROOT);
        String other = asked.toLowerCase(Locale.ROOT);
        return !one.isEmpty() && (one.equals(other) || one.startsWith(other + "-") || other.startsWith(one + "-"));
    }

    /** All its names. */
    Stream<String> names() {
        return Stream.concat(Stream.of(display), designations.stream().map(Designation::value))
                .filter(name -> !name.isEmpty());
    }
}
