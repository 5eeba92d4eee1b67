package org.liankang.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.liankang.base.policy.Policies;
import org.liankang.record.search.Questions.Pair;
import org.liankang.record.search.Questions.Reading;
import tools.jackson.databind.JsonNode;

/** Resources, the searches that find them and those that do not, as files: one for each kind of parameter. */
class SearchCasesTest {

    private static final Path CASES = Path.of("src/test/resources/org/liankang/record/search/cases");
    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
    private static final Setting SETTING = new Setting(false, NOW, "https://here.example/fhir", Set.of());
    private static final Map<String, String> RESOLVED = Map.of("Encounter?identifier=urn:x|1", "Encounter/e1");

    private final Parameters parameters = SearchFixtures.withNational();
    private final Questions questions = new Questions(parameters, new SugarTerms());
    private final Matching matching = new Matching(parameters);

    @TestFactory
    Stream<DynamicContainer> a_resource_is_found_by_what_it_says_and_by_nothing_else() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(CASES)) {
            files = all.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(file ->
                        DynamicContainer.dynamicContainer(file.getFileName().toString(), tests(file)));
    }

    private Stream<DynamicTest> tests(Path file) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : Policies.yaml(file)) {
            JsonNode resource = one.path("resource");
            one.path("found").forEach(query -> tests.add(test(resource, query.asString(), true)));
            one.path("absent").forEach(query -> tests.add(test(resource, query.asString(), false)));
        }
        return tests.stream();
    }

    private DynamicTest test(JsonNode resource, String query, boolean found) {
        String id = resource.path("id").asString();
        return DynamicTest.dynamicTest(id + (found ? " is found by " : " is not found by ") + query, () -> {
            String type = resource.path("resourceType").asString();
            Reading reading = questions.read(type, pairs(query), SETTING);
            assertThat(reading).isInstanceOf(Reading.Understood.class);
            Query wanted = ((Reading.Understood) reading).question().query();
            var seen = new Matching.Seen(id, parameters.index(type, resource, RESOLVED), NOW.toEpochMilli(), 0);
            assertThat(matching.matches(wanted, seen, Matching.NONE)).isEqualTo(found);
        });
    }

    private static List<Pair> pairs(String query) {
        List<Pair> pairs = new ArrayList<>();
        for (String one : query.split("&")) {
            int equals = one.indexOf('=');
            pairs.add(new Pair(one.substring(0, equals), one.substring(equals + 1)));
        }
        return pairs;
    }

    /** Glucose below its class and above the fasting one, and two value sets. */
    private static final class SugarTerms implements Terms {

        private static final String LOINC = "http://loinc.org";
        private static final List<String> UP = List.of("14771-0-fasting", "14771-0", "LP14635-4");

        @Override
        public Optional<List<Coding>> members(String valueSet, int most) {
            return switch (valueSet) {
                case "urn:set:sugar" -> Optional.of(List.of(new Coding(LOINC, "14771-0")));
                case "urn:set:none" -> Optional.of(List.of());
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<List<Coding>> below(String system, String code, int most) {
            return part(code, 0, UP.indexOf(code) + 1);
        }

        @Override
        public Optional<List<Coding>> above(String system, String code, int most) {
            return part(code, UP.indexOf(code), UP.size());
        }

        private static Optional<List<Coding>> part(String code, int from, int until) {
            return UP.contains(code)
                    ? Optional.of(UP.subList(from, until).stream()
                            .map(one -> new Coding(LOINC, one))
                            .toList())
                    : Optional.empty();
        }
    }
}
