package org.liankang.uses.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;
import org.liankang.uses.lake.path.Environment;
import org.liankang.uses.lake.path.FhirPath;
import org.liankang.uses.lake.path.PathError;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The views of regions/ on resources, and expressions by themselves. */
class ViewTest {

    private final LakeViews views = new LakeViews(new Policies(new PolicyConfig(Path.of("../regions"), "haishu")));

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> views_flatten_resources() {
        return Json.each(yaml("ours/views.yaml"))
                .map(example -> dynamicTest(Json.text(example, "name"), () -> {
                    LakeView view = views.all().stream()
                            .filter(v -> v.name().equals(Json.text(example, "view")))
                            .findFirst()
                            .orElseThrow();
                    View.Rows made = view.view().rows(example.path("resource"));
                    List<Map<String, String>> rows = new ArrayList<>();
                    made.rows().forEach(row -> rows.add(shown(view, row)));
                    assertThat(made.problem()).isNull();
                    assertThat(rows)
                            .isEqualTo(Json.each(example.path("rows"))
                                    .map(ViewTest::shown)
                                    .toList());
                }));
    }

    private static Map<String, String> shown(LakeView view, JsonNode[] row) {
        Map<String, String> shown = new TreeMap<>();
        for (int i = 0; i < row.length; i++) {
            Column column = view.columns().get(i);
            Object value = row[i] == null ? null : SqlValue.of(row[i], column.sqlType());
            if (value != null) {
                shown.put(column.name(), String.valueOf(value));
            }
        }
        return shown;
    }

    private static Map<String, String> shown(JsonNode expected) {
        Map<String, String> shown = new TreeMap<>();
        expected.properties()
                .forEach(cell -> shown.put(cell.getKey(), cell.getValue().asString()));
        return shown;
    }

    @TestFactory
    Stream<DynamicTest> paths_give_what_FHIRPath_gives() {
        JsonNode cases = yaml("ours/paths.yaml");
        JsonNode resource = cases.path("resource");
        return Json.each(cases.path("cases"))
                .map(example -> dynamicTest(
                        Json.text(example, "path"),
                        () -> assertThat(FhirPath.compile(Json.text(example, "path"), Map.of())
                                        .all(resource, new Environment(resource)))
                                .extracting(JsonNode::asString)
                                .isEqualTo(Json.each(example.path("gives"))
                                        .map(JsonNode::asString)
                                        .toList())));
    }

    @TestFactory
    Stream<DynamicTest> what_is_not_understood_is_refused() {
        return Json.each(yaml("ours/paths.yaml").path("refused"))
                .map(JsonNode::asString)
                .map(path -> dynamicTest(
                        path,
                        () -> assertThatThrownBy(() -> FhirPath.compile(path, Map.of()))
                                .isInstanceOf(PathError.class)
                                .hasMessageContaining(path)));
    }

    @TestFactory
    Stream<DynamicTest> what_cannot_be_evaluated_on_a_resource_says_its_code() {
        JsonNode cases = yaml("ours/paths.yaml");
        JsonNode resource = cases.path("resource");
        return Json.each(cases.path("failing"))
                .map(example -> dynamicTest(
                        Json.text(example, "path"),
                        () -> assertThatThrownBy(() -> FhirPath.compile(Json.text(example, "path"), Map.of())
                                        .all(resource, new Environment(resource)))
                                .isInstanceOfSatisfying(
                                        PathError.class,
                                        error -> assertThat(error.code()).isEqualTo(Json.text(example, "code")))));
    }

    @Test
    void a_resource_a_view_cannot_be_evaluated_on_gives_no_rows_and_a_problem_without_its_content() {
        Reading reading = ViewReader.read(Json.parse(
                "{\"resource\":\"Patient\",\"select\":[{\"column\":[{\"name\":\"f\",\"path\":\"name.family\"}]}]}"));
        View.Rows made = ((Reading.Understood) reading)
                .view()
                .rows(Json.parse(
                        "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"secret\"},{\"family\":\"hidden\"}]}"));
        assertThat(made.rows()).isEmpty();
        assertThat(made.problem().code()).isEqualTo("path-not-single");
        assertThat(made.problem().place()).isEqualTo("select[0].column[0]");
        assertThat(made.problem().toString()).doesNotContain("secret", "hidden");
    }

    @Test
    void a_column_may_say_its_SQL_type() {
        Reading reading = ViewReader.read(Json.parse("{\"resource\":\"Observation\",\"select\":[{\"column\":["
                + "{\"name\":\"v\",\"path\":\"value.ofType(Quantity).value\",\"type\":\"decimal\","
                + "\"tag\":[{\"name\":\"ansi/type\",\"value\":\"DECIMAL(10, 2)\"}]},"
                + "{\"name\":\"codes\",\"path\":\"code.coding.code\",\"type\":\"code\",\"collection\":true}]}]}"));
        assertThat(((Reading.Understood) reading).view().columns())
                .extracting(Column::declaration)
                .containsExactly("v decimal(10,2)", "codes varchar[]");
    }

    @Test
    void a_file_that_is_no_view_of_the_lake_stops_the_start_with_its_name_and_every_reason() throws IOException {
        Files.createDirectories(folder.resolve("national/views"));
        Files.createDirectories(folder.resolve("x"));
        Path file = folder.resolve("national/views/odd.json");
        var policies = new Policies(new PolicyConfig(folder, "x"));
        String[] unusable = {
            "{\"resource\":\"Patient\",\"select\":[{\"column\":[{\"name\":\"a\",\"path\":\"x.\"},{\"name\":\"a\",\"path\":\"y\"}]}]}",
            "{\"name\":\"Odd\",\"resource\":\"Patient\",\"select\":[{\"column\":[{\"name\":\"a\",\"path\":\"x\"}]}]}",
            "{\"name\":\"odd\",\"resource\":\"Patient\",\"select\":[{\"column\":[{\"name\":\"resident\",\"path\":\"x\"}]}]}",
            "{\"name\":\"odd\",\"resource\":\"Patient\",\"select\":[{\"column\":[{\"name\":\"a\",\"path\":\"x\","
                    + "\"tag\":[{\"name\":\"liankang/when\",\"value\":\"true\"}]}]}]}"
        };
        String[] reasons = {"path-syntax", "plain lower-case word", "is there already", "a is no date"};
        for (int i = 0; i < unusable.length; i++) {
            Files.writeString(file, unusable[i]);
            assertThatThrownBy(() -> new LakeViews(policies))
                    .isInstanceOf(PolicyError.class)
                    .hasMessageContaining("odd.json")
                    .hasMessageContaining(reasons[i]);
        }
    }

    private static JsonNode yaml(String name) {
        try (InputStream stream = ViewTest.class.getResourceAsStream(name)) {
            return new YAMLMapper().readTree(stream.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
