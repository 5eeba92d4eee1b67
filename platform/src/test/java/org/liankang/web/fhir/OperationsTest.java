package org.liankang.web.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.web.RunningPlatform;
import org.liankang.web.fhir.FhirClient.Answer;
import tools.jackson.databind.JsonNode;

/** Every operation of the door, over HTTP. */
class OperationsTest {

    private static final FhirClient platform = new FhirClient();
    private static final String DIAGNOSES = "urn:oid:2.16.156.10011.2.3.3.11.3";

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static Answer get(String path, String... headers) {
        return platform.fhir("GET", path, "", headers);
    }

    private static Answer post(String path, String body, String... headers) {
        return platform.fhir("POST", path, body, headers);
    }

    private static String put(String type, String id, String quoted) {
        String body = "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"," + quoted.replace('\'', '"') + "}";
        Answer answer = platform.fhir("PUT", "/" + type + "/" + id, body);
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 201);
        return id;
    }

    private static String token(String login) {
        Accounts accounts = platform.part(Accounts.class);
        return "Bearer "
                + accounts.issueToken(accounts.byLogin(login).orElseThrow().id(), "test", Duration.ofHours(1));
    }

    /** The value of a parameter of the answer, as text. */
    private static String said(Answer answer, String name) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return Json.each(answer.body().path("parameter"))
                .filter(one -> Json.text(one, "name").equals(name))
                .flatMap(JsonNode::propertyStream)
                .filter(field -> field.getKey().startsWith("value"))
                .map(field -> field.getValue().asString())
                .findFirst()
                .orElse("");
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void a_code_is_looked_up_by_query_and_by_parameters() {
        String display = said(get("/CodeSystem/$lookup?system=" + DIAGNOSES + "&code=I10"), "display");
        assertThat(display).contains("高血压");
        Answer posted = post("/CodeSystem/$lookup", """
                {"resourceType":"Parameters","parameter":[
                 {"name":"coding","valueCoding":{"system":"%s","code":"I10"}}]}""".formatted(DIAGNOSES));
        assertThat(said(posted, "display")).isEqualTo(display);
        refused(get("/CodeSystem/$lookup?system=" + DIAGNOSES + "&code=NO!"), 404, "concept-unknown");
        refused(get("/CodeSystem/$lookup?system=urn:nobody&code=1"), 404, "code-system-unknown");
        refused(get("/CodeSystem/$lookup?system=" + DIAGNOSES), 400, "operation-parameter-missing");
        refused(get("/CodeSystem/$lookup?favourite=1"), 400, "operation-parameter-unsupported");
        refused(post("/CodeSystem/$lookup", "{\"resourceType\":\"Patient\"}"), 400, "operation-parameter-invalid");
        refused(get("/Patient/$lookup"), 404, "operation-unknown");
        assertThat(get("/CodeSystem/$lookup", "Authorization", "Bearer nobody").status())
                .isEqualTo(401);
    }

    @Test
    void codes_are_checked_compared_expanded_and_translated() {
        String set = "url=urn:liankang:vs:hypertension";
        assertThat(said(get("/CodeSystem/$subsumes?system=" + DIAGNOSES + "&codeA=I10&codeB=I10.x00x002"), "outcome"))
                .isEqualTo("subsumes");
        assertThat(said(get("/CodeSystem/$validate-code?url=" + DIAGNOSES + "&code=I10"), "result"))
                .isEqualTo("true");
        assertThat(said(get("/ValueSet/$validate-code?" + set + "&system=" + DIAGNOSES + "&code=I10"), "result"))
                .isEqualTo("true");
        assertThat(said(get("/ValueSet/$validate-code?" + set + "&system=" + DIAGNOSES + "&code=E11"), "result"))
                .isEqualTo("false");
        Answer expanded = get("/ValueSet/$expand?" + set + "&count=3");
        assertThat(expanded.status()).isEqualTo(200);
        assertThat(expanded.body().path("resourceType").asString()).isEqualTo("ValueSet");
        assertThat(expanded.body().path("expansion").path("contains").size()).isEqualTo(3);
        assertThat(said(
                        get(
                                "/ConceptMap/$translate?url=urn:liankang:map:sex-to-fhir&system=urn:oid:2.16.156.10011.2.3.3.4&code=1"),
                        "result"))
                .isEqualTo("true");
        refused(get("/ValueSet/$expand?url=urn:nobody"), 404, "value-set-unknown");
        refused(get("/ConceptMap/$translate?url=urn:nobody&system=x&code=y"), 404, "concept-map-unknown");
    }

    @Test
    void a_definition_that_is_stored_is_asked_at_its_own_address() {
        String system = put("CodeSystem", id(), """
                'url':'urn:test:colours','version':'1','status':'active','content':'complete',
                'concept':[{'code':'red','display':'Red','concept':[{'code':'pink','display':'Pink'}]}]""");
        assertThat(said(get("/CodeSystem/" + system + "/$validate-code?code=pink"), "result"))
                .isEqualTo("true");
        RunningPlatform.shared().caughtUp();
        assertThat(said(get("/CodeSystem/" + system + "/$lookup?code=pink"), "display"))
                .isEqualTo("Pink");
        assertThat(said(get("/CodeSystem/" + system + "/$subsumes?codeA=red&codeB=pink"), "outcome"))
                .isEqualTo("subsumes");
        String set = put("ValueSet", id(), """
                'url':'urn:test:warm','status':'active','compose':{'include':[{'system':'urn:test:colours'}]}""");
        assertThat(get("/ValueSet/" + set + "/$expand")
                        .body()
                        .path("expansion")
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        String map = put("ConceptMap", id(), """
                'url':'urn:test:map','status':'active','group':[{'source':'urn:test:colours','target':'urn:test:paints',
                 'element':[{'code':'red','target':[{'code':'R1','equivalence':'equivalent'}]}]}]""");
        Answer translated = get("/ConceptMap/" + map + "/$translate?system=urn:test:colours&code=red");
        assertThat(said(translated, "result")).isEqualTo("true");
        assertThat(translated.body().toString()).contains("\"R1\"");
        refused(get("/ValueSet/nobody/$expand"), 404, "not-found");
        platform.fhir("DELETE", "/ValueSet/" + set, "");
        refused(get("/ValueSet/" + set + "/$expand"), 410, "deleted");
    }

    @Test
    void a_document_is_validated_and_not_recorded() {
        String right = "{\"resourceType\":\"Patient\",\"gender\":\"female\"}";
        String wrong = "{\"resourceType\":\"Patient\",\"gender\":\"lady\"}";
        Answer fine = post("/Patient/$validate", right);
        assertThat(fine.status()).as(fine.body().toString()).isEqualTo(200);
        assertThat(fine.body().path("resourceType").asString()).isEqualTo("OperationOutcome");
        assertThat(fine.code()).isEmpty();
        Answer found = post("/Patient/$validate", wrong);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.code()).isEqualTo("code-unknown");
        Answer wrapped = post("/$validate", """
                {"resourceType":"Parameters","parameter":[{"name":"resource","resource":%s}]}""".formatted(wrong));
        assertThat(wrapped.code()).isEqualTo("code-unknown");
        assertThat(post("/Group/$validate", right).code()).isEqualTo("resource-type-mismatch");
        String id = put("Patient", id(), "'gender':'female'");
        assertThat(get("/Patient/" + id + "/$validate").status()).isEqualTo(200);
        assertThat(post("/Patient/" + id + "/$validate?mode=delete", "").code()).isEmpty();
        assertThat(get("/Patient/" + id).response().headers().firstValue("ETag"))
                .contains("W/\"1\"");
        refused(get("/Patient/nobody/$validate"), 404, "not-found");
        refused(post("/Patient/$validate?profile=urn:nobody", right), 404, "profile-unknown");
        refused(post("/Patient/$validate?mode=dance", right), 400, "operation-parameter-invalid");
        refused(post("/Patient/$validate?colour=red", right), 400, "operation-parameter-unsupported");
        refused(get("/Patient/$validate"), 400, "operation-parameter-missing");
        String large = "{\"resourceType\":\"Patient\",\"language\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}";
        refused(post("/Patient/$validate", large), 413, "validation-too-large");
    }

    @Test
    void a_resident_is_summed_up_and_that_leaves_a_trace() {
        String id = put("Patient", id(), "'name':[{'text':'测试甲'}],'gender':'female'");
        put("Condition", id + "-c", "'subject':{'reference':'Patient/" + id + "'},'code':{'text':'高血压'}");
        AuditTrail trail = platform.part(AuditTrail.class);
        trail.flush();
        long newest = trail.entries(new AuditTrail.Filter("", "", 0), 1, 0).stream()
                .mapToLong(AuditTrail.Entry::number)
                .max()
                .orElse(0);
        Answer summary = get("/Patient/" + id + "/$summary");
        assertThat(summary.status()).as(summary.body().toString()).isEqualTo(200);
        assertThat(summary.body().path("type").asString()).isEqualTo("document");
        assertThat(Json.text(summary.body().path("entry").path(0).path("resource"), "resourceType"))
                .isEqualTo("Composition");
        assertThat(summary.body().toString()).contains("高血压");
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("sender", "fhir-read", 0), 5, 0))
                .anyMatch(entry -> entry.number() > newest && entry.reference().equals("Patient/" + id));
        Answer empty = post("/Patient/" + id + "/$summary", "{\"resourceType\":\"Parameters\"}");
        assertThat(empty.body().path("type").asString())
                .as("Parameters that say nothing")
                .isEqualTo("document");
        refused(get("/Patient/nobody/$summary"), 404, "not-found");
        refused(get("/Patient/" + id + "/$summary?x=1"), 400, "operation-parameter-unsupported");
        refused(get("/Observation/x/$summary"), 404, "operation-unknown");
    }

    private static String subscribed(String channel, String header) {
        String id = put("Subscription", id(), """
                'status':'requested','reason':'test','criteria':'urn:liankang:topic:encounter-finished',
                'channel':{'type':'%s','payload':'application/fhir+json'%s,
                 '_payload':{'extension':[{
                  'url':'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content',
                  'valueCode':'id-only'}]}}""".formatted(channel, header));
        RunningPlatform.shared().caughtUp();
        return id;
    }

    @Test
    void a_subscription_that_can_never_work_is_refused_at_the_door() {
        String id = id();
        String body = """
                {"resourceType":"Subscription","id":"%s","status":"requested","reason":"test",
                 "criteria":"urn:liankang:topic:%s","channel":{"type":"%s"}}""";
        refused(
                platform.fhir("PUT", "/Subscription/" + id, body.formatted(id, "encounter-finished", "email")),
                422,
                "subscription-channel-unsupported");
        Answer unknown = post("/Subscription", body.formatted(id, "none", "websocket"));
        refused(unknown, 422, "subscription-topic-unknown");
        assertThat(unknown.body().toString()).doesNotContain("quarantined");
        refused(get("/Subscription/" + id), 404, "not-found");

        String there = subscribed("websocket", "");
        String criteria = "[{\"op\":\"replace\",\"path\":\"/criteria\",\"value\":\"Encounter?colour=red\"}]";
        refused(
                platform.fhir(
                        "PATCH", "/Subscription/" + there, criteria, "Content-Type", "application/json-patch+json"),
                422,
                "subscription-criteria-invalid");
        assertThat(get("/Subscription/" + there).body().path("criteria").asString())
                .isEqualTo("urn:liankang:topic:encounter-finished");
    }

    @Test
    void a_subscriber_asks_how_its_subscriptions_stand_and_for_a_token() {
        String id = subscribed("websocket", "");
        Answer status = get("/Subscription/" + id + "/$status");
        assertThat(status.status()).as(status.body().toString()).isEqualTo(200);
        assertThat(status.body().path("type").asString()).isEqualTo("searchset");
        assertThat(status.body().toString()).contains("Subscription/" + id);
        assertThat(get("/Subscription/$status?id=" + id).body().path("total").asInt())
                .isEqualTo(1);
        assertThat(post("/Subscription/$status", """
                        {"resourceType":"Parameters","parameter":[{"name":"id","valueId":"%s"}]}""".formatted(id))
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        Answer events = get("/Subscription/" + id + "/$events?eventsSinceNumber=1");
        assertThat(events.status()).as(events.body().toString()).isEqualTo(200);
        assertThat(events.body().path("type").asString()).isEqualTo("history");
        refused(get("/Subscription/" + id + "/$events?eventsSinceNumber=x"), 400, "request-invalid");
        Answer token = get("/Subscription/" + id + "/$get-ws-binding-token");
        assertThat(said(token, "token")).isNotEmpty();
        assertThat(said(token, "websocket-url")).isEqualTo(platform.address().replace("http://", "ws://") + "/fhir/ws");
        assertThat(said(get("/Subscription/$get-ws-binding-token?id=" + id), "subscription"))
                .isEqualTo(id);
        refused(get("/Subscription/nobody/$status"), 404, "not-found");
        refused(get("/Subscription/$status?colour=red"), 400, "operation-parameter-unsupported");
        refused(get("/Subscription/" + id + "/$status", "Authorization", token("doctor")), 404, "not-found");
        refused(get("/Subscription/" + id + "/$status", "Authorization", token("steward")), 403, "not-allowed");
    }

    @Test
    void no_way_out_shows_what_a_subscription_keeps_secret() {
        String id = subscribed("websocket", ",'header':['Authorization: Bearer hidden-secret']");
        String body = """
                {"resourceType":"Subscription","id":"%s","status":"requested","reason":"another","criteria":"urn:liankang:topic:encounter-finished",
                 "channel":{"type":"websocket","payload":"application/fhir+json","header":["Authorization: Bearer hidden-secret"]}}""".formatted(id);
        List<Answer> answers = new ArrayList<>(List.of(
                platform.fhir("PUT", "/Subscription/" + id, body),
                get("/Subscription/" + id),
                get("/Subscription/" + id + "?_elements=channel"),
                get("/Subscription/" + id + "/_history/1"),
                get("/Subscription/" + id + "/_history"),
                get("/Subscription?_id=" + id),
                get("/?_type=Subscription&_id=" + id),
                get("/_history?_count=20"),
                post("/", """
                        {"resourceType":"Bundle","type":"batch","entry":[
                         {"request":{"method":"GET","url":"Subscription/%1$s"}},
                         {"resource":%2$s,"request":{"method":"PUT","url":"Subscription/%1$s"}}]}""".formatted(id, body.replace("another", "a third")), "Prefer", "return=representation"),
                platform.fhir(
                        "PATCH",
                        "/Subscription/" + id,
                        "[{\"op\":\"replace\",\"path\":\"/reason\",\"value\":\"a fourth\"}]",
                        "Content-Type",
                        "application/json-patch+json")));
        for (Answer answer : answers) {
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(answer.body().toString()).contains("Authorization: ***").doesNotContain("hidden-secret");
        }
    }

    private static JsonNode manifest(Answer kickOff, String token) throws Exception {
        String address =
                kickOff.response().headers().firstValue("Content-Location").orElseThrow();
        for (int i = 0; i < 200; i++) {
            HttpResponse<byte[]> state = fetch(address, token);
            if (state.statusCode() == 200) {
                return Json.parse(state.body());
            }
            assertThat(state.statusCode())
                    .as(new String(state.body(), StandardCharsets.UTF_8))
                    .isEqualTo(202);
            Thread.sleep(100);
        }
        throw new AssertionError("the job did not end");
    }

    private static HttpResponse<byte[]> fetch(String address, String token) throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(address))
                .header("Authorization", token)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static List<JsonNode> lines(JsonNode manifest, String token) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (JsonNode output : manifest.path("output")) {
            String text = new String(fetch(output.path("url").asString(), token).body(), StandardCharsets.UTF_8);
            text.lines().map(Json::parse).forEach(lines::add);
        }
        return lines;
    }

    @Test
    void an_export_is_a_job_for_those_who_may() throws Exception {
        String mark = id();
        String in = put("Patient", id(), "'gender':'male','identifier':[{'system':'urn:test','value':'" + mark + "'}]");
        String out = put("Patient", id(), "'gender':'female'");
        put(
                "Observation",
                in + "-o",
                "'status':'final','code':{'text':'x'},'subject':{'reference':'Patient/" + in + "'}");
        String group = put("Group", id(), """
                'type':'person','actual':true,'member':[{'entity':{'reference':'Patient/%s'}}]""".formatted(in));
        String subscription = subscribed("websocket", ",'header':['Authorization: Bearer hidden-secret']");
        String steward = token("steward");
        String[] may = {
            "Authorization", steward, "Prefer", "respond-async", "Liankang-Purpose", "quality-check",
        };
        refused(get("/$export", "Prefer", "respond-async", "Liankang-Purpose", "quality-check"), 403, "not-allowed");
        refused(get("/$export", "Authorization", steward, "Prefer", "respond-async"), 403, "bulk-purpose-missing");
        refused(get("/$export", "Authorization", steward, "Liankang-Purpose", "quality-check"), 400, "request-invalid");
        refused(get("/Observation/$export", may), 404, "operation-unknown");
        refused(get("/Group/nobody/$export", may), 404, "not-found");
        refused(get("/$export?_typeFilter=Observation%3Fsubject.name%3Dx", may), 400, "bulk-filter-unsupported");
        refused(get("/$export?_typeFilter=Observation%3Fcolour%3Dx", may), 400, "bulk-parameter-invalid");
        refused(get("/$export?_typeFilter=Observation%3F_count%3D5", may), 400, "bulk-parameter-invalid");

        Answer ofGroup = get("/Group/" + group + "/$export", may);
        assertThat(ofGroup.status()).as(ofGroup.body().toString()).isEqualTo(202);
        JsonNode manifest = manifest(ofGroup, steward);
        assertThat(manifest.path("request").asString())
                .isEqualTo(platform.address() + "/fhir/Group/" + group + "/$export");
        assertThat(lines(manifest, steward))
                .extracting(line -> line.path("id").asString())
                .containsExactlyInAnyOrder(in, in + "-o");

        String filter = "Patient%3Fidentifier%3Durn:test%7C" + mark;
        List<JsonNode> filtered =
                lines(manifest(get("/Patient/$export?_type=Patient&_typeFilter=" + filter, may), steward), steward);
        assertThat(filtered)
                .extracting(line -> line.path("id").asString())
                .containsExactly(in)
                .doesNotContain(out);

        Answer posted = post("/$export", """
                {"resourceType":"Parameters","parameter":[{"name":"_type","valueString":"Subscription"}]}""", may);
        assertThat(posted.status()).as(posted.body().toString()).isEqualTo(202);
        List<JsonNode> subscriptions = lines(manifest(posted, steward), steward);
        assertThat(subscriptions).extracting(line -> line.path("id").asString()).contains(subscription);
        assertThat(subscriptions.toString()).contains("Authorization: ***").doesNotContain("hidden-secret");
    }

    @Test
    void an_import_is_for_those_who_may_and_from_listed_sources_only() {
        String body = """
                {"resourceType":"Parameters","parameter":[
                 {"name":"inputFormat","valueCode":"application/fhir+ndjson"},
                 {"name":"input","part":[{"name":"type","valueCode":"Patient"},
                  {"name":"url","valueUrl":"https://files.example.org/Patient.ndjson"}]}]}""";
        refused(post("/$import", body, "Prefer", "respond-async"), 403, "bulk-source-refused");
        refused(post("/$import", body), 400, "request-invalid");
        refused(
                post("/$import", body, "Prefer", "respond-async", "Authorization", token("doctor")),
                403,
                "not-allowed");
        refused(get("/$import"), 405, "interaction-unsupported");
    }

    @Test
    void the_descriptions_name_every_operation_with_its_definition() {
        JsonNode rest = get("/metadata").body().path("rest").path(0);
        assertThat(rest.path("extension").path(0).path("valueUri").asString())
                .isEqualTo(platform.address().replace("http://", "ws://") + "/fhir/ws");
        assertThat(names(rest)).contains("export", "import", "validate");
        JsonNode paths = get("/openapi.json").body().path("paths");
        for (JsonNode resource : rest.path("resource")) {
            TreeSet<String> expected = new TreeSet<>(List.of("validate", "meta"));
            switch (resource.path("type").asString()) {
                case "Patient" -> expected.addAll(List.of("everything", "summary", "export"));
                case "Group" -> expected.add("export");
                case "CodeSystem" -> expected.addAll(List.of("lookup", "subsumes", "validate-code"));
                case "ValueSet" -> expected.addAll(List.of("expand", "validate-code"));
                case "ConceptMap" -> expected.add("translate");
                case "Subscription" -> expected.addAll(List.of("status", "events", "get-ws-binding-token"));
                default -> {}
            }
            assertThat(names(resource)).as(resource.path("type").asString()).containsAll(expected);
            if (resource.path("type").asString().equals("Patient")) {
                assertThat(resource.path("searchRevInclude").toString()).contains("Observation:subject");
            }
        }
        assertThat(paths.has("/ValueSet/$expand")).isTrue();
        assertThat(paths.has("/Group/{id}/$export")).isTrue();
        assertThat(paths.has("/Subscription/{id}/$events")).isTrue();
        assertThat(paths.path("/$import").has("get")).isFalse();
    }

    private static List<String> names(JsonNode at) {
        return StreamSupport.stream(at.path("operation").spliterator(), false)
                .map(one -> {
                    assertThat(one.path("definition").asString()).isNotEmpty();
                    return one.path("name").asString();
                })
                .toList();
    }
}
