package org.liankang.record.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every situation in {@code cases/*.yaml}: which operation is asked, with what, and what it gives. {@code refused} is a
 * finding's code; {@code codes} the members of an expansion in order; {@code matches} the translations as
 * {@code equivalence code}; other names are output parameters, of which the first is compared.
 */
class OperationCasesTest {

    private static final Path CASES = Path.of("src/test/resources/org/liankang/record/terms/cases");

    @TestFactory
    Stream<DynamicTest> everySituationIsAnsweredAsItsFileSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (var files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                Json.each(Policies.yaml(file))
                        .forEach(one -> tests.add(DynamicTest.dynamicTest(
                                file.getFileName() + ": " + Json.text(one, "it"), () -> check(one))));
            }
        }
        assertThat(tests).hasSizeGreaterThan(50);
        return tests.stream();
    }

    private static void check(JsonNode situation) {
        String[] asked = Json.text(situation, "ask").split("/");
        Answer<ObjectNode> answer = Shelves.all().run(asked[0], asked[1], null, parameters(situation.path("with")));
        if (situation.has("refused")) {
            assertThat(answer).isInstanceOf(Answer.Refused.class);
            assertThat(((Answer.Refused<ObjectNode>) answer).finding().code())
                    .isEqualTo(Json.text(situation, "refused"));
            return;
        }
        ObjectNode given = answer.orElse(finding -> {
            throw new AssertionError("refused: " + finding);
        });
        for (Map.Entry<String, JsonNode> wanted : situation.path("gives").properties()) {
            assertThat(told(given, wanted.getKey()))
                    .as(wanted.getKey() + " of " + given)
                    .isEqualTo(texts(wanted.getValue()));
        }
    }

    private static List<String> texts(JsonNode value) {
        return value.isArray()
                ? Json.each(value).map(JsonNode::asString).toList()
                : value.asString().isEmpty() ? List.of() : List.of(value.asString());
    }

    private static List<String> told(ObjectNode given, String name) {
        return switch (name) {
            case "codes" ->
                Json.each(given.path("expansion").path("contains"))
                        .map(one -> Json.text(one, "code"))
                        .toList();
            case "displays" ->
                Json.each(given.path("expansion").path("contains"))
                        .map(one -> Json.text(one, "display"))
                        .toList();
            case "total" -> List.of(given.path("expansion").path("total").asString());
            case "matches" ->
                all(given, "match")
                        .map(match -> (part(match, "equivalence") + " "
                                        + Json.text(
                                                Json.each(match.path("part"))
                                                        .filter(p -> "concept".equals(Json.text(p, "name")))
                                                        .findFirst()
                                                        .orElse(Json.object())
                                                        .path("valueCoding"),
                                                "code"))
                                .strip())
                        .toList();
            case "properties" ->
                all(given, "property")
                        .map(property -> part(property, "code") + "=" + part(property, "value"))
                        .toList();
            case "designations" ->
                all(given, "designation")
                        .map(one -> part(one, "language") + " " + part(one, "value"))
                        .toList();
            default -> all(given, name).map(OperationCasesTest::value).limit(1).toList();
        };
    }

    private static Stream<JsonNode> all(JsonNode given, String name) {
        return Json.each(given.path("parameter")).filter(one -> name.equals(Json.text(one, "name")));
    }

    private static String part(JsonNode parameter, String name) {
        return Json.each(parameter.path("part"))
                .filter(one -> name.equals(Json.text(one, "name")))
                .map(OperationCasesTest::value)
                .findFirst()
                .orElse("");
    }

    private static String value(JsonNode parameter) {
        return parameter
                .propertyStream()
                .filter(field -> field.getKey().startsWith("value"))
                .map(field -> field.getValue().asString(""))
                .findFirst()
                .orElse("");
    }

    /** Texts stand for themselves; a resource, a Coding and a CodeableConcept are told apart by what they hold. */
    private static JsonNode parameters(JsonNode with) {
        ObjectNode parameters = Json.object().put("resourceType", "Parameters");
        ArrayNode all = parameters.putArray("parameter");
        for (Map.Entry<String, JsonNode> one : with.properties()) {
            ObjectNode parameter = all.addObject().put("name", one.getKey());
            JsonNode value = one.getValue();
            if (value.has("resourceType")) {
                parameter.set("resource", value);
            } else if (value.isObject()) {
                parameter.set(value.has("coding") ? "valueCodeableConcept" : "valueCoding", value);
            } else {
                parameter.put("valueString", value.asString());
            }
        }
        return parameters;
    }
}
