package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

class ViewTest {

    private final Catalogue catalogue = new Catalogue(Lakes.POLICIES, "330203");

    @TestFactory
    Stream<DynamicTest> views_flatten_resources() {
        return Json.each(Charts.yaml("cases/views.yaml"))
                .map(example -> dynamicTest(Json.text(example, "name"), () -> {
                    View view = catalogue.views().stream()
                            .filter(v -> v.name().equals(Json.text(example, "view")))
                            .findFirst()
                            .orElseThrow();
                    List<Map<String, String>> rows = new ArrayList<>();
                    view.rows(example.path("resource"), row -> rows.add(shown(view, row)));
                    assertThat(rows)
                            .isEqualTo(Json.each(example.path("rows"))
                                    .map(ViewTest::shown)
                                    .toList());
                }));
    }

    private static Map<String, String> shown(View view, Object[] row) {
        Map<String, String> shown = new TreeMap<>();
        view.columns().stream()
                .filter(column -> row[column.number()] != null)
                .forEach(column -> shown.put(column.name(), String.valueOf(row[column.number()])));
        return shown;
    }

    private static Map<String, String> shown(JsonNode expected) {
        Map<String, String> shown = new TreeMap<>();
        expected.properties()
                .forEach(cell -> shown.put(cell.getKey(), cell.getValue().asString()));
        return shown;
    }

    @TestFactory
    Stream<DynamicTest> paths_of_the_subset_give_what_FHIRPath_gives() {
        JsonNode cases = Charts.yaml("cases/paths.yaml");
        return Json.each(cases.path("cases"))
                .map(example -> dynamicTest(
                        Json.text(example, "path"),
                        () -> assertThat(FhirPath.of(Json.text(example, "path")).all(cases.path("resource")))
                                .extracting(JsonNode::asString)
                                .isEqualTo(Json.each(example.path("gives"))
                                        .map(JsonNode::asString)
                                        .toList())));
    }

    @TestFactory
    Stream<DynamicTest> what_is_not_of_the_subset_is_refused() {
        return Json.each(Charts.yaml("cases/paths.yaml").path("refused"))
                .map(JsonNode::asString)
                .map(path -> dynamicTest(
                        path,
                        () -> assertThatThrownBy(() -> FhirPath.of(path))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining(path)));
    }
}
