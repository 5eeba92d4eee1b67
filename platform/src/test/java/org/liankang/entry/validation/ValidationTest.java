package org.liankang.entry.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.record.store.Versions;
import org.liankang.record.terms.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code $validate} with FHIR's definitions, the region's profiles and our own rules. */
class ValidationTest {

    private static final String RESIDENT = "urn:liankang:profile:resident";
    private static final String PRESSURE = "urn:liankang:profile:blood-pressure";

    private static final String PATIENT = """
            {"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"11010519491231002X"}],
             "name":[{"text":"测试"}],"gender":"female","birthDate":"1949-12-31",
             "address":[{"extension":[{"url":"urn:liankang:division","valueCode":"330203001"}],"text":"测试街道"}]}""";

    private static final String BLOOD_PRESSURE = """
            {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},
             "subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-01-05T09:00:00+08:00","performer":[{"reference":"Organization/o"}],
             "component":[
               {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":138,"unit":"mm[Hg]","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},
               {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":86,"unit":"mm[Hg]","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}]}""";

    private static JsonNode asked(String type, String id, String body, String mode, String... profiles) {
        Answer<ObjectNode> answer =
                Validations.one().validate(type, id, body.getBytes(StandardCharsets.UTF_8), mode, List.of(profiles));
        return answer.orElse(finding -> Json.object().put("refused", finding.code()));
    }

    /** The codes of all errors with their places. */
    private static List<String> errors(JsonNode outcome) {
        assertThat(outcome.has("refused")).as(outcome.toString()).isFalse();
        return Json.each(outcome.path("issue"))
                .filter(issue -> "error".equals(Json.text(issue, "severity")))
                .map(issue -> Json.text(issue, "details", "coding", "code") + " " + Json.text(issue, "expression"))
                .toList();
    }

    private static String said(JsonNode outcome) {
        return Json.each(outcome.path("issue"))
                .map(issue -> Json.text(issue, "diagnostics"))
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode patient(String from, String to, String... profiles) {
        assertThat(PATIENT).contains(from);
        return asked("Patient", "", PATIENT.replace(from, to), "", profiles);
    }

    @Test
    void a_resident_as_the_conventions_ask_is_fine() {
        JsonNode outcome = asked("Patient", "", PATIENT, "create", RESIDENT);
        assertThat(errors(outcome)).as(said(outcome)).isEmpty();
    }

    @Test
    void what_only_the_profile_asks_is_found_only_with_the_profile() {
        assertThat(errors(patient(",\"gender\":\"female\"", ""))).isEmpty();
        JsonNode outcome = patient(",\"gender\":\"female\"", "", RESIDENT);
        assertThat(errors(outcome)).containsExactly("definition-violated Patient");
        assertThat(said(outcome)).contains("Patient.gender");
    }

    @Test
    void a_profile_a_document_claims_itself_is_held_against_it() {
        JsonNode outcome = asked("Patient", "", """
                {"resourceType":"Patient","meta":{"profile":["urn:liankang:profile:resident"]},"name":[{"text":"测试"}]}""", "");
        assertThat(said(outcome)).contains("Patient.gender", "Patient.birthDate", "Patient.identifier");
    }

    @Test
    void the_shapes_of_numbers_are_held_by_the_profile() {
        assertThat(said(patient("330203001", "3302", RESIDENT))).contains("lk-div-1");
        assertThat(errors(patient("11010519491231002X", "1101051949", RESIDENT)))
                .contains(
                        "resident-id-invalid Patient.identifier[0].value",
                        "definition-violated Patient.identifier[0].value");
    }

    @Test
    void our_own_rules_keep_their_codes() {
        assertThat(errors(patient("\"birthDate\":\"1949-12-31\"", "\"birthDate\":\"1849-12-31\"")))
                .contains("birth-date-implausible Patient.birthDate");
    }

    @Test
    void an_invariant_of_fhir_is_held() {
        JsonNode outcome = asked("Patient", "", """
                {"resourceType":"Patient","contact":[{"gender":"male"}]}""", "");
        assertThat(said(outcome)).contains("pat-1");
    }

    @Test
    void a_blood_pressure_has_both_pressures_in_millimetres() {
        assertThat(errors(asked("Observation", "", BLOOD_PRESSURE, "", PRESSURE)))
                .isEmpty();
        assertThat(said(asked("Observation", "", BLOOD_PRESSURE.replace("8462-4", "8867-4"), "", PRESSURE)))
                .contains("diastolic");
        assertThat(errors(asked(
                        "Observation",
                        "",
                        BLOOD_PRESSURE.replace("\"code\":\"mm[Hg]\"", "\"code\":\"kPa\""),
                        "",
                        PRESSURE)))
                .isNotEmpty();
    }

    @Test
    void codes_are_looked_up_in_our_own_terminology() {
        String institution = """
                {"resourceType":"Organization","identifier":[{"system":"urn:oid:2.16.156.10011.1.5","value":"91350100M000100Y43"}],
                 "name":"测试","type":[{"coding":[{"system":"urn:liankang:institution-kind","code":"%s"}]}]}""";
        String profile = "urn:liankang:profile:institution";
        assertThat(errors(asked("Organization", "", institution.formatted("hospital"), "", profile)))
                .isEmpty();
        assertThat(errors(asked("Organization", "", institution.formatted("shop"), "", profile)))
                .isNotEmpty()
                .allMatch(error -> error.startsWith("definition-violated Organization.type[0]"));
        String visit = """
                {"resourceType":"Encounter","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "type":[{"coding":[{"system":"urn:liankang:service","code":"%s"}]}],"subject":{"reference":"Patient/p"},
                 "period":{"start":"2026-01-05"},"serviceProvider":{"reference":"Organization/o"}}""";
        String followUp = "urn:liankang:profile:follow-up";
        assertThat(errors(asked("Encounter", "", visit.formatted("diabetes-followup"), "", followUp)))
                .isEmpty();
        assertThat(errors(asked("Encounter", "", visit.formatted("outpatient"), "", followUp)))
                .containsOnly("definition-violated Encounter.type[0]");
    }

    @Test
    void parameters_say_the_same_as_the_query() {
        String wrapped = """
                {"resourceType":"Parameters","parameter":[{"name":"resource","resource":%s},
                 {"name":"mode","valueCode":"update"},{"name":"profile","valueUri":"%s"}]}""".formatted(PATIENT.replace("\"gender\":\"female\",", ""), RESIDENT);
        assertThat(errors(asked("Patient", "7", wrapped, "")))
                .containsExactlyInAnyOrder("id-missing Patient.id", "definition-violated Patient");
        assertThat(asked("Patient", "", wrapped.replace("\"mode\"", "\"colour\""), "")
                        .path("refused")
                        .asString())
                .isEqualTo("operation-parameter-unsupported");
    }

    @Test
    void the_address_must_fit() {
        assertThat(errors(asked("Observation", "", PATIENT, ""))).contains("resource-type-mismatch Patient");
        assertThat(errors(asked("Patient", "7", "{\"resourceType\":\"Patient\",\"id\":\"8\"}", "update")))
                .containsExactly("id-mismatch Patient.id");
    }

    @Test
    void what_is_stored_can_be_asked_about() {
        var feed = new Versions();
        feed.put(1, "{'resourceType':'Patient','id':'stored','contact':[{'gender':'male'}]}");
        Validations.stored(feed.all().getFirst());
        assertThat(said(asked("Patient", "stored", "", ""))).contains("pat-1");
        assertThat(errors(asked("Patient", "stored", "", "delete"))).isEmpty();
        assertThat(errors(asked("Patient", "never", "", "delete"))).containsExactly("not-found ");
        assertThat(asked("Patient", "never", "", "").path("refused").asString()).isEqualTo("not-found");
    }

    @Test
    void what_cannot_be_looked_at_is_refused_with_a_code() {
        assertThat(asked("Patient", "", PATIENT, "", "urn:nobody")
                        .path("refused")
                        .asString())
                .isEqualTo("profile-unknown");
        assertThat(asked("Patient", "", "{", "").path("refused").asString()).isEqualTo("json-malformed");
        assertThat(asked("Patient", "", "[]", "").path("refused").asString()).isEqualTo("not-a-resource");
        assertThat(asked("Patient", "", "", "").path("refused").asString()).isEqualTo("operation-parameter-missing");
        assertThat(asked("Patient", "", PATIENT, "guess").path("refused").asString())
                .isEqualTo("operation-parameter-invalid");
        assertThat(asked("Patient", "", " ".repeat(Validation.LARGEST + 1), "")
                        .path("refused")
                        .asString())
                .isEqualTo("validation-too-large");
        assertThat(errors(asked("", "", "{\"resourceType\":\"Unicorn\"}", "")))
                .containsExactly("resource-type-unknown ");
    }

    @Test
    void several_ask_at_once_and_each_gets_its_own_answer() throws Exception {
        List<Callable<Boolean>> questions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean right = i % 2 == 0;
            String body = right ? PATIENT : PATIENT.replace("\"name\":[{\"text\":\"测试\"}],", "");
            questions.add(() -> errors(asked("Patient", "", body, "", RESIDENT)).isEmpty() == right);
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var answer : threads.invokeAll(questions)) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void every_profile_of_the_region_is_one_the_validator_can_use() {
        for (JsonNode profile : Validations.profiles().all()) {
            if (!"resource".equals(Json.text(profile, "kind"))) {
                continue;
            }
            String empty = "{\"resourceType\":\"" + Json.text(profile, "type") + "\",\"language\":\"zh\"}";
            JsonNode outcome = asked("", "", empty, "", Json.text(profile, "url"));
            assertThat(errors(outcome)).isNotEmpty();
            assertThat(said(outcome).toLowerCase(java.util.Locale.ROOT)).doesNotContain("snapshot", "differential");
        }
    }
}
