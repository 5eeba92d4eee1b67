package org.liankang.uses;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.liankang.base.json.Json;
import org.liankang.record.store.Bare;
import org.liankang.record.store.Version;
import org.liankang.simulator.Simulator;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Region;
import tools.jackson.databind.JsonNode;

/** The simulator's documents as the change feed would give them: residents by Patient id, one after another. */
public final class SimulatedFeed {

    private final Simulator simulator;
    private final Map<String, Long> residents = new HashMap<>();

    private long position;

    public SimulatedFeed(int residents, int years, LocalDate end) {
        simulator = new Simulator(
                Region.load("haishu", Path.of("../regions")),
                new Scenario("haishu", residents, years, Long.getLong("liankang.test.seed", 1), end));
    }

    /** Gives everything to the reader in batches of at least this size. */
    public void read(int batch, Consumer<List<Version>> reader) {
        List<Version> waiting = new ArrayList<>();
        while (simulator.hasNext()) {
            Json.each(Json.parse(simulator.next().json()).path("entry"))
                    .map(entry -> entry.path("resource"))
                    .forEach(resource -> waiting.add(Bare.first(++position, resident(resource), resource)));
            if (waiting.size() >= batch || !simulator.hasNext()) {
                reader.accept(List.copyOf(waiting));
                waiting.clear();
            }
        }
    }

    private long resident(JsonNode resource) {
        String patient = switch (Json.text(resource, "resourceType")) {
            case "Patient" -> "Patient/" + Json.text(resource, "id");
            case "Immunization" -> Json.text(resource, "patient", "reference");
            default -> Json.text(resource, "subject", "reference");
        };
        return patient.startsWith("Patient/") ? residents.computeIfAbsent(patient, p -> residents.size() + 1L) : 0;
    }

    /** How many residents there are so far: their numbers are 1 up to it. */
    public int residents() {
        return residents.size();
    }

    /** What the simulator counted; whole when all was read. */
    public JsonNode truth() {
        return Json.parse(simulator.truth().toJson());
    }
}
