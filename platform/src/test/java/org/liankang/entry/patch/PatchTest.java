package org.liankang.entry.patch;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liankang.base.json.Json;
import org.liankang.entry.Interaction.PatchKind;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Patches against the cases that HL7 publishes (github.com/FHIR/fhir-test-cases, r4/patch, from its artifact on Maven
 * Central) and against what hostile or careless senders write.
 */
class PatchTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String CASES = "/org/hl7/fhir/testcases/r4/patch/";

    private static Patch.Result patched(PatchKind kind, String patch, String resource) {
        return switch (Patch.parse(kind, patch.getBytes(StandardCharsets.UTF_8), FHIR)) {
            case Patch.Read.Understood(Patch understood) -> understood.apply((ObjectNode) Json.parse(resource));
            case Patch.Read.Malformed(var finding) -> new Patch.Result.Failed(finding);
        };
    }

    private static String code(Patch.Result result) {
        return result instanceof Patch.Result.Failed(var finding) ? finding.code() : "";
    }

    private static JsonNode made(Patch.Result result) {
        assertThat(result).isInstanceOf(Patch.Result.Patched.class);
        return ((Patch.Result.Patched) result).resource();
    }

    static Stream<Arguments> officialJsonPatches() throws Exception {
        try (InputStream in = PatchTest.class.getResourceAsStream(CASES + "json-patch-tests.json")) {
            ArrayNode cases = (ArrayNode) Json.parse(in);
            return StreamSupport.stream(cases.spliterator(), false)
                    .filter(one ->
                            one.path("doc").isObject() && !one.path("disabled").asBoolean(false))
                    .map(one -> Arguments.of(one.path("comment").asString(), one));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("officialJsonPatches")
    void json_patches_do_what_the_official_cases_expect(String name, JsonNode one) {
        JsonNode before = one.path("doc").deepCopy();
        Patch.Result result = patched(PatchKind.JSON, Json.text(one.path("patch")), Json.text(before));
        if (one.has("expected")) {
            assertThat(made(result)).isEqualTo(one.path("expected"));
        } else {
            assertThat(code(result)).startsWith("patch-");
        }
    }

    static Stream<Arguments> officialPathPatches() throws Exception {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        try (InputStream in = PatchTest.class.getResourceAsStream(CASES + "fhir-patch-tests.xml")) {
            NodeList cases = factory.newDocumentBuilder().parse(in).getElementsByTagName("case");
            List<Arguments> all = new ArrayList<>();
            for (int i = 0; i < cases.getLength(); i++) {
                Element one = (Element) cases.item(i);
                if (!one.getAttribute("mode").equals("reverse")) {
                    all.add(Arguments.of(
                            one.getAttribute("name"), json(one, "input"), json(one, "diff"), json(one, "output")));
                }
            }
            return all.stream();
        }
    }

    private static String json(Element one, String part) throws Exception {
        Node holder = one.getElementsByTagName(part).item(0);
        if (holder == null) {
            return ""; // a case that must fail has no output
        }
        Node resource = holder.getFirstChild();
        while (!(resource instanceof Element)) {
            resource = resource.getNextSibling();
        }
        StringWriter text = new StringWriter();
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(resource), new StreamResult(text));
        return FHIR.newJsonParser().encodeResourceToString(FHIR.newXmlParser().parseResource(text.toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("officialPathPatches")
    void fhirpath_patches_do_what_the_official_cases_expect(String name, String input, String diff, String output) {
        Patch.Result result = patched(PatchKind.FHIRPATH, diff, input);
        if (output.isEmpty()) {
            assertThat(code(result)).isEqualTo("patch-path-not-found");
        } else {
            // in XHTML a quotation mark is the same with and without its name
            assertThat(Json.parse(Json.text(made(result)).replace("&quot;", "\\\"")))
                    .isEqualTo(Json.parse(output.replace("&quot;", "\\\"")));
        }
    }

    private static String operation(String type, String path, String... parts) {
        StringBuilder text = new StringBuilder("{\"name\":\"operation\",\"part\":[{\"name\":\"type\",\"valueCode\":\""
                + type + "\"},{\"name\":\"path\",\"valueString\":\"" + path + "\"}");
        for (String part : parts) {
            text.append(',').append(part);
        }
        return text + "]}";
    }

    private static String parameters(String... operations) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[" + String.join(",", operations) + "]}";
    }

    private static final String OBSERVATION = """
            {"resourceType":"Observation","status":"final","unheard":"of","valueString":"much",
             "extension":[{"url":"urn:a","valueCode":"x"},{"url":"urn:b","valueDecimal":1.50}],
             "component":[{"code":{"text":"a"},"valueQuantity":{"value":6.10}},{"code":{"text":"b"},"valueInteger":2}]}""";

    @Test
    void what_the_definitions_do_not_know_and_the_digits_of_decimals_survive_a_patch() {
        JsonNode after = made(patched(
                PatchKind.FHIRPATH,
                parameters(operation(
                        "replace",
                        "Observation.component.where(code.text = 'b').value",
                        "{\"name\":\"value\",\"valueInteger\":3}")),
                OBSERVATION));
        assertThat(after.path("unheard").asString()).isEqualTo("of");
        assertThat(Json.text(after)).contains("6.10").contains("1.50").contains("\"valueInteger\":3");
    }

    @Test
    void a_choice_changes_its_name_with_its_type() {
        JsonNode after = made(patched(
                PatchKind.FHIRPATH,
                parameters(operation(
                        "replace", "Observation.value", "{\"name\":\"value\",\"valueQuantity\":{\"value\":7.0}}")),
                OBSERVATION));
        assertThat(after.has("valueString")).isFalse();
        assertThat(Json.text(after.path("valueQuantity"))).isEqualTo("{\"value\":7.0}");
    }

    @Test
    void a_primitive_value_can_be_given_an_extension() {
        JsonNode after = made(patched(
                PatchKind.FHIRPATH,
                parameters(
                        operation(
                                "add",
                                "Observation.status",
                                "{\"name\":\"name\",\"valueString\":\"extension\"}",
                                "{\"name\":\"value\",\"valueExtension\":{\"url\":\"urn:c\",\"valueCode\":\"y\"}}"),
                        operation(
                                "replace",
                                "Observation.status.extension('urn:c').value",
                                "{\"name\":\"value\",\"valueCode\":\"z\"}")),
                OBSERVATION));
        assertThat(after.path("status").asString()).isEqualTo("final");
        assertThat(after.path("_status")
                        .path("extension")
                        .path(0)
                        .path("valueCode")
                        .asString())
                .isEqualTo("z");
    }

    @Test
    void several_or_no_elements_are_a_finding_and_no_guess() {
        String value = "{\"name\":\"value\",\"valueCode\":\"z\"}";
        assertThat(code(patched(
                        PatchKind.FHIRPATH,
                        parameters(operation("replace", "Observation.extension.url", value)),
                        OBSERVATION)))
                .isEqualTo("patch-path-ambiguous");
        assertThat(code(patched(
                        PatchKind.FHIRPATH, parameters(operation("delete", "Observation.extension")), OBSERVATION)))
                .isEqualTo("patch-path-ambiguous");
        assertThat(code(patched(
                        PatchKind.FHIRPATH,
                        parameters(operation("replace", "Observation.method", value)),
                        OBSERVATION)))
                .isEqualTo("patch-path-not-found");
        assertThat(code(patched(
                        PatchKind.FHIRPATH,
                        parameters(operation(
                                "add", "Observation", "{\"name\":\"name\",\"valueString\":\"status\"}", value)),
                        OBSERVATION)))
                .isEqualTo("patch-element-present");
        assertThat(made(patched(
                        PatchKind.FHIRPATH, parameters(operation("delete", "Observation.method")), OBSERVATION)))
                .isEqualTo(Json.parse(OBSERVATION));
    }

    @Test
    void paths_that_are_none_or_could_run_long_are_malformed() {
        for (String path : List.of(
                "",
                "Observation.",
                "Observation..status",
                "Observation.where(",
                "Observation.repeat($this)",
                "Observation.descendants()",
                "Observation.component.aggregate($this)",
                "'x'",
                "Observation[99999999999]",
                "a.".repeat(600) + "a",
                "a.where(".repeat(50) + "b" + ")".repeat(50),
                "%resource.status",
                "Observation | Patient")) {
            assertThat(code(patched(PatchKind.FHIRPATH, parameters(operation("delete", path)), OBSERVATION)))
                    .as(path)
                    .isEqualTo("patch-malformed");
        }
    }

    @Test
    void what_is_no_patch_is_malformed() {
        for (String body :
                List.of("", "[", "{}", "null", "42", "[1]", "[{}]", "[{\"op\":\"add\",\"path\":\"x\",\"value\":1}]")) {
            assertThat(code(patched(PatchKind.JSON, body, OBSERVATION)))
                    .as(body)
                    .isEqualTo("patch-malformed");
        }
        for (String body : List.of("", "[]", "{}", "{\"resourceType\":\"Patient\"}", parameters("{\"name\":\"x\"}"))) {
            assertThat(code(patched(PatchKind.FHIRPATH, body, OBSERVATION)))
                    .as(body)
                    .isEqualTo("patch-malformed");
        }
    }

    @Test
    void a_patch_that_fails_half_way_leaves_everything_as_it_was() {
        ObjectNode before = (ObjectNode) Json.parse(OBSERVATION);
        var read = (Patch.Read.Understood) Patch.parse(
                PatchKind.JSON,
                "[{\"op\":\"remove\",\"path\":\"/status\"},{\"op\":\"test\",\"path\":\"/unheard\",\"value\":\"else\"}]"
                        .getBytes(StandardCharsets.UTF_8),
                FHIR);
        assertThat(code(read.patch().apply(before))).isEqualTo("patch-test-failed");
        assertThat(before).isEqualTo(Json.parse(OBSERVATION));
        String half =
                parameters(operation("delete", "Observation.status"), operation("delete", "Observation.extension"));
        var path = (Patch.Read.Understood) Patch.parse(PatchKind.FHIRPATH, half.getBytes(StandardCharsets.UTF_8), FHIR);
        assertThat(code(path.patch().apply(before))).isEqualTo("patch-path-ambiguous");
        assertThat(before).isEqualTo(Json.parse(OBSERVATION));
    }

    @Test
    void a_resource_cannot_be_doubled_without_end() {
        String copies = "{\"op\":\"copy\",\"from\":\"/extension\",\"path\":\"/extension/-\"},".repeat(60);
        String patch = "[" + copies.substring(0, copies.length() - 1) + "]";
        assertThat(code(patched(PatchKind.JSON, patch, OBSERVATION))).isEqualTo("patch-malformed");
    }

    @Test
    void numbers_are_the_same_by_value_and_objects_in_any_order() {
        String test = "[{\"op\":\"test\",\"path\":\"/component/0/valueQuantity\",\"value\":{\"value\":6.1}}]";
        assertThat(made(patched(PatchKind.JSON, test, OBSERVATION))).isEqualTo(Json.parse(OBSERVATION));
    }
}
