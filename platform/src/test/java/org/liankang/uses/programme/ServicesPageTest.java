package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import tools.jackson.databind.JsonNode;

/** docs/services.md says what is there, and nothing else. */
class ServicesPageTest {

    private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");
    private static final Path NATIONAL = Cases.REGIONS.resolve("national");

    private record Row(String programme, List<String> forms, String confidence, List<String> indicators) {}

    private static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(Cases.REGIONS.resolveSibling("docs/services.md"));
        int head = lines.indexOf("| service | programme | forms | confidence | indicators |");
        return lines.stream()
                .skip(head + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(names(cells[2]).getFirst(), names(cells[3]), cells[4].strip(), names(cells[5])))
                .toList();
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    @Test
    void every_service_has_its_programme_with_the_confidence_it_says() throws Exception {
        Map<String, String> confidences = Cases.rulebook().definitions().stream()
                .collect(Collectors.toMap(Definition::programme, Definition::confidence, (one, other) -> other));
        assertThat(rows())
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(confidences).containsEntry(row.programme(), row.confidence()));
    }

    @Test
    void every_form_and_indicator_it_names_is_there() throws Exception {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.forms())
                    .isNotEmpty()
                    .allSatisfy(form -> assertThat(NATIONAL.resolve("forms/" + form + ".json"))
                            .exists());
            assertThat(row.indicators())
                    .allSatisfy(code -> assertThat(NATIONAL.resolve("indicators/" + code + ".yaml"))
                            .exists());
        });
    }

    @Test
    void what_a_programme_asks_for_can_be_filled_in() throws Exception {
        List<String> recorded;
        try (Stream<Path> files = Files.list(NATIONAL.resolve("forms"))) {
            recorded = files.map(ServicesPageTest::service).toList();
        }
        Rulebook rules = Cases.rulebook();
        for (Row row : rows()) {
            for (Programme programme : rules.programmes()) {
                if (programme.programme().equals(row.programme())) {
                    programme.versions().stream()
                            .flatMap(edition -> edition.services().stream())
                            .forEach(service ->
                                    assertThat(recorded).as(service.service()).containsAnyElementsOf(service.visits()));
                }
            }
        }
    }

    @Test
    void there_are_fifteen_situations_for_each_of_them() throws Exception {
        Map<String, Long> situations;
        try (Stream<Path> files =
                Files.list(Path.of(ServicesPageTest.class.getResource("cases").toURI()))) {
            situations = files.map(Policies::yaml)
                    .flatMap(file -> Json.each(file.path("about"))
                            .map(JsonNode::asString)
                            .map(about -> about.substring(0, about.indexOf('/')))
                            .distinct())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }
        assertThat(rows())
                .allSatisfy(row -> assertThat(situations.getOrDefault(row.programme(), 0L))
                        .as(row.programme())
                        .isGreaterThanOrEqualTo(15));
    }

    private static String service(Path form) {
        try {
            return Json.text(Json.parse(Files.readAllBytes(form)), "code", "code");
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
