package org.liankang.web.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liankang.base.json.Json;
import org.liankang.web.fhir.FhirClient.Answer;
import tools.jackson.databind.JsonNode;

/** Searches by words, places, filters and converted units, and what stars bring along, over HTTP. */
class SearchBreadthTest {

    private static final FhirClient platform = new FhirClient();
    private static final String run = UUID.randomUUID().toString();

    private static String id(String name) {
        return run.substring(0, 20) + "-" + name;
    }

    private static void put(String type, String name, String rest) {
        Answer answer = platform.fhir("PUT", "/" + type + "/" + id(name), """
                {"resourceType":"%s","id":"%s",%s}""".formatted(type, id(name), rest));
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 201);
    }

    @BeforeAll
    static void enter() {
        put("Patient", "patient", """
                "name":[{"text":"测试乙"}],"gender":"female","birthDate":"1980-02-03",
                "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">居住地已核实</div>"}""");
        put("Observation", "dose", """
                "status":"final","subject":{"reference":"Patient/%s"},
                "code":{"coding":[{"system":"urn:test","code":"dose","display":"Daily dose"}],"text":"每日剂量"},
                "effectiveDateTime":"2025-03-01",
                "valueQuantity":{"value":5.4,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"},
                "note":[{"text":"患者自述按时服药"}]""".formatted(id("patient")));
        put("Provenance", "source", """
                "target":[{"reference":"Observation/%s"}],"recorded":"2025-03-01T00:00:00Z",
                "agent":[{"who":{"reference":"Patient/%s"}}]""".formatted(id("dose"), id("patient")));
        put("Location", "centre", """
                "name":"测试地点","position":{"latitude":24.48,"longitude":118.09}""");
    }

    private static Answer search(String type, String name, String query) {
        List<String> encoded = new ArrayList<>(List.of("_id=" + id(name)));
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            encoded.add(pair.substring(0, equals) + "="
                    + URLEncoder.encode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return platform.fhir("GET", "/" + type + "?" + String.join("&", encoded), "");
    }

    private static int found(String type, String name, String query) {
        Answer answer = search(type, name, query);
        assertThat(answer.status()).as(query + " " + answer.body()).isEqualTo(200);
        return answer.body().path("total").asInt();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code:text=剂量",
                "code:text=daily",
                "code:text=DAILY DOSE",
                "_content=服药",
                "_content=剂量 按时",
                "_content=dose or nothing",
                "subject:Patient._text=核实",
                "subject:Patient._content=测试",
                "value-quantity=0.0054|http://unitsofmeasure.org|g",
                "value-quantity=gt5000|http://unitsofmeasure.org|ug",
                "_filter=code eq urn:test|dose and date po 2025-03",
                "_filter=patient.name co \"试乙\" and not(status eq cancelled)",
                "_filter=(value-quantity gt 1|http://unitsofmeasure.org|g) or subject:Patient.birthdate lt 1990",
                "_filter=status eq final&code:text=每日"
            })
    void an_observation_is_found_by(String query) {
        assertThat(found("Observation", "dose", query)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code:text=aily",
                "code:text=每月",
                "_content=拒绝",
                "_content=服药 and not 按时",
                "_text=剂量",
                "value-quantity=5.4|http://unitsofmeasure.org|g",
                "_filter=patient.name co \"试丙\"",
                "_filter=not(status eq final)"
            })
    void an_observation_is_not_found_by(String query) {
        assertThat(found("Observation", "dose", query)).isZero();
    }

    @Test
    void a_place_is_found_by_its_distance() {
        assertThat(found("Location", "centre", "near=24.48|118.19|10.2|km")).isEqualTo(1);
        assertThat(found("Location", "centre", "near=24.48|118.19|10.2")).isEqualTo(1);
        assertThat(found("Location", "centre", "near=24.48|118.19|10|km")).isZero();
        assertThat(found("Location", "centre", "near=24.48|118.10")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "search-parameter-unknown # _filter=nothing eq 1",
                "search-modifier-unsupported # _filter=status co fin",
                "search-value-invalid # _filter=status like final",
                "search-modifier-unsupported # status:text=final",
                "search-value-invalid # _content=(a"
            })
    void what_is_not_understood_is_refused_by_name(String code, String query) {
        Answer answer = search("Observation", "dose", query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    private static List<String> along(Answer answer) {
        List<String> references = new ArrayList<>();
        for (JsonNode entry : answer.body().path("entry")) {
            if (Json.text(entry, "search", "mode").equals("include")) {
                references.add(Json.text(entry, "resource", "resourceType"));
            }
        }
        return references;
    }

    @Test
    void stars_bring_along_whatever_refers_to_the_matches() {
        assertThat(along(search("Patient", "patient", "_revinclude=*")))
                .containsExactlyInAnyOrder("Observation", "Provenance");
        assertThat(along(search("Observation", "dose", "_revinclude=*"))).containsExactly("Provenance");
        assertThat(along(search("Location", "centre", "_revinclude=*"))).isEmpty();
    }

    @Test
    void stars_bring_along_whatever_is_referred_to() {
        assertThat(along(search("Provenance", "source", "_include=*")))
                .containsExactlyInAnyOrder("Observation", "Patient");
        assertThat(along(search("Observation", "dose", "_include=*"))).containsExactly("Patient");
    }

    @Test
    void the_capability_statement_tells_of_them() {
        JsonNode rest =
                platform.fhir("GET", "/metadata", "").body().path("rest").path(0);
        List<String> everywhere = new ArrayList<>();
        rest.path("searchParam").forEach(one -> everywhere.add(Json.text(one, "name")));
        assertThat(everywhere).contains("_content", "_text", "_filter");
        for (JsonNode resource : rest.path("resource")) {
            assertThat(resource.path("searchRevInclude").path(0).asString()).isEqualTo("*");
            if (Json.text(resource, "type").equals("Location")) {
                assertThat(resource.path("searchParam"))
                        .anyMatch(one -> Json.text(one, "name").equals("near"));
            }
        }
    }
}
