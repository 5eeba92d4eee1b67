package org.liankang.uses.immunisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import tools.jackson.databind.JsonNode;

/** The schedule, held to the situations in {@code cases/}: a file for each vaccine, and one for what lies between them. */
class ScheduleCasesTest {

    private static final Schedules SCHEDULES = Cases.schedules();
    private static final int LEAST = 15;

    @TestFactory
    Stream<DynamicContainer> in_this_situation() throws Exception {
        return files().map(file -> DynamicContainer.dynamicContainer(
                file.getFileName().toString().replace(".yaml", ""), situations(file)));
    }

    @Test
    void every_vaccine_of_the_schedule_in_force_has_its_situations() throws Exception {
        Map<String, Integer> counts = new HashMap<>();
        files().forEach(file -> counts.put(
                Json.text(Policies.yaml(file), "vaccine"),
                Policies.yaml(file).path("situations").size()));
        assertThat(SCHEDULES.on(Cases.TODAY).vaccines())
                .allSatisfy(vaccine -> assertThat(counts.getOrDefault(vaccine.vaccine(), 0))
                        .as(vaccine.vaccine())
                        .isGreaterThanOrEqualTo(LEAST));
    }

    private static Stream<DynamicTest> situations(Path file) {
        JsonNode written = Policies.yaml(file);
        return Json.each(written.path("situations"))
                .map(situation -> DynamicTest.dynamicTest(
                        Json.text(situation, "name"), () -> holds(Json.text(written, "vaccine"), situation)));
    }

    private static void holds(String vaccine, JsonNode situation) {
        Forecast forecast =
                Forecaster.withPlan(SCHEDULES, Cases.child(situation), Cases.day(situation, "today", Cases.TODAY));
        if (situation.has("judged")) {
            assertThat(forecast.judged().stream()
                            .filter(judged -> judged.vaccine().equals(vaccine))
                            .map(Cases::told))
                    .containsExactlyElementsOf(strings(situation.path("judged")));
        }
        if (situation.has("plan")) {
            assertThat(forecast.plan().stream().map(Cases::told))
                    .containsExactlyElementsOf(strings(situation.path("plan")));
        }
        List<Forecast.Next> next = forecast.next().stream()
                .filter(one -> one.vaccine().equals(vaccine))
                .toList();
        if (Json.text(situation, "next").equals("none")) {
            assertThat(next).isEmpty();
        } else if (situation.has("next")) {
            assertThat(next).hasSize(1);
            situation
                    .path("next")
                    .properties()
                    .forEach(expected -> assertThat(Cases.told(next.getFirst(), expected.getKey()))
                            .as(expected.getKey())
                            .isEqualTo(expected.getValue().asString()));
            assertThat(next.getFirst().clause()).isNotBlank();
        }
    }

    private static List<String> strings(JsonNode list) {
        return Json.each(list).map(JsonNode::asString).toList();
    }

    private static Stream<Path> files() throws Exception {
        Path folder = Path.of(ScheduleCasesTest.class.getResource("cases").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }
}
