package org.liankang.uses.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every case of the suite of SQL-on-FHIR v2 (sql-on-fhir/README.md), and ours in the same form. None is left out. */
class ViewSuiteTest {

    private static final List<String> OFFICIAL = List.of(
            "basic",
            "collection",
            "combinations",
            "constant",
            "constant_types",
            "fhirpath",
            "fhirpath_numbers",
            "fn_boundary",
            "fn_empty",
            "fn_extension",
            "fn_first",
            "fn_join",
            "fn_oftype",
            "fn_reference_keys",
            "foreach",
            "logic",
            "union",
            "validate",
            "view_resource",
            "where");

    @TestFactory
    Stream<DynamicTest> the_suite_of_the_specification() {
        return OFFICIAL.stream().flatMap(name -> cases("sql-on-fhir/" + name + ".json"));
    }

    @TestFactory
    Stream<DynamicTest> what_the_suite_does_not_have_yet() {
        return cases("ours/iteration.json");
    }

    @TestFactory
    Stream<DynamicTest> a_definition_that_cannot_be_used_says_why_and_where() {
        return Json.each(new YAMLMapper().readTree(bytes("ours/refused.yaml")))
                .map(example -> dynamicTest(Json.text(example, "name"), () -> {
                    Reading reading = ViewReader.read(example.path("view"));
                    assertThat(reading).isInstanceOf(Reading.Refused.class);
                    assertThat(((Reading.Refused) reading).problems())
                            .extracting(problem -> problem.code() + " at " + problem.place())
                            .containsExactly(Json.text(example, "code") + " at " + Json.text(example, "place"));
                }));
    }

    private static Stream<DynamicTest> cases(String file) {
        JsonNode suite = Json.parse(bytes(file));
        return Json.each(suite.path("tests"))
                .map(test -> dynamicTest(
                        Json.text(suite, "title") + ": " + Json.text(test, "title"),
                        () -> check(suite.path("resources"), test)));
    }

    private static void check(JsonNode resources, JsonNode test) {
        Reading reading = ViewReader.read(test.path("view"));
        List<Problem> problems = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        switch (reading) {
            case Reading.Refused refused -> problems.addAll(refused.problems());
            case Reading.Understood understood -> run(understood.view(), resources, rows, problems);
        }
        if (test.has("expectError")) {
            assertThat(problems).isNotEmpty();
            return;
        }
        assertThat(problems).isEmpty();
        List<Map<String, Object>> expected = Json.each(test.path("expect"))
                .map(row -> {
                    Map<String, Object> cells = new LinkedHashMap<>();
                    row.properties().forEach(cell -> cells.put(cell.getKey(), plain(cell.getValue())));
                    return cells;
                })
                .toList();
        if (test.path("ordered").booleanValue(false)) {
            assertThat(rows).containsExactlyElementsOf(expected);
        } else {
            assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
        }
        if (test.has("expectColumns")) {
            assertThat(((Reading.Understood) reading).view().columns())
                    .extracting(Column::name)
                    .containsExactlyElementsOf(Json.each(test.path("expectColumns"))
                            .map(JsonNode::asString)
                            .toList());
        }
    }

    private static void run(View view, JsonNode resources, List<Map<String, Object>> rows, List<Problem> problems) {
        for (JsonNode resource : resources) {
            View.Rows made = view.rows(resource);
            if (made.problem() != null) {
                problems.add(made.problem());
            }
            for (JsonNode[] row : made.rows()) {
                Map<String, Object> cells = new LinkedHashMap<>();
                for (int i = 0; i < row.length; i++) {
                    cells.put(view.columns().get(i).name(), plain(row[i]));
                }
                rows.add(cells);
            }
        }
    }

    /** Numbers by value, whatever digits they are written with. */
    private static Object plain(JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            BigDecimal bare = node.decimalValue().stripTrailingZeros();
            return bare.toPlainString();
        }
        return node.isArray() ? Json.each(node).map(ViewSuiteTest::plain).toList() : node;
    }

    private static byte[] bytes(String file) {
        try (InputStream stream = ViewSuiteTest.class.getResourceAsStream(file)) {
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
