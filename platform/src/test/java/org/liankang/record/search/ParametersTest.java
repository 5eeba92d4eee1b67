package org.liankang.record.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liankang.base.json.Json;
import org.liankang.base.policy.PolicyError;
import org.liankang.record.search.Parameters.Kind;
import tools.jackson.databind.JsonNode;

/** The official parameters, those of a region, and what they say of a resource beside finding it. */
class ParametersTest {

    /** Official parameters that nothing can be searched by here, and why. */
    private static final Map<String, String> NOT_HERE = Map.of();

    private final FhirContext fhir = FhirContext.forR4Cached();
    private final Parameters parameters = SearchFixtures.withNational();

    @Test
    void every_official_parameter_is_understood_but_the_listed_ones() {
        Map<String, String> reasons = new TreeMap<>();
        for (String type : fhir.getResourceTypes()) {
            parameters.notUnderstood(type).forEach((name, reason) -> reasons.put(type + "." + name, reason));
        }
        assertThat(reasons).isEqualTo(NOT_HERE);
    }

    @Test
    void every_parameter_of_the_official_bundle_is_there_with_its_kind() throws IOException {
        JsonNode bundle;
        try (InputStream stream = ParametersTest.class.getResourceAsStream(Definitions.OFFICIAL)) {
            bundle = Json.parse(stream);
        }
        int found = 0;
        List<String> different = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            JsonNode one = entry.path("resource");
            String name = one.path("code").asString();
            Set<String> types = new TreeSet<>();
            one.path("base").forEach(base -> types.add(base.asString()));
            if (Definitions.NOT_IN_RESOURCES.contains(name)) {
                continue;
            }
            for (String type : types.contains("Resource") ? fhir.getResourceTypes() : types) {
                String kind = one.path("type").asString();
                boolean same = parameters
                        .find(type, name)
                        .map(parameter -> parameter.kind().name().equalsIgnoreCase(kind)
                                && parameter.components().size()
                                        == one.path("component").size())
                        .orElse(NOT_HERE.containsKey(type + "." + name));
                found++;
                if (!same) {
                    different.add(type + "." + name);
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(found).isGreaterThan(2_000);
    }

    @Test
    void the_library_knows_no_parameter_that_is_missing_here() {
        List<String> missing = new ArrayList<>();
        for (String type : fhir.getResourceTypes()) {
            for (RuntimeSearchParam known : fhir.getResourceDefinition(type).getSearchParams()) {
                String name = known.getName();
                boolean here = parameters
                        .find(type, name)
                        .map(parameter -> parameter
                                .kind()
                                .name()
                                .equals(known.getParamType().name()))
                        .orElse(NOT_HERE.containsKey(type + "." + name) || Definitions.NOT_IN_RESOURCES.contains(name));
                if (!here) {
                    missing.add(type + "." + name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_type_can_be_searched_by_what_is_common_to_all() {
        for (String type : fhir.getResourceTypes()) {
            assertThat(parameters.of(type).keySet()).contains("_profile", "_security", "_source", "_tag");
        }
    }

    @Test
    void the_parameters_of_a_type_have_numbers_of_their_own() {
        for (String type : fhir.getResourceTypes()) {
            Set<Integer> numbers = new HashSet<>();
            parameters.of(type).forEach((name, parameter) -> {
                int number = parameters.number(type, name);
                if (parameter.kind() == Kind.COMPOSITE) {
                    assertThat(number).isEqualTo(-1);
                } else {
                    assertThat(number).isBetween(0, 63);
                    assertThat(numbers.add(number)).isTrue();
                }
            });
        }
    }

    @Test
    void patient_parameters_point_to_patients_only() {
        assertThat(parameters.find("Observation", "patient").orElseThrow().targets())
                .containsExactly("Patient");
        assertThat(parameters.find("Observation", "subject").orElseThrow().targets())
                .contains("Patient", "Group");
    }

    @Test
    void references_of_a_parameter_are_told_as_written_without_versions() {
        JsonNode observation = Json.parse("""
                {"resourceType": "Observation", "subject": {"reference": "Patient/1/_history/2"},
                 "performer": [{"reference": "Practitioner?identifier=a|b"}, {"reference": "#contained"},
                               {"reference": "https://a.example/Organization/3"}, {"display": "nobody"}]}""");
        Map<String, String> resolved = Map.of("Practitioner?identifier=a|b", "Practitioner/9");
        assertThat(parameters.references("Observation", "subject", observation, resolved))
                .containsExactly("Patient/1");
        assertThat(parameters.references("Observation", "patient", observation, resolved))
                .containsExactly("Patient/1");
        assertThat(parameters.references("Observation", "performer", observation, resolved))
                .containsExactly("Practitioner/9", "https://a.example/Organization/3");
        assertThat(parameters.references("Observation", "encounter", observation, resolved))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "date,2024-01-02,2024-01-03",
        "value-quantity,-3,2.5",
        "code,8480-6,8480-7",
        "subject,Patient/1,Patient/2",
        "value-string,alpha,Beta"
    })
    void what_is_smaller_sorts_first_and_what_is_missing_last(String parameter, String small, String large) {
        List<SortKey> ascending =
                new ArrayList<>(List.of(SortKey.MISSING, key(parameter, large), key(parameter, small)));
        List<SortKey> descending = new ArrayList<>(ascending);
        ascending.sort(SortKey.ASCENDING);
        descending.sort(SortKey.DESCENDING);
        assertThat(ascending).containsExactly(key(parameter, small), key(parameter, large), SortKey.MISSING);
        assertThat(descending).containsExactly(key(parameter, large), key(parameter, small), SortKey.MISSING);
        assertThat(parameters.sortKey("Observation", parameter, Json.object())).isEqualTo(SortKey.MISSING);
    }

    private SortKey key(String parameter, String value) {
        var observation = Json.object();
        switch (parameter) {
            case "date" -> observation.put("effectiveDateTime", value);
            case "value-quantity" ->
                observation.putObject("valueQuantity").put("value", new java.math.BigDecimal(value));
            case "code" ->
                observation.putObject("code").putArray("coding").addObject().put("code", value);
            case "subject" -> observation.putObject("subject").put("reference", value);
            default -> observation.put("valueString", value);
        }
        return parameters.sortKey("Observation", parameter, observation);
    }

    @Test
    void patients_sort_by_their_family_name() {
        assertThat(List.of("""
                {"name": [{"family": "Zhou", "given": ["An"]}]}""", """
                {"name": [{"family": "An", "given": ["Zhou"]}]}"""))
                .extracting(text -> parameters.sortKey("Patient", "name", Json.parse(text)))
                .isSortedAccordingTo(Comparator.comparing(SortKey::first).reversed());
    }

    @Test
    void the_clinical_time_ends_where_it_is_known_to_while_the_period_stays_open() {
        Index index = parameters.index("Encounter", Json.parse("""
                {"resourceType": "Encounter", "period": {"start": "2024-01-30T08:00:00+08:00"}}"""), Map.of());
        long start = java.time.Instant.parse("2024-01-30T00:00:00Z").toEpochMilli();
        assertThat(index.low()).isEqualTo(start);
        assertThat(index.high()).isEqualTo(start);
        assertThat(index.ranges())
                .containsExactly(new Index.Range(Tokens.key("Encounter", "date"), start, Ranges.OPEN_HIGH));
    }

    @Test
    void nothing_is_found_by_a_resource_that_says_nothing() {
        Index index = parameters.index("Observation", Json.object(), Map.of());
        assertThat(index.tokens()).isEmpty();
        assertThat(index.ranges()).isEmpty();
        assertThat(index.phrases()).isEmpty();
        assertThat(index.present()).isZero();
        assertThat(index.low()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "'  Anna   MARIA ',anna maria",
        "Muñoz,munoz",
        "王 小明,王 小明",
        "ＡＢＣ１２,abc12",
        "Ångström,angstrom",
        "か゛,か",
        "'　全角　',全角",
        "İstanbul,istanbul"
    })
    void texts_are_folded(String text, String folded) {
        assertThat(Parameters.fold(text)).isEqualTo(folded);
    }

    @Property
    boolean folding_twice_changes_nothing_more(@ForAll String text) {
        String once = Parameters.fold(text);
        return once.length() <= 200 && Parameters.fold(once).equals(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"resourceType\": \"SearchParameter\", \"code\": \"a\", \"base\": [\"Patient\"], \"type\": \"token\"}",
                "{\"resourceType\": \"SearchParameter\", \"code\": \"a\", \"base\": [\"Patient\"], \"type\": \"token\", \"expression\": \"Patient.nothing\"}",
                "{\"resourceType\": \"SearchParameter\", \"code\": \"a\", \"base\": [\"Patient\"], \"type\": \"token\", \"expression\": \"Patient.name.first()\"}",
                "{\"resourceType\": \"SearchParameter\", \"code\": \"a\", \"base\": [\"Patiant\"], \"type\": \"token\", \"expression\": \"Patiant.name\"}",
                "{\"resourceType\": \"SearchParameter\", \"code\": \"a\", \"base\": [\"Patient\"], \"type\": \"text\", \"expression\": \"Patient.name\"}"
            })
    void a_parameter_of_a_region_that_cannot_be_understood_stops_the_start(String json, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("one.json"), json);
        assertThatThrownBy(() -> new Parameters(fhir, List.of(file)))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("one.json");
    }
}
