package org.liankang.web.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Persons;
import org.liankang.record.store.Records;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class OfflineDoorTest {

    private static RunningPlatform platform;
    private static long zhang;
    private static long li;
    private static long chen;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        zhang = resident("张建国");
        li = resident("李秀英");
        chen = resident("陈小明");
    }

    private static long resident(String name) {
        return platform.bean(Persons.class).search(name, 1).getFirst().id();
    }

    private static List<JsonNode> residents(JsonNode page) {
        return Json.each(page.path("residents")).toList();
    }

    private static List<Long> ids(JsonNode page) {
        return residents(page).stream().map(one -> one.path("id").asLong()).toList();
    }

    private static JsonNode kept(DeviceClient device, long resident) {
        return residents(device.get("/api/offline/panel").body()).stream()
                .filter(one -> one.path("id").asLong() == resident)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode visit(DeviceClient device, long resident) {
        ObjectNode visit = Json.object()
                .put("formId", UUID.randomUUID().toString())
                .put("form", "hypertension-followup")
                .put("resident", resident)
                .put("task", "")
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("base", kept(device, resident).path("base").asLong());
        ObjectNode answers = visit.putObject("answers");
        Map.of(
                        "date", SmallDistrict.TODAY.toString(),
                        "mode", "HH",
                        "symptoms", "none",
                        "systolic", "132",
                        "diastolic", "82",
                        "adherence", "regular",
                        "adverse-reaction", "false",
                        "complication", "false",
                        "classification", "controlled",
                        "next-visit", SmallDistrict.TODAY.plusMonths(3).toString())
                .forEach((link, answer) -> answers.putArray(link).add(answer));
        return visit;
    }

    @Test
    void a_device_keeps_residents_of_its_own_centre_to_whom_something_is_due_with_masked_numbers() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            JsonNode page = device.get("/api/offline/panel").body();
            assertThat(ids(page)).contains(zhang, li).doesNotContain(chen);
            JsonNode one = kept(device, zhang);
            assertThat(Json.text(one, "number")).matches("330203\\*{8}.{4}");
            assertThat(Json.text(one, "phone")).contains("****");
            assertThat(Json.each(one.path("tasks")).map(task -> Json.text(task, "service")))
                    .contains("hypertension-followup");
            assertThat(one.path("measured").path("8480-6").path(0).asString()).isNotEmpty();
            assertThat(Json.each(one.path("problems"))).isNotEmpty();
        }
    }

    @Test
    void every_resident_handed_out_leaves_a_trace_with_its_purpose() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            device.get("/api/offline/panel");
            AuditTrail trail = platform.bean(AuditTrail.class);
            trail.flush();
            assertThat(trail.entries(new AuditTrail.Filter("doctor", "offline-download", li), 1, 0))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.purpose()).isEqualTo("CARE");
                        assertThat(entry.reference()).isEqualTo("device/" + device.device());
                    });
            assertThat(trail.entries(new AuditTrail.Filter("doctor", "offline-download", chen), 1, 0))
                    .isEmpty();
        }
    }

    @Test
    void a_download_goes_on_behind_the_last_portion_and_gives_everybody_once() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            JsonNode whole = device.get("/api/offline/panel").body();
            List<Long> found = new ArrayList<>();
            List<Long> portions = new ArrayList<>(List.of(0L));
            boolean more = true;
            while (more) {
                JsonNode portion = device.get("/api/offline/panel?most=1&at=" + portions.getLast())
                        .body();
                assertThat(portion.path("all").asInt())
                        .isEqualTo(whole.path("all").asInt());
                found.addAll(ids(portion));
                portions.add(portion.path("at").asLong());
                more = portion.path("more").asBoolean();
            }
            assertThat(found).doesNotHaveDuplicates().hasSize(whole.path("all").asInt());
            assertThat(found.subList(0, ids(whole).size())).isEqualTo(ids(whole));
            JsonNode again = device.get("/api/offline/panel?most=1&at=" + portions.get(1))
                    .body();
            assertThat(ids(again)).as("asked once more").isEqualTo(found.subList(1, 2));
        }
    }

    @Test
    void a_device_of_one_village_keeps_nobody_else() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor", "一个没有人的村")) {
            JsonNode page = device.get("/api/offline/panel").body();
            assertThat(page.path("all").asInt()).isZero();
            assertThat(residents(page)).isEmpty();
        }
    }

    @Test
    void what_is_out_of_bounds_is_refused_with_a_code() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            for (String wrong : List.of("most=0", "most=101", "at=-1")) {
                DeviceClient.Answer answer = device.get("/api/offline/panel?" + wrong);
                assertThat(answer.status()).as(wrong).isEqualTo(400);
                assertThat(answer.code()).isEqualTo("request-invalid");
            }
            ObjectNode large = visit(device, li);
            large.withObject("answers").putArray("auxiliary-exam").add("很".repeat(Brought.LARGEST));
            assertThat(device.post("/api/offline/visits", large).code()).isEqualTo("payload-too-large");
            for (String field : List.of("formId", "form", "at", "answers", "resident", "base")) {
                ObjectNode cut = visit(device, li);
                cut.remove(field);
                DeviceClient.Answer answer = device.post("/api/offline/visits", cut);
                assertThat(answer.status()).as(field).isEqualTo(400);
                assertThat(answer.code()).isEqualTo("request-invalid");
            }
        }
    }

    @Test
    void without_a_devices_own_token_the_door_is_shut() {
        var accounts = platform.bean(Accounts.class);
        String token = accounts.issueToken(
                accounts.byLogin("doctor").orElseThrow().id(), "test", java.time.Duration.ofDays(1));
        for (String wrong : List.of("", "lkd_unknown", token)) {
            assertThat(get(wrong, "/api/offline/panel").code()).isEqualTo("sign-in-needed");
        }
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            assertThat(get(device.token(), "/api/lake/export").status()).isEqualTo(401);
            assertThat(get(device.token(), "/fhir/Patient").status()).isEqualTo(401);
        }
    }

    private static DeviceClient.Answer get(String token, String path) {
        return DeviceClient.send(platform, token, HttpRequest.newBuilder(URI.create(platform.address() + path)));
    }

    @Test
    void a_withdrawn_device_gets_nothing_and_can_bring_nothing() {
        DeviceClient device = DeviceClient.registered(platform, "doctor");
        ObjectNode visit = visit(device, li);
        device.close();
        for (DeviceClient.Answer answer : List.of(
                device.get("/api/offline/panel"),
                device.get("/api/offline/forms"),
                device.post("/api/offline/visits", visit),
                device.post("/api/offline/discards", visit))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("device-withdrawn");
        }
    }

    @Test
    void only_who_may_visit_residents_of_a_centre_can_register_a_device_and_not_too_many() {
        Map<String, List<String>> fields = Map.of("name", List.of("a test"));
        assertThat(DeviceClient.register(Visitor.signedIn(platform, "planner"), fields)
                        .status())
                .isEqualTo(403);
        Visitor.Answer unknown = DeviceClient.register(Visitor.stranger(platform), fields);
        assertThat(unknown.path()).startsWith("/sign-in");
        assertThat(unknown.body()).doesNotContain("lkd_");
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        assertThat(DeviceClient.register(doctor, Map.of("name", List.of(" "))).status())
                .isEqualTo(400);
        List<DeviceClient> devices = Stream.generate(() -> DeviceClient.registered(platform, "doctor"))
                .limit(5)
                .toList();
        Visitor.Answer sixth = DeviceClient.register(doctor, fields);
        devices.forEach(DeviceClient::close);
        assertThat(sixth.status()).isEqualTo(409);
        assertThat(sixth.body()).contains("device-too-many");
    }

    @Test
    void nobody_withdraws_anothers_device_except_an_administrator() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            String path = "/devices/" + device.device() + "/withdraw";
            Visitor steward = Visitor.signedIn(platform, "steward");
            steward.get("/devices");
            assertThat(steward.post(path, Map.of()).status()).isEqualTo(404);
            assertThat(device.get("/api/offline/panel").status()).isEqualTo(200);
            Visitor administrator = Visitor.signedIn(platform, "admin");
            assertThat(administrator.get("/devices").body()).contains("a test");
            administrator.post(path, Map.of());
            assertThat(device.get("/api/offline/panel").code()).isEqualTo("device-withdrawn");
        }
    }

    @Test
    void the_page_of_the_app_holds_nobodys_data_and_needs_no_sign_in() {
        Visitor stranger = Visitor.stranger(platform);
        assertThat(stranger.get("/offline").body()).contains("随访").doesNotContain("李秀英");
        assertThat(stranger.get("/offline/session").body()).contains("\"signedIn\":false");
        assertThat(stranger.get("/offline/manifest.webmanifest").body()).contains("start_url", "/assets/icon-512.png");
        assertThat(stranger.get("/offline-worker.js").status()).isEqualTo(200);
    }

    @Test
    void every_file_the_app_keeps_is_there() {
        Visitor stranger = Visitor.stranger(platform);
        String worker = stranger.get("/offline-worker.js").body();
        var named = java.util.regex.Pattern.compile("\"(/(?:assets|offline)[^\"]*)\"")
                .matcher(worker)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        path -> assertThat(stranger.get(path).status()).as(path).isEqualTo(200));
        String shell = stranger.get("/offline").body();
        var asked = java.util.regex.Pattern.compile("(?:src|href)=\"(/assets/[^\"#]*)\"")
                .matcher(shell)
                .results()
                .map(found -> found.group(1))
                .filter(path -> !path.contains("/icon-"))
                .toList();
        assertThat(named).containsAll(asked);
    }

    @Test
    void every_form_of_the_region_is_given_as_a_blank_page() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            JsonNode forms = device.get("/api/offline/forms").body();
            JsonNode one = forms.path("forms").path("hypertension-followup");
            assertThat(Json.text(one, "html")).contains("name=\"a.systolic\"", "data-rules", "&#34;required&#34;:true");
            assertThat(Json.text(forms.path("services"), "hypertension-followup"))
                    .isEqualTo("高血压随访");
        }
    }

    @Test
    void a_visit_brought_twice_is_stored_once() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            ObjectNode visit = visit(device, zhang);
            DeviceClient.Answer first = device.post("/api/offline/visits", visit);
            assertThat(first.status()).as("%s", first.body()).isEqualTo(200);
            DeviceClient.Answer second = device.post("/api/offline/visits", visit);
            assertThat(second.body().path("submission")).isEqualTo(first.body().path("submission"));
            assertThat(second.body().path("repeated").asBoolean()).isTrue();
            long number = first.body().path("submission").asLong();
            assertThat(platform.bean(Submissions.class).find(number))
                    .hasValueSatisfying(
                            submission -> assertThat(submission.channel()).isEqualTo("form"));
            assertThat(platform.bean(Records.class).changesOf(number))
                    .anyMatch(version -> version.type().equals("QuestionnaireResponse"));
            AuditTrail trail = platform.bean(AuditTrail.class);
            trail.flush();
            assertThat(trail.entries(new AuditTrail.Filter("doctor", "offline-visit", zhang), 5, 0))
                    .isNotEmpty();
        }
    }

    @Test
    void when_the_same_service_was_recorded_meanwhile_a_person_decides_and_nothing_is_lost() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            ObjectNode visit = visit(device, li);
            String other = recorded("li", 156, 96);
            DeviceClient.Answer conflict = device.post("/api/offline/visits", visit);
            assertThat(conflict.status()).isEqualTo(409);
            assertThat(conflict.code()).isEqualTo("visit-conflict");
            assertThat(Json.text(conflict.body(), "others", "reference")).isEqualTo(other);
            assertThat(Json.each(conflict.body().path("rows")).map(JsonNode::toString))
                    .anySatisfy(row -> assertThat(row).contains("132", "156"));
            assertThat(device.post("/api/offline/visits", visit).status())
                    .as("asked again it is still a conflict")
                    .isEqualTo(409);

            visit.put("despite", conflict.body().path("seen").asLong());
            DeviceClient.Answer stored = device.post("/api/offline/visits", visit);
            assertThat(stored.status()).as("%s", stored.body()).isEqualTo(200);
            assertThat(platform.bean(Records.class).chart(li))
                    .anyMatch(version -> version.reference().equals(other));
            AuditTrail trail = platform.bean(AuditTrail.class);
            trail.flush();
            assertThat(trail.entries(new AuditTrail.Filter("doctor", "offline-send-as-well", li), 1, 0))
                    .hasSize(1);
        }
    }

    @Test
    void what_somebody_records_after_the_decision_is_a_conflict_again() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            ObjectNode visit = visit(device, li);
            recorded("li", 151, 91);
            long seen = device.post("/api/offline/visits", visit)
                    .body()
                    .path("seen")
                    .asLong();
            String later = recorded("li", 149, 90);
            visit.put("despite", seen);
            DeviceClient.Answer again = device.post("/api/offline/visits", visit);
            assertThat(again.code()).isEqualTo("visit-conflict");
            assertThat(Json.text(again.body(), "others", "reference")).isEqualTo(later);
            assertThat(device.post("/api/offline/discards", visit).status()).isEqualTo(200);
            AuditTrail trail = platform.bean(AuditTrail.class);
            trail.flush();
            assertThat(trail.entries(new AuditTrail.Filter("doctor", "offline-discard", li), 1, 0))
                    .hasSize(1);
        }
    }

    @Test
    void a_new_allergy_is_shown_before_a_visit_is_stored_another_service_is_not() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            ObjectNode visit = visit(device, zhang);
            ArrayNode entries = Json.array();
            put(entries, "Encounter", "zhang-clinic-" + UUID.randomUUID(), """
                    {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                     'type':[{'coding':[{'system':'urn:liankang:service','code':'outpatient'}]}],
                     'subject':{'reference':'Patient/zhang'},'period':{'start':'%s','end':'%s'},
                     'serviceProvider':{'reference':'Organization/hospital'}}""".formatted(
                            SmallDistrict.TODAY, SmallDistrict.TODAY));
            send(entries);
            assertThat(device.post("/api/offline/visits", visit).status()).isEqualTo(200);

            ObjectNode next = visit(device, zhang);
            ArrayNode allergy = Json.array();
            put(allergy, "AllergyIntolerance", "zhang-" + UUID.randomUUID(), """
                    {'patient':{'reference':'Patient/zhang'},'criticality':'high','code':{'text':'头孢曲松'},
                     'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]}}""");
            send(allergy);
            DeviceClient.Answer conflict = device.post("/api/offline/visits", next);
            assertThat(conflict.code()).isEqualTo("visit-conflict");
            assertThat(Json.text(conflict.body(), "changes", "kind")).isEqualTo("allergy");
            assertThat(Json.text(conflict.body(), "changes", "words")).isEqualTo("头孢曲松");
        }
    }

    @Test
    void a_visit_that_cannot_be_is_answered_with_why_and_stores_nothing() {
        try (DeviceClient device = DeviceClient.registered(platform, "doctor")) {
            ObjectNode open = visit(device, li);
            open.withObject("answers").remove("systolic");
            DeviceClient.Answer mend = device.post("/api/offline/visits", open);
            assertThat(mend.status()).isEqualTo(422);
            assertThat(mend.code()).isEqualTo("answers-refused");
            assertThat(Json.text(mend.body(), "findings", "path")).isEqualTo("systolic");
            assertThat(Json.text(mend.body(), "findings", "message")).isEqualTo("此项必填");

            ObjectNode future = visit(device, li);
            future.put("at", Instant.now().plus(2, ChronoUnit.DAYS).toString());
            assertThat(device.post("/api/offline/visits", future).code()).isEqualTo("offline-time-invalid");
            ObjectNode unknown = visit(device, li).put("form", "no-such-form");
            assertThat(device.post("/api/offline/visits", unknown).code()).isEqualTo("form-unknown");
            ObjectNode elsewhere = visit(device, li).put("resident", chen);
            DeviceClient.Answer refused = device.post("/api/offline/visits", elsewhere);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("resident-elsewhere");
        }
    }

    /** Somebody else's follow-up today, as a hospital's interface would tell it. */
    private static String recorded(String resident, int systolic, int diastolic) {
        String id = resident + "-meanwhile-" + UUID.randomUUID();
        ArrayNode entries = Json.array();
        put(entries, "Encounter", id, """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'subject':{'reference':'Patient/%s'},'period':{'start':'%s','end':'%s'},
                 'participant':[{'individual':{'reference':'Practitioner/doctor'}}],
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(resident, SmallDistrict.TODAY, SmallDistrict.TODAY));
        put(entries, "Observation", id + "-bp", """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},'effectiveDateTime':'%s',
                 'component':[
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}},
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]}""".formatted(resident, id, SmallDistrict.TODAY, systolic, diastolic));
        send(entries);
        return "Encounter/" + id;
    }

    private static void send(ArrayNode entries) {
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        bundle.set("entry", entries);
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                .isTrue();
        platform.caughtUp();
    }

    private static void put(ArrayNode entries, String type, String id, String quoted) {
        var resource = Json.object().put("resourceType", type).put("id", id);
        Json.parse(quoted.replace('\'', '"'))
                .propertyStream()
                .forEach(property -> resource.set(property.getKey(), property.getValue()));
        var entry = entries.addObject();
        entry.put("fullUrl", "https://small.example/" + type + "/" + id);
        entry.set("resource", resource);
        entry.putObject("request").put("method", "PUT").put("url", type + "/" + id);
    }
}
