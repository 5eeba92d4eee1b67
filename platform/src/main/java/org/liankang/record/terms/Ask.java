package org.liankang.record.terms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The input of an operation: FHIR {@code Parameters}, read by name. */
public final class Ask {

    private final JsonNode parameters;

    private Ask(JsonNode parameters) {
        this.parameters = parameters;
    }

    static Ask of(JsonNode parameters) {
        return new Ask(parameters);
    }

    /** The parameters of a query as a {@code Parameters} resource; each value is a string. */
    public static ObjectNode query(Map<String, List<String>> query) {
        ObjectNode resource = Json.object();
        resource.put("resourceType", "Parameters");
        ArrayNode all = resource.putArray("parameter");
        query.forEach((name, values) ->
                values.forEach(value -> all.addObject().put("name", name).put("valueString", value)));
        return resource;
    }

    /** Refuses what this operation does not know: a parameter that is passed over would change the answer silently. */
    Ask only(Set<String> known) {
        Json.each(parameters.path("parameter"))
                .map(one -> Json.text(one, "name"))
                .filter(name -> !known.contains(name) && !name.equals("_format") && !name.equals("_pretty"))
                .findFirst()
                .ifPresent(name -> {
                    throw new Unanswerable(
                            "operation-parameter-unsupported", name, "the parameter " + name + " is not supported");
                });
        return this;
    }

    private Stream<JsonNode> named(String name) {
        return Json.each(parameters.path("parameter")).filter(one -> name.equals(Json.text(one, "name")));
    }

    private static Stream<JsonNode> value(JsonNode parameter) {
        return parameter
                .propertyStream()
                .filter(field -> field.getKey().startsWith("value"))
                .map(Map.Entry::getValue);
    }

    String text(String name) {
        return named(name)
                .flatMap(Ask::value)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString)
                .findFirst()
                .orElse("");
    }

    List<String> texts(String name) {
        return named(name)
                .flatMap(Ask::value)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString)
                .toList();
    }

    boolean yes(String name) {
        String said = text(name);
        if (!Set.of("", "true", "false").contains(said)) {
            throw invalid(name, "must be true or false");
        }
        return said.equals("true");
    }

    /** A whole number from 0, or the default when it is not said. */
    int count(String name, int otherwise) {
        String said = text(name);
        if (said.isEmpty()) {
            return otherwise;
        }
        if (!said.matches("\\d{1,9}")) {
            throw invalid(name, "must be a whole number from 0");
        }
        return Integer.parseInt(said);
    }

    /** A Coding or CodeableConcept, or empty. */
    Optional<JsonNode> object(String name) {
        return named(name).flatMap(Ask::value).filter(JsonNode::isObject).findFirst();
    }

    Optional<JsonNode> resource(String name) {
        return named(name)
                .map(one -> one.path("resource"))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    /** @throws Unanswerable when it is not said */
    String needed(String name) {
        String said = text(name);
        if (said.isEmpty()) {
            throw new Unanswerable("operation-parameter-missing", name, "the parameter " + name + " is needed");
        }
        return said;
    }

    static Unanswerable invalid(String name, String message) {
        return new Unanswerable("operation-parameter-invalid", name, "the parameter " + name + " " + message);
    }
}
