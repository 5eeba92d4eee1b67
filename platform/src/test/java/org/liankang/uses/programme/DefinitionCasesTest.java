package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import tools.jackson.databind.JsonNode;

/** The definitions of the programmes, held to the situations in {@code cases/}: one file each, named for it. */
class DefinitionCasesTest {

    private static final Rulebook RULES = Cases.rulebook();

    @TestFactory
    Stream<DynamicTest> in_this_situation() throws Exception {
        return files().map(file -> DynamicTest.dynamicTest(
                file.getFileName().toString().replace(".yaml", "").replace('-', ' '), () -> holds(file)));
    }

    @Test
    void there_are_situations_for_every_rule_that_makes_something_due() throws Exception {
        Set<String> reasons = files().flatMap(file -> {
                    JsonNode situation = Policies.yaml(file);
                    return evaluate(situation).tasks().stream()
                            .flatMap(task -> Stream.of(
                                    task.programme() + " " + task.service() + " " + task.reason(),
                                    task.programme() + " " + task.reason()));
                })
                .collect(Collectors.toSet());
        // What a visit asks for may be other services only, whose names the rule does not carry.
        List<String> rules = RULES.definitions().stream()
                .flatMap(d -> d.rules().stream()
                        .filter(r -> Set.of("first", "next", "missed", "yearly", "slot", "ask")
                                .contains(r.kind()))
                        .map(r -> d.programme() + (r.kind().equals("ask") ? " " : " " + r.part() + " ") + r.rule()))
                .toList();
        assertThat(reasons).containsAll(rules);
    }

    @Test
    void there_are_fifteen_situations_for_each_programme_with_a_timetable() throws Exception {
        Map<String, Long> situations = files().flatMap(
                        file -> strings(Policies.yaml(file).path("about")).stream()
                                .map(about -> about.substring(0, about.indexOf('/')))
                                .distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        List<String> withTimetable = RULES.definitions().stream()
                .filter(d -> d.rules().stream().anyMatch(r -> r.kind().equals("slot")))
                .map(Definition::programme)
                .distinct()
                .toList();
        assertThat(withTimetable)
                .isNotEmpty()
                .allSatisfy(programme -> assertThat(situations.getOrDefault(programme, 0L))
                        .as(programme)
                        .isGreaterThanOrEqualTo(15));
    }

    private static void holds(Path file) {
        JsonNode situation = Policies.yaml(file);
        Evaluation evaluation = evaluate(situation);
        List<String> about = strings(situation.path("about"));
        JsonNode expect = situation.path("expect");
        assertThat(evaluation.tasks().stream()
                        .filter(t -> about.contains(t.programme() + "/" + t.service()))
                        .map(Cases::told))
                .as("tasks")
                .containsExactlyInAnyOrderElementsOf(strings(expect.path("tasks")));
        if (expect.has("visits")) {
            assertThat(evaluation.visits().stream()
                            .filter(v -> about.contains(v.programme() + "/" + v.service()))
                            .map(Cases::told))
                    .as("visits")
                    .containsExactlyElementsOf(strings(expect.path("visits")));
        }
        if (expect.has("enrolments")) {
            assertThat(evaluation.enrolments().stream()
                            .filter(e -> about.stream().anyMatch(one -> one.startsWith(e.programme() + "/")))
                            .map(Cases::told))
                    .as("enrolments")
                    .containsExactlyInAnyOrderElementsOf(strings(expect.path("enrolments")));
        }
        assertThat(evaluation.tasks())
                .allMatch(task -> !task.clause().isBlank() && !task.cause().isBlank());
    }

    private static Evaluation evaluate(JsonNode situation) {
        return Engine.evaluate(
                Cases.chart(situation.path("chart")),
                LocalDate.parse(Json.text(situation, "today")),
                RULES.programmes());
    }

    private static List<String> strings(JsonNode list) {
        return Json.each(list).map(JsonNode::asString).filter(Objects::nonNull).toList();
    }

    private static Stream<Path> files() throws Exception {
        Path folder = Path.of(DefinitionCasesTest.class.getResource("cases").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
