package org.liankang.entry.check;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;

/** What the checks say of single documents. */
class ChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private final Checks checks = new Checks(FHIR);

    private List<String> codes(String document) {
        return checks.check(Json.parse(document), NOW).findings().stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void every_resource_type_has_a_shape() {
        for (String type : FHIR.getResourceTypes()) {
            assertThat(codes("{\"resourceType\":\"" + type + "\",\"id\":\"1\"}"))
                    .as(type)
                    .doesNotContain("element-unknown", "resource-type-unknown", "structure-invalid");
        }
    }

    @Test
    void extensions_ids_and_contained_resources_are_at_home_everywhere() {
        assertThat(codes("""
                                {"resourceType":"Patient","id":"1","extension":[{"url":"urn:x","valueReference":{"reference":"#a"}}],
                                 "contained":[{"resourceType":"Organization","id":"a","name":"x"}],
                                 "birthDate":"1980-01-01","_birthDate":{"extension":[{"url":"urn:y","valueString":"noon"}]},
                                 "name":[{"id":"n","given":["A",null],"_given":[null,{"extension":[{"url":"urn:z","valueCode":"c"}]}]}],
                                 "address":[{"extension":[{"url":"urn:liankang:division","valueCode":"330203001"}]}],
                                 "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>"}}""")).isEmpty();
    }

    @Test
    void an_unknown_element_is_a_warning_and_a_missing_required_one_an_error() {
        List<Finding> findings = checks.check(
                        Json.parse(
                                "{\"resourceType\":\"Observation\",\"id\":\"1\",\"status\":\"final\",\"colour\":\"red\"}"),
                        NOW)
                .findings();
        assertThat(findings)
                .anySatisfy(f -> {
                    assertThat(f.code()).isEqualTo("element-unknown");
                    assertThat(f.refuses()).isFalse();
                })
                .anySatisfy(f -> {
                    assertThat(f.code()).isEqualTo("element-required");
                    assertThat(f.where()).isEqualTo("Observation.code");
                    assertThat(f.refuses()).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'\"1980-02-30\"';value-invalid",
                "'\"1980-13-01\"';value-invalid",
                "'\"0000\"';value-invalid",
                "'\"1980/01/01\"';value-invalid",
                "'19800101';value-invalid",
                "'\"\"';value-invalid",
                "'[\"1980-01-01\"]';structure-invalid",
                "'\"2026-11-23\"';date-in-future",
                "'\"1879-12-31\"';birth-date-implausible"
            })
    void a_wrong_birth_date_is_named(String date, String code) {
        assertThat(codes("{\"resourceType\":\"Patient\",\"birthDate\":" + date + "}"))
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({"1980", "1980-02", "1980-02-29", "2026-11-21"})
    void dates_may_be_partial_and_today(String date) {
        assertThat(codes("{\"resourceType\":\"Patient\",\"birthDate\":\"" + date + "\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X,0",
        "33030319900101001X,0",
        "440524188001010014,0",
        "33020319850615123X,0",
        "330303650712002,0",
        "110105194912310021,1",
        "11010519491331002X,1",
        "1101051949123100,1",
        "abc,1"
    })
    void resident_id_numbers_follow_gb_11643(String number, int errors) {
        List<Finding> findings = checks.check(
                        Json.parse(
                                "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:oid:2.16.156.10011.1.3\",\"value\":\""
                                        + number + "\"}]}"),
                        NOW)
                .findings();
        assertThat(findings.stream().filter(Finding::refuses)).hasSize(errors);
    }

    @ParameterizedTest
    @CsvSource({
        "91350100M000100Y43,",
        "123303034700123484,",
        "91350100M0001TGQXM,credit-code-check",
        "91350100M,credit-code-invalid"
    })
    void institution_codes_follow_gb_32100_and_early_ones_are_only_warned_of(String code, String finding) {
        List<String> codes = codes("{\"resourceType\":\"Organization\",\"name\":\"x\",\"identifier\":[{\"system\":"
                + "\"urn:oid:2.16.156.10011.1.5\",\"value\":\"" + code + "\"}]}");
        assertThat(codes).isEqualTo(finding == null ? List.of() : List.of(finding));
    }

    @Test
    void what_happened_has_a_past_but_what_is_planned_may_not() {
        String encounter =
                "{\"resourceType\":\"Encounter\",\"status\":\"%s\",\"class\":{\"code\":\"AMB\"},\"period\":{\"start\":\"2027-01-01\"}}";
        assertThat(codes(encounter.formatted("finished"))).containsExactly("date-in-future");
        assertThat(codes(encounter.formatted("planned"))).isEmpty();
    }

    @Test
    void a_period_does_not_run_backwards() {
        assertThat(codes("""
                                {"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},
                                 "period":{"start":"2025-02-01","end":"2025-01-01"}}""")).containsExactly("period-reversed");
    }

    @Test
    void references_are_collected_with_their_paths() {
        var result = checks.check(Json.parse("""
                        {"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/1"},
                         "participant":[{"individual":{"reference":"Practitioner?identifier=a|b"}}]}"""), NOW);
        assertThat(result.references())
                .extracting(Reference::path, Reference::target)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("Encounter.subject", "Patient/1"),
                        org.assertj.core.groups.Tuple.tuple(
                                "Encounter.participant[0].individual", "Practitioner?identifier=a|b"));
    }
}
