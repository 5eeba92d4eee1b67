package org.liankang.simulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.fhir.Bundle;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Region;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The region and small runs of it, shared by the tests. */
final class Haishu {

    static final LocalDate END = LocalDate.of(2026, 11, 21);
    static final Region REGION = Region.load(
            "haishu", Files.isDirectory(Path.of("regions")) ? Path.of("regions") : Path.of("..", "regions"));
    static final JsonMapper JSON = JsonMapper.builder().build();

    private Haishu() {}

    static boolean patient(JsonNode resource) {
        return resource.get("resourceType").asString().equals("Patient");
    }

    static Scenario scenario(int residents, long seed) {
        return new Scenario("haishu", residents, 5, seed, END);
    }

    /** A finished run: every Bundle as it was written and what the simulator counted. */
    record Run(List<Bundle> bundles, List<JsonNode> parsed, JsonNode truth) {

        static Run of(int residents, long seed) {
            Simulator simulator = new Simulator(REGION, scenario(residents, seed));
            List<Bundle> bundles = new ArrayList<>();
            simulator.forEachRemaining(bundles::add);
            return new Run(
                    bundles,
                    bundles.stream().map(bundle -> JSON.readTree(bundle.json())).toList(),
                    JSON.readTree(simulator.truth().toJson()));
        }

        List<JsonNode> resources() {
            List<JsonNode> resources = new ArrayList<>();
            parsed.forEach(bundle -> bundle.get("entry").forEach(entry -> resources.add(entry.get("resource"))));
            return resources;
        }
    }
}
