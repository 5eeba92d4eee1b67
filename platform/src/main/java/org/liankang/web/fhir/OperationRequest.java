package org.liankang.web.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
 * @param living the resource of the address, in the version it names; there is one on the level of an instance only. What
 *     is not there or was deleted is refused by the door
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
        Supplier<Version> living,
        Consumer<List<Version>> seen) {

    /** The whole address of this call of an operation, as it was asked. */
    public String address(String operation) {
        String place = type.map(name -> "/" + name).orElse("")
                + id.map(one -> "/" + one).orElse("");
        String asked = new Query(query).text();
        return base + place + "/$" + operation + (asked.isEmpty() ? "" : "?" + asked);
    }

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

    /** The names of all parameters that are given, in the query and in posted Parameters. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(query.keySet());
        posted().forEach(one -> names.add(one.path("name").asString("")));
        return names;
    }

    /** The entries of posted Parameters with this name. */
    public List<JsonNode> parameters(String name) {
        return posted().filter(one -> one.path("name").asString("").equals(name))
                .toList();
    }

    private Stream<JsonNode> posted() {
        boolean parameters = body.map(one -> one.path("resourceType").asString(""))
                .filter("Parameters"::equals)
                .isPresent();
        return parameters ? Json.each(body.get().path("parameter")) : Stream.empty();
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
