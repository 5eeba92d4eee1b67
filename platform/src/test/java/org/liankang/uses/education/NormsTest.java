package org.liankang.uses.education;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import tools.jackson.databind.JsonNode;

/** The yearly norms, held to the situations beside this class. */
class NormsTest {

    private static final Path REGIONS =
            Files.isDirectory(Path.of("regions")) ? Path.of("regions") : Path.of("../regions");
    private static final Norms NORMS = Policies.yaml(REGIONS.resolve("national/health-education.yaml"), Norms.class);

    @TestFactory
    Stream<DynamicTest> in_this_situation() throws Exception {
        Path file = Path.of(NormsTest.class.getResource("situations.yaml").toURI());
        List<JsonNode> situations = Json.each(Policies.yaml(file)).toList();
        assertThat(situations).hasSizeGreaterThanOrEqualTo(15);
        return situations.stream().map(one -> DynamicTest.dynamicTest(Json.text(one, "situation"), () -> holds(one)));
    }

    private static void holds(JsonNode situation) {
        List<Activity> activities = Json.each(situation.path("activities"))
                .map(one -> new Activity(
                        "MeasureReport/1",
                        1,
                        Json.text(one, "kind"),
                        LocalDate.parse(Json.text(one, "day")),
                        Json.text(one, "title"),
                        one.path("people").asInt(),
                        "sign-in sheet"))
                .toList();
        List<Norms.Progress> progress = NORMS.progress(
                Json.text(situation, "institution"), activities, LocalDate.parse(Json.text(situation, "day")));
        situation
                .path("expect")
                .properties()
                .forEach(expected -> assertThat(progress)
                        .filteredOn(one -> one.kind().kind().equals(expected.getKey()))
                        .singleElement()
                        .satisfies(one -> assertThat(List.of(one.done(), one.norm(), one.due()))
                                .as(expected.getKey())
                                .isEqualTo(Json.each(expected.getValue())
                                        .map(JsonNode::asInt)
                                        .toList())));
    }
}
