package org.liankang.web.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.web.fhir.FhirClient.Answer;
import tools.jackson.databind.JsonNode;

/** Changes by condition, patches and the links inside a transaction, over HTTP. */
class FhirChangesTest {

    private static final FhirClient platform = new FhirClient();
    private static final String[] JSON_PATCH = {"Content-Type", "application/json-patch+json"};

    private static String id() {
        return UUID.randomUUID().toString();
    }

    /** Without an id: whoever is found or created has its own. */
    private static String patient(String value, String name) {
        return """
                {"resourceType":"Patient","identifier":[{"system":"urn:test","value":"%s"}],
                 "name":[{"text":"%s"}],"gender":"female","birthDate":"1980-02-03"}""".formatted(value, name);
    }

    private static String where(String value) {
        return "identifier=urn:test%7C" + value;
    }

    private static Answer get(String path) {
        return platform.fhir("GET", path, "");
    }

    private static String created(String value) {
        Answer answer = platform.fhir("POST", "/Patient", patient(value, "测试甲"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.id();
    }

    private static String location(Answer answer) {
        String location = answer.response().headers().firstValue("Location").orElse("");
        return location.substring(location.indexOf("/fhir/") + 6);
    }

    private static List<JsonNode> entries(Answer answer) {
        return StreamSupport.stream(answer.body().path("entry").spliterator(), false)
                .toList();
    }

    private static String name(String id) {
        return Json.text(get("/Patient/" + id).body(), "name", "text");
    }

    @Test
    void a_creation_on_condition_answers_with_what_is_there_already() {
        String value = id();
        String[] condition = {"If-None-Exist", where(value)};
        Answer first = platform.fhir("POST", "/Patient", patient(value, "测试甲"), condition);
        assertThat(first.status()).isEqualTo(201);
        for (String name : List.of("测试甲", "测试乙")) {
            Answer again = platform.fhir("POST", "/Patient", patient(value, name), condition);
            assertThat(again.status()).as(again.body().toString()).isEqualTo(200);
            assertThat(location(again)).isEqualTo("Patient/" + first.id() + "/_history/1");
            assertThat(again.response().headers().firstValue("ETag")).contains("W/\"1\"");
            assertThat(again.id()).isEqualTo(first.id());
        }
        assertThat(name(first.id())).isEqualTo("测试甲");
        created(value + "-other");
        Answer many = platform.fhir(
                "POST",
                "/Patient",
                patient(id(), "测试丙"),
                "If-None-Exist",
                where(value) + ",urn:test%7C" + value + "-other");
        assertThat(many.status()).isEqualTo(412);
        assertThat(many.code()).isEqualTo("condition-ambiguous");
    }

    @Test
    void an_update_on_condition_creates_changes_or_refuses() {
        String value = id();
        Answer none = platform.fhir("PUT", "/Patient?" + where(value), patient(value, "测试甲"));
        assertThat(none.status()).as(none.body().toString()).isEqualTo(201);
        Answer one = platform.fhir("PUT", "/Patient?" + where(value), patient(value, "测试乙"));
        assertThat(one.status()).as(one.body().toString()).isEqualTo(200);
        assertThat(one.id()).isEqualTo(none.id());
        assertThat(location(one)).isEqualTo("Patient/" + none.id() + "/_history/2");
        assertThat(name(none.id())).isEqualTo("测试乙");
        String other = patient(value, "测试丙").replace("{\"resourceType\"", "{\"id\":\"another\",\"resourceType\"");
        Answer mismatch = platform.fhir("PUT", "/Patient?" + where(value), other);
        assertThat(mismatch.status()).isEqualTo(400);
        assertThat(mismatch.code()).isEqualTo("id-mismatch");
        String second = id();
        created(second);
        Answer many = platform.fhir("PUT", "/Patient?" + where(value) + ",urn:test%7C" + second, patient(value, "测试丁"));
        assertThat(many.status()).isEqualTo(412);
        assertThat(many.code()).isEqualTo("condition-ambiguous");
        assertThat(name(none.id())).isEqualTo("测试乙");
    }

    @Test
    void an_update_on_condition_takes_the_id_that_is_written_when_nothing_matches() {
        String value = id();
        String body = patient(value, "测试甲").replace("{\"resourceType\"", "{\"id\":\"" + value + "\",\"resourceType\"");
        Answer answer = platform.fhir("PUT", "/Patient?" + where(value), body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.id()).isEqualTo(value);
    }

    @Test
    void what_is_updated_or_patched_on_condition_stays_the_same_resident() {
        String value = id();
        String id = created(value);
        platform.fhir("PUT", "/Patient?" + where(value), patient(value, "测试乙"));
        Answer patched = platform.fhir(
                "PATCH",
                "/Patient/" + id,
                "[{\"op\":\"add\",\"path\":\"/identifier/-\",\"value\":{\"system\":\"urn:test\",\"value\":\"" + value
                        + "-2\"}}]",
                JSON_PATCH);
        assertThat(patched.status()).as(patched.body().toString()).isEqualTo(200);
        // a second document with the added identifier is about the same resident, so the chart has both
        String second = created(value + "-2");
        Answer everything = get("/Patient/" + second + "/$everything");
        assertThat(everything.body().toString()).contains("\"" + id + "\"", "\"" + second + "\"");
    }

    @Test
    void a_deletion_on_condition_deletes_one_or_nothing() {
        String value = id();
        String id = created(value);
        String second = id();
        created(second);
        Answer many = platform.fhir("DELETE", "/Patient?" + where(value) + ",urn:test%7C" + second, "");
        assertThat(many.status()).isEqualTo(412);
        assertThat(get("/Patient/" + id).status()).isEqualTo(200);
        assertThat(platform.fhir("DELETE", "/Patient?" + where(value), "").status())
                .isEqualTo(204);
        assertThat(get("/Patient/" + id).status()).isEqualTo(410);
        assertThat(platform.fhir("DELETE", "/Patient?" + where(value), "").status())
                .isEqualTo(204);
    }

    @Test
    void a_patch_on_condition_changes_the_one_that_matches() {
        String value = id();
        String id = created(value);
        String patch = "[{\"op\":\"replace\",\"path\":\"/gender\",\"value\":\"male\"}]";
        Answer one = platform.fhir("PATCH", "/Patient?" + where(value), patch, JSON_PATCH);
        assertThat(one.status()).as(one.body().toString()).isEqualTo(200);
        assertThat(one.id()).isEqualTo(id);
        assertThat(get("/Patient/" + id).body().path("gender").asString()).isEqualTo("male");
        Answer none = platform.fhir("PATCH", "/Patient?" + where(id()), patch, JSON_PATCH);
        assertThat(none.status()).isEqualTo(404);
        String second = id();
        created(second);
        Answer many = platform.fhir("PATCH", "/Patient?" + where(value) + ",urn:test%7C" + second, patch, JSON_PATCH);
        assertThat(many.status()).isEqualTo(412);
    }

    @Test
    void a_json_patch_changes_tests_and_is_refused_whole() {
        String id = created(id());
        Answer done = platform.fhir("PATCH", "/Patient/" + id, """
                [{"op":"test","path":"/gender","value":"female"},
                 {"op":"add","path":"/active","value":true},
                 {"op":"remove","path":"/birthDate"}]""", JSON_PATCH);
        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.response().headers().firstValue("ETag")).contains("W/\"2\"");
        JsonNode now = get("/Patient/" + id).body();
        assertThat(now.path("active").asBoolean()).isTrue();
        assertThat(now.has("birthDate")).isFalse();
        Answer failed = platform.fhir("PATCH", "/Patient/" + id, """
                [{"op":"replace","path":"/gender","value":"male"},
                 {"op":"test","path":"/active","value":false}]""", JSON_PATCH);
        assertThat(failed.status()).isEqualTo(422);
        assertThat(failed.code()).isEqualTo("patch-test-failed");
        assertThat(get("/Patient/" + id).body().path("gender").asString()).isEqualTo("female");
        Answer broken = platform.fhir("PATCH", "/Patient/" + id, "[{\"op\":\"sing\"}]", JSON_PATCH);
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.code()).isEqualTo("patch-malformed");
        Answer wrong = platform.fhir(
                "PATCH",
                "/Patient/" + id,
                "[{\"op\":\"replace\",\"path\":\"/gender\",\"value\":\"lady\"}]",
                JSON_PATCH);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.code()).isEqualTo("code-unknown");
    }

    private static String fhirPath(String type, String path, String rest) {
        return """
                {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
                 {"name":"type","valueCode":"%s"},{"name":"path","valueString":"%s"}%s]}]}""".formatted(type, path, rest);
    }

    @Test
    void a_fhirpath_patch_changes_by_path_in_json_and_in_xml() {
        String id = created(id());
        Answer replaced = platform.fhir(
                "PATCH",
                "/Patient/" + id,
                fhirPath("replace", "Patient.gender", ",{\"name\":\"value\",\"valueCode\":\"male\"}"));
        assertThat(replaced.status()).as(replaced.body().toString()).isEqualTo(200);
        Answer added = platform.fhir(
                "PATCH",
                "/Patient/" + id,
                fhirPath(
                        "add",
                        "Patient",
                        ",{\"name\":\"name\",\"valueString\":\"active\"},{\"name\":\"value\",\"valueBoolean\":true}"));
        assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
        Answer deleted = platform.fhir("PATCH", "/Patient/" + id, """
                <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/>
                <part><name value="type"/><valueCode value="delete"/></part>
                <part><name value="path"/><valueString value="Patient.birthDate"/></part></parameter></Parameters>""", "Content-Type", "application/fhir+xml");
        assertThat(deleted.status()).as(deleted.body().toString()).isEqualTo(200);
        JsonNode now = get("/Patient/" + id).body();
        assertThat(now.path("gender").asString()).isEqualTo("male");
        assertThat(now.path("active").asBoolean()).isTrue();
        assertThat(now.has("birthDate")).isFalse();
    }

    @Test
    void a_patch_is_refused_when_the_version_is_another_or_type_or_id_would_change() {
        String id = created(id());
        String patch = "[{\"op\":\"add\",\"path\":\"/active\",\"value\":true}]";
        Answer stale = platform.fhir(
                "PATCH", "/Patient/" + id, patch, "Content-Type", "application/json-patch+json", "If-Match", "W/\"7\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("version-conflict");
        Answer fits = platform.fhir(
                "PATCH", "/Patient/" + id, patch, "Content-Type", "application/json-patch+json", "If-Match", "W/\"1\"");
        assertThat(fits.status()).as(fits.body().toString()).isEqualTo(200);
        for (String element : List.of("id", "resourceType")) {
            Answer other = platform.fhir(
                    "PATCH",
                    "/Patient/" + id,
                    "[{\"op\":\"replace\",\"path\":\"/" + element + "\",\"value\":\"Group\"}]",
                    JSON_PATCH);
            assertThat(other.status()).as(element).isIn(400, 422);
            assertThat(other.code()).as(element).isIn("id-mismatch", "patch-malformed");
        }
        assertThat(get("/Patient/" + id).body().path("meta").path("versionId").asString())
                .isEqualTo("2");
        assertThat(platform.fhir("PATCH", "/Patient/" + id(), patch, JSON_PATCH).status())
                .isEqualTo(404);
    }

    @Test
    void a_transaction_patches_in_both_ways_or_not_at_all() {
        String first = created(id());
        String second = created(id());
        String data = Base64.getEncoder()
                .encodeToString(
                        "[{\"op\":\"add\",\"path\":\"/active\",\"value\":true}]".getBytes(StandardCharsets.UTF_8));
        String bundle = """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"resource":{"resourceType":"Binary","contentType":"application/json-patch+json","data":"%s"},
                  "request":{"method":"PATCH","url":"Patient/%s","ifMatch":"W/\\"1\\""}},
                 {"resource":%s,"request":{"method":"PATCH","url":"Patient/%s"}}]}""";
        String wrong = fhirPath("replace", "Patient.maritalStatus", ",{\"name\":\"value\",\"valueCode\":\"x\"}");
        Answer failed = platform.fhir("POST", "/", bundle.formatted(data, first, wrong, second));
        assertThat(failed.status()).isEqualTo(422);
        assertThat(get("/Patient/" + first).body().has("active")).isFalse();
        String right = fhirPath("replace", "Patient.gender", ",{\"name\":\"value\",\"valueCode\":\"male\"}");
        Answer done = platform.fhir("POST", "/", bundle.formatted(data, first, right, second));
        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(get("/Patient/" + first).body().path("active").asBoolean()).isTrue();
        assertThat(get("/Patient/" + second).body().path("gender").asString()).isEqualTo("male");
    }

    @Test
    void entries_of_a_transaction_find_each_other_by_uuid_by_relative_address_and_by_condition() {
        String value = id();
        String known = id();
        String there = created(known);
        String patient = UUID.randomUUID().toString();
        String observation = UUID.randomUUID().toString();
        String bundle = """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"fullUrl":"urn:uuid:%1$s","resource":%2$s,"request":{"method":"POST","url":"Patient"}},
                 {"fullUrl":"urn:uuid:%3$s","resource":{"resourceType":"Observation","status":"final",
                   "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><a href=\\"urn:uuid:%1$s\\">x</a></div>"},
                   "extension":[{"url":"urn:test:link","valueUri":"urn:uuid:%1$s"}],
                   "code":{"text":"x"},"subject":{"reference":"urn:uuid:%1$s"}},
                  "request":{"method":"POST","url":"Observation"}},
                 {"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},
                   "subject":{"reference":"Patient?identifier=urn:test|%4$s"}},
                  "request":{"method":"POST","url":"Observation"}},
                 {"fullUrl":"http://elsewhere.test/fhir/Organization/o1","resource":{"resourceType":"Organization","name":"x"},
                  "request":{"method":"POST","url":"Organization"}},
                 {"fullUrl":"http://elsewhere.test/fhir/Location/l1","resource":{"resourceType":"Location","name":"x",
                   "managingOrganization":{"reference":"Organization/o1"}},"request":{"method":"POST","url":"Location"}}
                ]}""".formatted(patient, patient(value, "测试甲"), observation, known);
        Answer answer = platform.fhir("POST", "/", bundle);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        List<String> stored = entries(answer).stream()
                .map(entry -> Json.text(entry, "response", "location").replaceFirst("/_history/.*", ""))
                .toList();
        JsonNode linked = get("/" + stored.get(1)).body();
        assertThat(Json.text(linked, "subject", "reference")).isEqualTo(stored.get(0));
        assertThat(linked.path("extension").path(0).path("valueUri").asString()).isEqualTo(stored.get(0));
        assertThat(Json.text(linked, "text", "div")).contains("href=\"" + stored.get(0) + "\"");
        Answer found = get("/Observation?subject=Patient/" + there);
        assertThat(entries(found))
                .extracting(entry ->
                        "Observation/" + entry.path("resource").path("id").asString())
                .containsExactly(stored.get(2));
        assertThat(Json.text(get("/" + stored.get(4)).body(), "managingOrganization", "reference"))
                .isEqualTo(stored.get(3));
    }

    @Test
    void a_creation_on_condition_inside_a_transaction_links_to_what_is_there() {
        String value = id();
        String there = created(value);
        String bundle = """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"fullUrl":"urn:uuid:%1$s","resource":%2$s,
                  "request":{"method":"POST","url":"Patient","ifNoneExist":"identifier=urn:test|%3$s"}},
                 {"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},
                   "subject":{"reference":"urn:uuid:%1$s"}},"request":{"method":"POST","url":"Observation"}}]}""".formatted(UUID.randomUUID(), patient(value, "测试甲"), value);
        Answer answer = platform.fhir("POST", "/", bundle);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(Json.text(entries(answer).getFirst(), "response", "status")).startsWith("200");
        assertThat(Json.text(entries(answer).getFirst(), "response", "location"))
                .isEqualTo("Patient/" + there + "/_history/1");
        String observation = Json.text(entries(answer).getLast(), "response", "location");
        assertThat(Json.text(get("/" + observation).body(), "subject", "reference"))
                .isEqualTo("Patient/" + there);
    }

    @Test
    void a_batch_answers_each_entry_for_itself() {
        String value = id();
        String there = created(value);
        Answer answer = platform.fhir("POST", "/", """
                {"resourceType":"Bundle","type":"batch","entry":[
                 {"request":{"method":"GET","url":"Patient/%1$s"}},
                 {"request":{"method":"GET","url":"Patient?identifier=urn:test%%7C%2$s&_summary=count"}},
                 {"request":{"method":"GET","url":"Patient/%1$s/$meta"}},
                 {"request":{"method":"GET","url":"Starship/1"}},
                 {"request":{"method":"DELETE","url":"Patient/%1$s","ifMatch":"W/\\"9\\""}},
                 {"resource":%3$s,"request":{"method":"PUT","url":"Patient?identifier=urn:test|%2$s"}}]}""".formatted(there, value, patient(value, "测试乙")));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(entries(answer))
                .extracting(entry -> Json.text(entry, "response", "status").substring(0, 3))
                .containsExactly("200", "200", "200", "404", "412", "200");
        assertThat(entries(answer).get(1).path("resource").path("total").asInt())
                .isEqualTo(1);
        assertThat(name(there)).isEqualTo("测试乙");
    }
}
