package org.liankang.record.search;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** What the search tests share: definitions that are read once, and a few resources of each type. */
final class SearchFixtures {

    private static final Path SYNTHEA = Path.of("src/test/resources/org/liankang/record/search/synthea");
    private static final Path NATIONAL = Path.of("../regions/national/search");

    private static final Parameters NATIONAL_PARAMETERS = new Parameters(FhirContext.forR4Cached(), files(NATIONAL));
    private static final List<JsonNode> RESOURCES = read();

    private SearchFixtures() {}

    static Parameters withNational() {
        return NATIONAL_PARAMETERS;
    }

    static List<JsonNode> resources() {
        return RESOURCES;
    }

    private static List<JsonNode> read() {
        List<JsonNode> resources = new ArrayList<>();
        for (Path file : files(SYNTHEA)) {
            if (file.toString().endsWith(".ndjson")) {
                try {
                    Files.readAllLines(file).forEach(line -> resources.add(Json.parse(line)));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
        return resources;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
