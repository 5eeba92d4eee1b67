package org.liankang.web.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.web.fhir.FhirClient.Answer;

/**
 * docs/conformance.md tells what was done when it was asked over HTTP. Each section is a table of its own; another one is
 * another entry of {@link #sections}. {@code -Dliankang.conformance.write=true} writes the page again.
 */
class ConformanceTest {

    private static final Path PAGE = Path.of("../docs/conformance.md");
    private static final FhirClient platform = new FhirClient();

    /** A heading, what its cells mean, the names of its columns and its rows by their first cell. */
    record Section(String title, String told, List<String> columns, Map<String, List<String>> rows) {

        String markdown() {
            StringBuilder text = new StringBuilder("## " + title + "\n" + told + "\n\n| |");
            columns.forEach(column -> text.append(' ').append(column).append(" |"));
            text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
            rows.forEach((name, cells) -> {
                text.append("| ").append(name).append(" |");
                cells.forEach(cell -> text.append(' ').append(cell).append(" |"));
                text.append('\n');
            });
            return text.toString();
        }
    }

    private static List<Section> sections() {
        List<Section> all = new ArrayList<>(List.of(interactions(), system(), OperationConformance.section(platform)));
        all.addAll(SearchConformance.sections(platform, UUID.randomUUID().toString()));
        return all;
    }

    @Test
    void the_page_tells_what_the_door_does() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Conformance: FHIR R4, as it answered

                Made by `ConformanceTest` from real calls to a running platform; the test fails when the page is out of date
                (`-Dliankang.conformance.write=true` writes it again). A ✓ means that the answer had the status and the
                content that FHIR R4 asks for; otherwise the code of the answer stands there ([findings](findings.md)), or ✗ where it was
                answered otherwise than FHIR R4 says.

                """);
        sections().forEach(section -> page.append(section.markdown()).append('\n'));
        String text = page.toString().stripTrailing() + "\n";
        if (Boolean.getBoolean("liankang.conformance.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/conformance.md is out of date; write it again with -Dliankang.conformance.write=true")
                .isEqualTo(text);
    }

    /** What a resource of each type went through, in this order. */
    private static final Map<String, Function<Life, Answer>> INTERACTIONS = interactionsInOrder();

    /** One resource on its way through all interactions. */
    private record Life(String type, String id) {

        String path() {
            return "/" + type + "/" + id;
        }

        String body(String language) {
            return Json.text(MinimalResource.of(type, id).put("language", language));
        }
    }

    private static Map<String, Function<Life, Answer>> interactionsInOrder() {
        Map<String, Function<Life, Answer>> all = new LinkedHashMap<>();
        all.put("create", life -> platform.fhir("POST", "/" + life.type(), life.body("en")));
        all.put("update as create", life -> platform.fhir("PUT", life.path(), life.body("en")));
        all.put("update", life -> platform.fhir("PUT", life.path(), life.body("de"), "If-Match", "W/\"1\""));
        all.put(
                "patch",
                life -> platform.fhir(
                        "PATCH",
                        life.path(),
                        "[{\"op\":\"replace\",\"path\":\"/language\",\"value\":\"fr\"}]",
                        "Content-Type",
                        "application/json-patch+json"));
        all.put("read", life -> platform.fhir("GET", life.path(), ""));
        all.put("vread", life -> platform.fhir("GET", life.path() + "/_history/1", ""));
        all.put("history of one", life -> bundle(platform.fhir("GET", life.path() + "/_history", ""), 2));
        all.put(
                "history of type",
                life -> bundle(platform.fhir("GET", "/" + life.type() + "/_history?_count=5", ""), 2));
        all.put("search", life -> bundle(platform.fhir("GET", "/" + life.type() + "?_id=" + life.id(), ""), 1));
        all.put(
                "search by POST",
                life -> bundle(
                        platform.fhir(
                                "POST",
                                "/" + life.type() + "/_search",
                                "_id=" + life.id(),
                                "Content-Type",
                                "application/x-www-form-urlencoded"),
                        1));
        all.put("delete", life -> platform.fhir("DELETE", life.path(), ""));
        return all;
    }

    /** The same answer, or none of use when it holds fewer entries than it should. */
    private static Answer bundle(Answer answer, int least) {
        return answer.body().path("entry").size() >= least ? answer : new Answer(0, answer.body(), answer.response());
    }

    private static Section interactions() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String type : new TreeSet<>(FhirContext.forR4Cached().getResourceTypes())) {
            Life life = new Life(type, UUID.randomUUID().toString());
            List<String> cells = new ArrayList<>();
            INTERACTIONS.values().forEach(interaction -> cells.add(cell(interaction.apply(life))));
            rows.put(type, cells);
        }
        return new Section(
                "Interactions by type",
                "Each with the smallest resource of its type that the definitions allow.",
                List.copyOf(INTERACTIONS.keySet()),
                rows);
    }

    static String cell(Answer answer) {
        if (answer.status() >= 200 && answer.status() < 300) {
            return "✓";
        }
        return answer.code().isEmpty() ? "status " + answer.status() : "`" + answer.code() + "`";
    }

    private static Section system() {
        String id = UUID.randomUUID().toString();
        String patient = Json.text(MinimalResource.of("Patient", id));
        String bundle = """
                {"resourceType":"Bundle","type":"%s","entry":[
                 {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}},
                 {"request":{"method":"GET","url":"Patient/%s"}}]}""";
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("capabilities", platform.fhir("GET", "/metadata", ""));
        answers.put("OpenAPI", platform.fhir("GET", "/openapi.json", ""));
        answers.put(
                "transaction", bundle(platform.fhir("POST", "/", bundle.formatted("transaction", patient, id, id)), 2));
        answers.put("batch", bundle(platform.fhir("POST", "/", bundle.formatted("batch", patient, id, id)), 2));
        answers.put("search", bundle(platform.fhir("GET", "/?_type=Patient,Group&_id=" + id, ""), 1));
        answers.put("search of a compartment", platform.fhir("GET", "/Patient/" + id + "/Observation", ""));
        answers.put("history", bundle(platform.fhir("GET", "/_history?_count=5", ""), 5));
        answers.put(
                "XML",
                platform.fhir("PUT", "/Patient/" + id, """
                <Patient xmlns="http://hl7.org/fhir"><id value="%s"/><active value="true"/></Patient>""".formatted(id), "Content-Type", "application/fhir+xml"));
        String condition = "/Patient?_id=" + id;
        answers.put("conditional create", platform.fhir("POST", "/Patient", patient, "If-None-Exist", "_id=" + id));
        answers.put("conditional update", platform.fhir("PUT", condition, patient));
        answers.put(
                "conditional patch",
                platform.fhir(
                        "PATCH",
                        condition,
                        "[{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"female\"}]",
                        "Content-Type",
                        "application/json-patch+json"));
        answers.put("FHIRPath patch", platform.fhir("PATCH", "/Patient/" + id, """
                        {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
                         {"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.id"},
                         {"name":"value","valueId":"%s"}]}]}""".formatted(id)));
        answers.put("conditional delete", platform.fhir("DELETE", condition, ""));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        answers.forEach((name, answer) -> rows.put(name, List.of(cell(answer))));
        return new Section("Interactions of the whole", "Each once.", List.of("answered"), rows);
    }
}
