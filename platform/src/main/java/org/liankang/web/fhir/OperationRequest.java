package org.liankang.web.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/**
 * A call of an operation.
 *
 * @param type resource type of the address, empty on the system's level
 * @param id logical id of the address, empty above the level of an instance
 * @param query what stood behind the question mark, decoded
 * @param body the resource posted, usually Parameters; empty for GET
 * @param base address of the door, without a slash at its end
 * @param headers a header's value by its name, or null
 * @param seen leaves the trace of persons' data that the answer shows
 */
public record OperationRequest(
        Account account,
        Optional<String> type,
        Optional<String> id,
        OptionalInt version,
        Map<String, List<String>> query,
        Optional<JsonNode> body,
        String base,
        UnaryOperator<String> headers,
        Consumer<List<Version>> seen) {

    /** The values of a parameter, from the query and from posted Parameters, as text. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>(query.getOrDefault(name, List.of()));
        for (JsonNode parameter : parameters(name)) {
            parameter.properties().stream()
                    .filter(field -> field.getKey().startsWith("value")
                            && field.getValue().isValueNode())
                    .forEach(field -> texts.add(field.getValue().asString()));
        }
        return texts;
    }

    public Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /** The entries of posted Parameters with this name. */
    public List<JsonNode> parameters(String name) {
        boolean parameters = body.map(one -> one.path("resourceType").asString(""))
                .filter("Parameters"::equals)
                .isPresent();
        return parameters
                ? Json.each(body.get().path("parameter"))
                        .filter(one -> one.path("name").asString("").equals(name))
                        .toList()
                : List.of();
    }

    /** A resource handed over: the named one among posted Parameters, or the body itself when it is no Parameters. */
    public Optional<JsonNode> resource(String name) {
        Optional<JsonNode> named = parameters(name).stream()
                .map(one -> one.path("resource"))
                .filter(JsonNode::isObject)
                .findFirst();
        return named.or(() ->
                body.filter(one -> !"Parameters".equals(one.path("resourceType").asString(""))));
    }
}
