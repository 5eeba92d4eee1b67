package org.liankang.web.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.entry.receipt.Submission;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.access.AuditTrail;
import org.liankang.web.fhir.FhirClient.Answer;
import tools.jackson.databind.JsonNode;

/** What FHIR's REST promises beyond the plain cases of {@link FhirDoorTest}, over HTTP. */
class FhirRestTest {

    private static final FhirClient platform = new FhirClient();

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String patient(String id) {
        return """
                {"resourceType":"Patient","id":"%s","identifier":[{"system":"urn:test","value":"%s"}],
                 "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>"},
                 "name":[{"text":"测试甲"}],"gender":"female","birthDate":"1980-02-03",
                 "photo":[{"contentType":"image/png","data":"AAAA"}]}""".formatted(id, id);
    }

    private static String observation(String id, String patient, String day) {
        return """
                {"resourceType":"Observation","id":"%s","status":"final","subject":{"reference":"Patient/%s"},
                 "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},
                 "effectiveDateTime":"%s","valueQuantity":{"value":70,"unit":"/min"}}""".formatted(id, patient, day);
    }

    private static Answer get(String path, String... headers) {
        return platform.fhir("GET", path, "", headers);
    }

    private static Answer put(String type, String id, String body) {
        Answer answer = platform.fhir("PUT", "/" + type + "/" + id, body);
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 201);
        return answer;
    }

    private static String resident(int observations) {
        String id = id();
        put("Patient", id, patient(id));
        for (int i = 1; i <= observations; i++) {
            put("Observation", id + "-" + i, observation(id + "-" + i, id, "2025-03-0" + i));
        }
        return id;
    }

    private static List<JsonNode> entries(Answer answer) {
        return StreamSupport.stream(answer.body().path("entry").spliterator(), false)
                .toList();
    }

    private static String link(Answer answer, String relation) {
        for (JsonNode link : answer.body().path("link")) {
            if (link.path("relation").asString().equals(relation)) {
                String url = link.path("url").asString();
                return url.substring(url.indexOf("/fhir") + 5);
            }
        }
        return "";
    }

    @Test
    void a_read_that_knows_the_version_is_told_that_nothing_changed() {
        String id = resident(0);
        Answer first = get("/Patient/" + id);
        String tag = first.response().headers().firstValue("ETag").orElseThrow();
        Answer again = get("/Patient/" + id, "If-None-Match", tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
        assertThat(get("/Patient/" + id, "If-None-Match", "W/\"7\"").status()).isEqualTo(200);
        String modified = first.response().headers().firstValue("Last-Modified").orElseThrow();
        assertThat(get("/Patient/" + id, "If-Modified-Since", modified).status())
                .isEqualTo(304);
        String before = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.parse(modified, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .minusHours(1)
                        .withZoneSameInstant(ZoneOffset.UTC));
        assertThat(get("/Patient/" + id, "If-Modified-Since", before).status()).isEqualTo(200);
    }

    @Test
    void head_says_what_get_would_without_saying_it() {
        String id = resident(0);
        Answer head = platform.fhir("HEAD", "/Patient/" + id, "");
        Answer get = get("/Patient/" + id);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.response().body()).isEmpty();
        assertThat(head.response().headers().firstValue("ETag"))
                .isEqualTo(get.response().headers().firstValue("ETag"));
        assertThat(platform.fhir("HEAD", "/Patient/" + id(), "").status()).isEqualTo(404);
    }

    @Test
    void the_security_headers_stand_on_every_answer() {
        for (String path : List.of("/Patient/" + resident(0), "/Patient/nobody", "/metadata")) {
            var headers = get(path).response().headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
            assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
            assertThat(headers.firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void every_read_of_a_resident_leaves_its_trace() {
        String id = resident(1);
        AuditTrail trail = platform.part(AuditTrail.class);
        for (String path : List.of(
                "/Patient/" + id,
                "/Patient/" + id + "/_history/1",
                "/Patient/" + id + "/_history",
                "/Patient/" + id + "/$everything",
                "/Patient/" + id + "/$meta",
                "/Patient?identifier=urn:test%7C" + id)) {
            trail.flush();
            long newest = trail.entries(new AuditTrail.Filter("", "", 0), 1, 0)
                    .getFirst()
                    .number();
            assertThat(get(path).status()).as(path).isEqualTo(200);
            trail.flush();
            assertThat(trail.entries(new AuditTrail.Filter("sender", "fhir-read", 0), 5, 0))
                    .as(path)
                    .anyMatch(entry ->
                            entry.number() > newest && entry.reference().equals("Patient/" + id));
        }
    }

    @Test
    void histories_are_paged_without_gap_or_repetition() {
        String id = id();
        for (int i = 0; i < 7; i++) {
            put("Patient", id, patient(id).replace("测试甲", "测试" + i));
        }
        List<String> seen = new ArrayList<>();
        String next = "/Patient/" + id + "/_history?_count=3";
        while (!next.isEmpty()) {
            Answer page = get(next);
            entries(page)
                    .forEach(entry -> seen.add(entry.path("resource")
                            .path("meta")
                            .path("versionId")
                            .asString()));
            next = link(page, "next");
        }
        assertThat(seen).containsExactly("7", "6", "5", "4", "3", "2", "1");
        Answer ofType = get("/Patient/_history?_count=2");
        assertThat(entries(ofType).getFirst().path("resource").path("id").asString())
                .isEqualTo(id);
        assertThat(link(ofType, "next")).isNotEmpty();
        assertThat(entries(get("/_history?_count=2"))).hasSize(2);
        assertThat(entries(get("/_history?_since=2999-01-01"))).isEmpty();
        assertThat(get("/_history?_since=never").code()).isEqualTo("search-value-invalid");
        assertThat(get("/Patient/" + id + "/_history?name=x").code()).isEqualTo("search-parameter-unknown");
    }

    @Test
    void a_deleted_version_stands_in_the_history_without_a_resource() {
        String id = resident(0);
        platform.fhir("DELETE", "/Patient/" + id, "");
        JsonNode newest = entries(get("/Patient/" + id + "/_history")).getFirst();
        assertThat(newest.path("request").path("method").asString()).isEqualTo("DELETE");
        assertThat(newest.has("resource")).isFalse();
    }

    @Test
    void the_sender_chooses_what_it_is_answered_with() {
        String id = id();
        Answer minimal = platform.fhir("PUT", "/Patient/" + id, patient(id), "Prefer", "return=minimal");
        assertThat(minimal.status()).isEqualTo(201);
        assertThat(minimal.response().body()).isEmpty();
        assertThat(minimal.response().headers().firstValue("Location").orElse(""))
                .endsWith("/fhir/Patient/" + id + "/_history/1");
        Answer told = platform.fhir(
                "PUT", "/Patient/" + id, patient(id).replace("甲", "乙"), "Prefer", "return=OperationOutcome");
        assertThat(told.body().path("resourceType").asString()).isEqualTo("OperationOutcome");
        Answer whole = platform.fhir("PUT", "/Patient/" + id, patient(id), "Prefer", "return=representation");
        assertThat(whole.body().path("resourceType").asString()).isEqualTo("Patient");
    }

    @Test
    void a_creation_on_condition_happens_only_when_nothing_matches() {
        String value = id();
        Answer first =
                platform.fhir("POST", "/Patient", patient(value), "If-None-Exist", "identifier=urn:test%7C" + value);
        Answer second = platform.fhir(
                "POST",
                "/Patient",
                patient(value).replace("甲", "乙"),
                "If-None-Exist",
                "identifier=urn:test%7C" + value);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isIn(200, 204);
        assertThat(entries(get("/Patient?identifier=urn:test%7C" + value)))
                .extracting(entry -> entry.path("resource").path("id").asString())
                .containsExactly(first.id());
    }

    @Test
    void changes_by_condition_need_one() {
        for (String method : List.of("PUT", "DELETE", "PATCH")) {
            Answer answer = platform.fhir(method, "/Patient", method.equals("DELETE") ? "" : patient("x"));
            assertThat(answer.status()).as(method).isEqualTo(400);
            assertThat(answer.code()).as(method).isEqualTo("condition-missing");
        }
    }

    @Test
    void a_patch_says_by_its_media_type_what_it_is() {
        Answer unknown =
                platform.fhir("PATCH", "/Patient/" + resident(0), "x", "Content-Type", "application/octet-stream");
        assertThat(unknown.status()).isEqualTo(415);
    }

    @Test
    void reads_inside_a_bundle_see_what_it_wrote() {
        String id = id();
        String bundle = """
                {"resourceType":"Bundle","type":"%s","entry":[
                 {"request":{"method":"GET","url":"Patient/%s"}},
                 {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}},
                 {"request":{"method":"GET","url":"Patient?identifier=urn:test%%7C%s"}},
                 {"request":{"method":"GET","url":"Patient/nobody-%s"}},
                 {"request":{"method":"HEAD","url":"Patient/%s"}},
                 {"request":{"method":"GET","url":"Patient/%s","ifNoneMatch":"W/\\"1\\""}}]}""";
        for (String type : List.of("transaction", "batch")) {
            Answer answer = platform.fhir("POST", "/", bundle.formatted(type, id, patient(id), id, id, id, id, id));
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(answer.body().path("type").asString()).isEqualTo(type + "-response");
            List<JsonNode> entries = entries(answer);
            assertThat(entries).hasSize(6);
            assertThat(entries.get(0).path("resource").path("id").asString()).isEqualTo(id);
            assertThat(entries.get(1).path("response").path("status").asString())
                    .startsWith("20");
            assertThat(entries.get(2).path("resource").path("total").asInt()).isEqualTo(1);
            assertThat(entries.get(3).path("response").path("status").asString())
                    .startsWith("404");
            assertThat(entries.get(4).path("response").path("status").asString())
                    .startsWith("200");
            assertThat(entries.get(4).has("resource")).isFalse();
            assertThat(entries.get(5).path("response").path("status").asString())
                    .startsWith("304");
        }
        Answer only = platform.fhir("POST", "/", """
                {"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient/%s"}}]}""".formatted(id));
        assertThat(entries(only)).hasSize(1);
    }

    @Test
    void a_bundle_with_reads_is_kept_as_it_came_and_one_of_reads_alone_is_not_kept() {
        var submissions = platform.part(Submissions.class);
        String id = id();
        String bundle = """
                {"resourceType":"Bundle",   "type":"batch","entry":[
                 {"request":{"url":"Patient/%s","method":"GET"}},
                 {"request":{"method":"\\u0047ET","url":"Patient/%s"}},

                 {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}}]}""".formatted(id, id, patient(id), id);
        Answer answer = platform.fhir("POST", "/", bundle);
        assertThat(entries(answer))
                .extracting(entry -> Json.text(entry, "response", "status").substring(0, 3))
                .containsExactly("200", "200", "201");
        assertThat(entries(answer).get(1).path("resource").path("id").asString())
                .isEqualTo(id);
        Submission kept =
                submissions.recent(Submissions.Filter.ALL, 1, Long.MAX_VALUE).getFirst();
        assertThat(submissions.payload(kept.number()).orElseThrow()).asString().isEqualTo(bundle);
        assertThat(kept.items()).isEqualTo(1);
        assertThat(kept.stored()).isEqualTo(1);

        platform.fhir("POST", "/", """
                {"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"GET","url":"Patient/%s"}}]}""".formatted(id));
        assertThat(submissions.recent(Submissions.Filter.ALL, 1, Long.MAX_VALUE).getFirst())
                .isEqualTo(kept);
    }

    @Test
    void a_chained_conditional_reference_sees_every_submission_before_it() {
        Door door = platform.part(Door.class);
        var sender = new Submitter("sender", "");
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = id();
            String visit = """
                    {"resourceType":"Bundle","type":"transaction","entry":[
                     {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}},
                     {"resource":{"resourceType":"Encounter","id":"%s","status":"finished","class":{"code":"AMB"},
                      "subject":{"reference":"Patient/%s"}},"request":{"method":"PUT","url":"Encounter/%s"}}]}""".formatted(patient(id), id, id, id, id);
            String found = """
                    {"resourceType":"Observation","id":"%s","status":"final","code":{"text":"x"},
                     "encounter":{"reference":"Encounter?subject:Patient.identifier=urn:test|%s"}}""".formatted(id, id);
            for (var asked : List.of(
                    Map.entry((Interaction) new Interaction.Bundle(), visit),
                    Map.entry((Interaction) new Interaction.Update("Observation", id, OptionalInt.empty()), found))) {
                answers.add(door.submit(new Envelope(
                        "fhir",
                        sender,
                        Optional.empty(),
                        asked.getKey(),
                        asked.getValue().getBytes(StandardCharsets.UTF_8))));
            }
        }
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().accepted())
                        .as(answer.join().toString())
                        .isTrue());
    }

    @Test
    void a_chained_condition_in_a_batch_sees_what_was_recorded_before_the_batch() {
        String id = id();
        String observation = """
                {"resource":{"resourceType":"Observation","status":"final","code":{"text":"%s"},
                  "subject":{"reference":"Patient/%s"}},
                 "request":{"method":"POST","url":"Observation",
                  "ifNoneExist":"subject:Patient.identifier=urn:test|%s"}}""".formatted(id, id, id);
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[%s]}";
        platform.fhir("PUT", "/Patient/" + id, patient(id));
        Answer twice = platform.fhir("POST", "/", bundle.formatted(observation + "," + observation));
        assertThat(entries(twice))
                .extracting(entry -> Json.text(entry, "response", "status").substring(0, 3))
                .containsExactly("201", "201");
        Answer again = platform.fhir("POST", "/", bundle.formatted(observation));
        assertThat(entries(again))
                .extracting(entry -> Json.text(entry, "response", "status").substring(0, 3))
                .containsExactly("412");
    }

    @Test
    void a_failed_entry_is_named_by_its_place_also_behind_reads() {
        String id = id();
        Answer answer =
                platform.fhir("POST", "/", """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"request":{"method":"GET","url":"Patient/%s"}},
                 {"request":{"method":"GET","url":"Patient/%s"}},
                 {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}}]}""".formatted(id, id, patient(id).replace("female", "lady"), id));
        assertThat(answer.code()).isEqualTo("code-unknown");
        assertThat(answer.body().toString()).contains("Bundle.entry[2]");
    }

    @Test
    void a_summary_has_what_the_definitions_mark_and_says_that_it_is_one() {
        String id = resident(0);
        JsonNode summary = get("/Patient/" + id + "?_summary=true").body();
        assertThat(summary.has("name")).isTrue();
        assertThat(summary.has("photo")).isFalse();
        assertThat(summary.has("text")).isFalse();
        assertThat(summary.path("meta").path("tag").path(0).path("code").asString())
                .isEqualTo("SUBSETTED");
        JsonNode text = get("/Patient/" + id + "?_summary=text").body();
        assertThat(text.has("text")).isTrue();
        assertThat(text.has("name")).isFalse();
        JsonNode data = get("/Patient/" + id + "?_summary=data").body();
        assertThat(data.has("text")).isFalse();
        assertThat(data.has("photo")).isTrue();
        JsonNode elements =
                get("/Patient/" + id + "?_elements=gender,birthDate").body();
        assertThat(fields(elements)).isEqualTo(Set.of("resourceType", "id", "meta", "gender", "birthDate"));
        Answer count = get("/Patient?identifier=urn:test%7C" + id + "&_summary=count");
        assertThat(count.body().path("total").asInt()).isEqualTo(1);
        assertThat(count.body().has("entry")).isFalse();
        assertThat(get("/Patient/" + id + "?_summary=most").code()).isEqualTo("search-value-invalid");
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.properties().forEach(field -> names.add(field.getKey()));
        return names;
    }

    @Test
    void mandatory_elements_stay_when_only_some_are_asked() {
        String id = resident(1);
        JsonNode elements = get("/Observation?patient=" + id + "&_elements=effectiveDateTime")
                .body()
                .path("entry")
                .path(0)
                .path("resource");
        assertThat(fields(elements))
                .contains("status", "code", "effectiveDateTime")
                .doesNotContain("valueQuantity");
    }

    @Test
    void searches_go_by_get_and_by_post_over_one_type_several_and_a_compartment() {
        String id = resident(3);
        assertThat(platform.fhir(
                                "POST",
                                "/Observation/_search?_count=2",
                                "patient=" + id + "&code=8867-4",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(get("/Patient/" + id + "/Observation?date=ge2025-03-02")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertThat(get("/Patient/" + id + "/*?_type=Observation,Condition")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(get("/Patient/" + id + "/Organization").status()).isEqualTo(404);
        assertThat(get("/?_id=" + id).code()).isEqualTo("search-value-invalid");
        Answer several = get("/?_type=Patient,Observation&_id=" + id + "," + id + "-1");
        assertThat(several.body().path("total").asInt()).isEqualTo(2);
    }

    @Test
    void a_search_over_types_is_paged_to_its_end() {
        String id = resident(3);
        Set<String> found = new HashSet<>();
        String next = "/?_type=Observation,Patient&_count=2&_id=" + id + "," + id + "-1," + id + "-2," + id + "-3";
        int pages = 0;
        while (!next.isEmpty() && pages++ < 10) {
            Answer page = get(next);
            assertThat(entries(page).size()).isLessThanOrEqualTo(2);
            entries(page)
                    .forEach(entry -> assertThat(found.add(entry.path("fullUrl").asString()))
                            .isTrue());
            next = link(page, "next");
        }
        assertThat(found).hasSize(4);
    }

    @Test
    void what_matches_refer_to_and_what_refers_to_them_comes_along() {
        String id = resident(2);
        Answer along = get("/Observation?patient=" + id + "&_include=Observation:subject");
        assertThat(entries(along)).hasSize(3);
        assertThat(entries(along).getLast().path("search").path("mode").asString())
                .isEqualTo("include");
        assertThat(along.body().path("total").asInt()).isEqualTo(2);
        Answer back = get("/Patient?_id=" + id + "&_revinclude=Observation:subject");
        assertThat(entries(back)).hasSize(3);
        assertThat(entries(get("/Patient?_id=" + id + "&_revinclude=Observation:subject:Group")))
                .hasSize(1);
        assertThat(get("/Observation?patient=" + id + "&_include=Observation:favourite")
                        .code())
                .isEqualTo("search-value-invalid");
    }

    @Test
    void a_lenient_search_leaves_out_what_is_not_known_and_says_so() {
        String id = resident(0);
        Answer lenient =
                get("/Patient?favourite-colour=blue&identifier=urn:test%7C" + id, "Prefer", "handling=lenient");
        assertThat(lenient.status()).isEqualTo(200);
        assertThat(lenient.body().path("total").asInt()).isEqualTo(1);
        assertThat(entries(lenient).getLast().path("search").path("mode").asString())
                .isEqualTo("outcome");
    }

    @Test
    void answers_come_in_the_format_that_is_asked_for() {
        String id = resident(0);
        var xml = raw("/Patient/" + id + "?_format=xml");
        assertThat(xml.body())
                .startsWith("<Patient xmlns=\"http://hl7.org/fhir\">")
                .contains("测试甲");
        assertThat(xml.headers().firstValue("Content-Type").orElse("")).startsWith("application/fhir+xml");
        assertThat(raw("/Patient?_id=" + id + "&_format=application/fhir%2Bxml").body())
                .startsWith("<Bundle");
        assertThat(raw("/Patient/" + id, "Accept", "application/fhir+xml").body())
                .startsWith("<Patient");
        assertThat(raw("/Patient/" + id, "Accept", "text/html,application/fhir+json;q=0.9")
                        .body())
                .startsWith("{");
        assertThat(raw("/Patient/" + id + "?_pretty=true").body()).contains("\n  ");
        assertThat(get("/Patient/" + id + "?_format=pdf").status()).isEqualTo(406);
        assertThat(get("/Patient/" + id, "Accept", "image/png").code()).isEqualTo("format-unsupported");
    }

    private static java.net.http.HttpResponse<String> raw(String path, String... headers) {
        try {
            var request = platform.request("GET", path, new byte[0], headers);
            return java.net.http.HttpClient.newHttpClient()
                    .send(request, java.net.http.HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (java.io.IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void xml_is_read_like_json() {
        String id = id();
        String xml = """
                <Patient xmlns="http://hl7.org/fhir"><id value="%s"/><name><text value="测试甲"/></name>
                <gender value="female"/></Patient>""".formatted(id);
        Answer answer = platform.fhir("PUT", "/Patient/" + id, xml, "Content-Type", "application/fhir+xml");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(get("/Patient/" + id).body().path("gender").asString()).isEqualTo("female");
    }

    @Test
    void everything_of_a_resident_comes_in_one_bundle_or_in_pages() {
        String id = resident(4);
        Answer all = get("/Patient/" + id + "/$everything");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.body().path("total").asInt()).isEqualTo(5);
        assertThat(entries(all)).hasSize(5);
        assertThat(entries(get("/Patient/" + id + "/$everything?_type=Observation")))
                .hasSize(4);
        assertThat(entries(get("/Patient/" + id + "/$everything?start=2025-03-02&end=2025-03-03")))
                .extracting(entry -> entry.path("resource").path("id").asString())
                .containsExactlyInAnyOrder(id, id + "-2", id + "-3");
        Set<String> found = new HashSet<>();
        String next = "/Patient/" + id + "/$everything?_count=2";
        while (!next.isEmpty()) {
            Answer page = get(next);
            entries(page)
                    .forEach(entry -> assertThat(found.add(entry.path("fullUrl").asString()))
                            .isTrue());
            next = link(page, "next");
        }
        assertThat(found).hasSize(5);
        assertThat(get("/Patient/" + id() + "/$everything").status()).isEqualTo(404);
        assertThat(get("/Observation/x/$everything").code()).isEqualTo("operation-unknown");
        assertThat(get("/Patient/" + id + "/$everything?favourite=1").code()).isEqualTo("search-parameter-unknown");
    }

    @Test
    void the_descriptions_name_what_is_there() {
        JsonNode statement = get("/metadata").body();
        JsonNode patient = StreamSupport.stream(
                        statement.path("rest").path(0).path("resource").spliterator(), false)
                .filter(one -> one.path("type").asString().equals("Patient"))
                .findFirst()
                .orElseThrow();
        assertThat(patient.path("operation").toString()).contains("everything");
        assertThat(patient.path("searchParam").toString()).contains("birthdate").contains("documentation");
        JsonNode api = get("/openapi.json").body();
        assertThat(api.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(api.path("paths").has("/Patient/{id}/$everything")).isTrue();
        assertThat(api.path("paths").path("/Observation").path("get").toString())
                .contains("\"code\"");
        assertThat(platform.fhir("OPTIONS", "/", "").body().path("resourceType").asString())
                .isEqualTo("CapabilityStatement");
    }

    @Test
    void a_closed_account_is_closed_at_once() {
        var accounts = platform.part(org.liankang.identity.access.Accounts.class);
        var draft = new org.liankang.identity.access.Accounts.Draft(
                "closing-" + id(), "x", org.liankang.identity.access.Role.SENDER, "", true, "", "", "zh");
        var account = accounts.create(draft, "a long enough password");
        String token = accounts.issueToken(account.id(), "x", java.time.Duration.ofHours(1));
        String id = resident(0);
        String[] with = {"Authorization", "Bearer " + token};
        assertThat(raw("/Patient/" + id, with).statusCode()).isEqualTo(200);
        accounts.active(account.id(), false);
        assertThat(raw("/Patient/" + id, with).statusCode()).isEqualTo(401);
    }

    @Test
    void json_reads_back_byte_for_byte_the_same_through_each_way() {
        String id = resident(0);
        JsonNode read = get("/Patient/" + id).body();
        JsonNode searched = entries(get("/Patient?_id=" + id)).getFirst().path("resource");
        JsonNode everything =
                entries(get("/Patient/" + id + "/$everything")).getFirst().path("resource");
        assertThat(Json.text(searched)).isEqualTo(Json.text(read)).isEqualTo(Json.text(everything));
    }
}
