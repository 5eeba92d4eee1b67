package org.liankang.web.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.entry.receipt.Item;
import org.liankang.entry.receipt.Quarantine;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.person.Persons;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.web.fhir.FhirClient.Answer;
import tools.jackson.databind.JsonNode;

/** The FHIR door as a sender meets it: real HTTP, the real database. */
class FhirDoorTest {

    private static final FhirClient platform = new FhirClient();

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String patient(String id, String value) {
        return """
                {"resourceType":"Patient","id":"%s","identifier":[{"system":"urn:test","value":"%s"}],
                 "name":[{"text":"测试甲"}],"gender":"female","birthDate":"1980-02-03"}""".formatted(id, value);
    }

    private static String observation(String id, String subject, String extra) {
        return """
                {"resourceType":"Observation","id":"%s","status":"final","subject":{"reference":"%s"},
                 "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]}%s}""".formatted(id, subject, extra);
    }

    private Answer put(String type, String id, String body) {
        return platform.fhir("PUT", "/" + type + "/" + id, body);
    }

    private Answer get(String path) {
        return platform.fhir("GET", path, "");
    }

    @Test
    void what_is_created_can_be_read_back_with_its_version() {
        Answer created = platform.fhir("POST", "/Patient", patient("ignored", id()));
        assertThat(created.status()).isEqualTo(201);
        Answer read = get("/Patient/" + created.id());
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(read.body().path("meta").path("versionId").asString()).isEqualTo("1");
        assertThat(read.response().headers().firstValue("ETag")).contains("W/\"1\"");
    }

    @Test
    void decimals_keep_the_digits_they_were_written_with() {
        String person = id();
        put("Patient", person, patient(person, person));
        String observation = id();
        String body = observation(
                observation, "Patient/" + person, ",\"valueQuantity\":{\"value\":6.10,\"unit\":\"mmol/L\"}");
        put("Observation", observation, body);
        byte[] read = get("/Observation/" + observation).response().body();
        assertThat(new String(read, java.nio.charset.StandardCharsets.UTF_8)).contains("6.10");
    }

    @Test
    void an_update_that_changes_nothing_makes_no_version() {
        String id = id();
        assertThat(put("Patient", id, patient(id, id)).status()).isEqualTo(201);
        assertThat(put("Patient", id, patient(id, id)).status()).isEqualTo(200);
        assertThat(get("/Patient/" + id + "/_history").body().path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void every_change_is_a_version_and_history_keeps_them_all() {
        String id = id();
        put("Patient", id, patient(id, id));
        put("Patient", id, patient(id, id).replace("测试甲", "测试乙"));
        put("Patient", id, patient(id, id));
        JsonNode history = get("/Patient/" + id + "/_history").body();
        assertThat(history.path("total").asInt()).isEqualTo(3);
        assertThat(get("/Patient/" + id + "/_history/2")
                        .body()
                        .path("name")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("测试乙");
        assertThat(get("/Patient/" + id + "/_history/9").status()).isEqualTo(404);
    }

    @Test
    void an_update_of_another_version_than_the_current_is_refused() {
        String id = id();
        put("Patient", id, patient(id, id));
        put("Patient", id, patient(id, id).replace("测试甲", "测试乙"));
        Answer late =
                platform.fhir("PUT", "/Patient/" + id, patient(id, id).replace("测试甲", "测试丙"), "If-Match", "W/\"1\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("version-conflict");
    }

    @Test
    void a_deleted_resource_is_gone_but_its_history_is_not() {
        String id = id();
        put("Patient", id, patient(id, id));
        assertThat(platform.fhir("DELETE", "/Patient/" + id, "").status()).isEqualTo(204);
        assertThat(get("/Patient/" + id).status()).isEqualTo(410);
        assertThat(get("/Patient/" + id + "/_history/1").status()).isEqualTo(200);
        assertThat(put("Patient", id, patient(id, id)).status()).isIn(200, 201);
        assertThat(get("/Patient/" + id).status()).isEqualTo(200);
    }

    @Test
    void the_same_creation_sent_twice_is_stored_once() {
        String body = patient("x", id());
        Answer first = platform.fhir("POST", "/Patient", body);
        Answer second = platform.fhir("POST", "/Patient", body);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.id()).isEqualTo(first.id());
    }

    @Test
    void an_idempotency_key_is_good_for_one_content_only() {
        String key = id();
        String body = patient("x", id());
        Answer first = platform.fhir("POST", "/Patient", body, "Idempotency-Key", key);
        Answer again = platform.fhir("POST", "/Patient", body, "Idempotency-Key", key);
        Answer other = platform.fhir("POST", "/Patient", patient("x", id()), "Idempotency-Key", key);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void malformed_json_is_refused_with_its_place_and_kept() {
        Answer answer = platform.fhir("POST", "/Patient", "{\"resourceType\":\"Patient\",,");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("json-malformed");
        Item kept = platform.part(Quarantine.class)
                .list(Quarantine.Filter.OPEN, 1, Long.MAX_VALUE)
                .getFirst();
        assertThat(kept.code()).isEqualTo("json-malformed");
        assertThat(platform.part(Quarantine.class).payload(kept.number()))
                .hasValueSatisfying(bytes -> assertThat(new String(bytes)).endsWith(",,"));
    }

    @Test
    void wrong_types_and_unknown_codes_are_named_with_their_place() {
        String id = id();
        Answer array = put("Patient", id, patient(id, id).replace("[{\"text\":\"测试甲\"}]", "{\"text\":\"测试甲\"}"));
        assertThat(array.status()).isEqualTo(400);
        assertThat(array.code()).isEqualTo("structure-invalid");
        assertThat(array.body().toString()).contains("Patient.name");
        assertThat(put("Patient", id, patient(id, id).replace("female", "lady")).code())
                .isEqualTo("code-unknown");
        assertThat(put("Patient", id, patient(id, id).replace("1980-02-03", "1980-02-30"))
                        .code())
                .isEqualTo("value-invalid");
        assertThat(put("Patient", id, patient(id, id).replace("\"1980-02-03\"", "19800203"))
                        .code())
                .isEqualTo("value-invalid");
        assertThat(put("Patient", "other", patient(id, id)).code()).isEqualTo("id-mismatch");
        assertThat(put("Observation", id, patient(id, id)).code()).isEqualTo("resource-type-mismatch");
        assertThat(put("Pacient", id, patient(id, id)).status()).isEqualTo(404);
        assertThat(get("/Patient/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_hundred_megabytes_of_garbage_are_too_large() {
        Answer answer = platform.fhir("POST", "/", new byte[100 * 1024 * 1024]);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("payload-too-large");
    }

    @Test
    void an_id_number_with_a_wrong_check_digit_stays_out() {
        String id = id();
        String body = patient(id, "33020319850615123X").replace("urn:test", "urn:oid:2.16.156.10011.1.3");
        Answer wrong = put("Patient", id, body.replace("123X", "1231"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.code()).isEqualTo("resident-id-invalid");
        assertThat(put("Patient", id, body).status()).isEqualTo(201);
    }

    @Test
    void fifteen_and_eighteen_digits_are_the_same_resident() {
        String system = "urn:oid:2.16.156.10011.1.3";
        String old = id();
        String wide = id();
        put("Patient", old, patient(old, "330303650712002").replace("urn:test", system));
        put("Patient", wide, patient(wide, "330303196507120028").replace("urn:test", system));
        Persons persons = platform.part(Persons.class);
        assertThat(persons.byPatient(old)).isPresent().isEqualTo(persons.byPatient(wide));
    }

    @Test
    void identifiers_that_name_two_residents_are_a_conflict_for_a_human() {
        String one = id();
        String two = id();
        put("Patient", one, patient(one, one));
        put("Patient", two, patient(two, two));
        String both = id();
        Answer answer = put(
                "Patient",
                both,
                patient(both, one)
                        .replace(
                                "}],\n \"name\"",
                                "},{\"system\":\"urn:test\",\"value\":\"" + two + "\"}],\n \"name\""));
        assertThat(answer.code()).isEqualTo("identity-conflict");
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void what_lies_in_the_future_has_not_happened() {
        String person = id();
        put("Patient", person, patient(person, person));
        String tomorrowWeek = LocalDate.now().plusDays(8).toString();
        Answer answer = platform.fhir(
                "POST",
                "/Observation",
                observation(id(), "Patient/" + person, ",\"effectiveDateTime\":\"" + tomorrowWeek + "\""));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("date-in-future");
    }

    @Test
    void an_unknown_institution_is_refused_and_its_submission_enters_when_it_registers() throws Exception {
        String code = "11330203LK00100999";
        String person = id();
        Answer answer =
                platform.fhir("PUT", "/Patient/" + person, patient(person, person), "Liankang-Institution", code);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("institution-unknown");
        String organization = id();
        String body = """
                {"resourceType":"Organization","id":"%s","name":"测试医院",
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.5","value":"%s"}]}""".formatted(organization, code);
        assertThat(put("Organization", organization, body).status()).isEqualTo(201);
        assertThat(eventually(() -> get("/Patient/" + person).status() == 200)).isTrue();
    }

    @Test
    void a_dangling_reference_waits_and_enters_when_its_target_arrives() throws Exception {
        String person = id();
        String observation = id();
        Answer waiting = put("Observation", observation, observation(observation, "Patient/" + person, ""));
        assertThat(waiting.status()).isEqualTo(422);
        assertThat(waiting.code()).isEqualTo("reference-unresolved");
        put("Patient", person, patient(person, person));
        assertThat(eventually(() -> get("/Observation/" + observation).status() == 200))
                .isTrue();
        long resident = platform.part(Persons.class).byPatient(person).orElseThrow();
        assertThat(platform.part(Records.class).chart(resident))
                .extracting(Version::reference)
                .contains("Observation/" + observation);
    }

    @Test
    void a_conditional_reference_means_the_one_resource_that_matches() throws Exception {
        String person = id();
        String observation = id();
        String conditional = "Patient?identifier=urn:test|" + person;
        assertThat(put("Observation", observation, observation(observation, conditional, ""))
                        .code())
                .isEqualTo("reference-unresolved");
        put("Patient", person, patient(person, person));
        assertThat(eventually(() -> get("/Observation/" + observation).status() == 200))
                .isTrue();
        assertThat(get("/Observation?subject=Patient/" + person)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_transaction_enters_whole_or_not_at_all() {
        String person = id();
        String bundle = """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"fullUrl":"urn:uuid:p","resource":%s,"request":{"method":"PUT","url":"Patient/%s"}},
                 {"resource":%s,"request":{"method":"POST","url":"Observation"}}]}""";
        String good = bundle.formatted(patient(person, person), person, observation("x", "urn:uuid:p", ""));
        String bad = good.replace("\"final\"", "\"finished\"");
        Answer refused = platform.fhir("POST", "/", bad);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("code-unknown");
        assertThat(refused.body().toString()).contains("Bundle.entry[1]");
        assertThat(get("/Patient/" + person).status()).isEqualTo(404);
        Answer entered = platform.fhir("POST", "/", good);
        assertThat(entered.status()).isEqualTo(200);
        assertThat(get("/Observation?subject=Patient/" + person)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void of_a_batch_each_entry_enters_by_itself() {
        String person = id();
        String bundle = """
                {"resourceType":"Bundle","type":"batch","entry":[
                 {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}},
                 {"resource":{"resourceType":"Observation"},"request":{"method":"POST","url":"Observation"}},
                 {"resource":%s,"request":{"method":"POST","url":"Observation"}}]}""".formatted(patient(person, person), person, observation("x", "Patient/" + person, ""));
        JsonNode entries = platform.fhir("POST", "/", bundle).body().path("entry");
        assertThat(entries.path(0).path("response").path("status").asString()).startsWith("201");
        assertThat(entries.path(1).path("response").path("status").asString()).startsWith("422");
        assertThat(entries.path(2).path("response").path("status").asString()).startsWith("201");
    }

    @Test
    void a_quarantined_item_enters_once_corrected() throws Exception {
        String id = id();
        put("Patient", id, patient(id, id).replace("female", "lady"));
        Quarantine quarantine = platform.part(Quarantine.class);
        Item item = quarantine.list(Quarantine.Filter.OPEN, 200, Long.MAX_VALUE).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        Submitter steward = new Submitter("steward", "");
        Receipt still =
                quarantine.resubmit(item.number(), Optional.empty(), steward).get();
        assertThat(still.accepted()).isFalse();
        assertThat(quarantine.find(item.number()).orElseThrow().tries()).isEqualTo(2);
        Receipt entered = quarantine
                .resubmit(
                        item.number(),
                        Optional.of(patient(id, id).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        steward)
                .get();
        assertThat(entered.accepted()).isTrue();
        assertThat(quarantine.find(item.number()).orElseThrow().state()).isEqualTo("RELEASED");
        assertThat(get("/Patient/" + id).status()).isEqualTo(200);
    }

    @Test
    void the_payload_is_kept_exactly_as_it_came() {
        String id = id();
        String body = " " + patient(id, id) + "\n\n";
        put("Patient", id, body);
        long submission =
                platform.part(Records.class).read("Patient", id).orElseThrow().submission();
        Submissions submissions = platform.part(Submissions.class);
        assertThat(submissions.payload(submission))
                .hasValueSatisfying(bytes -> assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo(body));
        assertThat(submissions.find(submission).orElseThrow().login()).isEqualTo("sender");
    }

    @Test
    void a_parameter_that_is_not_supported_is_refused_by_name() {
        assertThat(get("/Patient?favourite-colour=blue").code()).isEqualTo("search-parameter-unknown");
        assertThat(get("/Patient?name:sounds=li").code()).isEqualTo("search-modifier-unsupported");
        assertThat(get("/Observation?date=someday").code()).isEqualTo("search-value-invalid");
    }

    @Test
    void searches_find_by_token_reference_text_and_time() {
        String person = id();
        put("Patient", person, patient(person, person).replace("测试甲", "欧阳" + person.substring(0, 8)));
        for (int day = 1; day <= 3; day++) {
            String observation = id();
            put(
                    "Observation",
                    observation,
                    observation(observation, "Patient/" + person, ",\"effectiveDateTime\":\"2025-03-0" + day + "\""));
        }
        String mine = "/Observation?patient=" + person;
        assertThat(get(mine).body().path("total").asInt()).isEqualTo(3);
        assertThat(get(mine + "&code=http://loinc.org%7C8867-4&date=ge2025-03-02")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertThat(get(mine + "&date=2025-03-02").body().path("total").asInt()).isEqualTo(1);
        assertThat(get(mine + "&code:not=8867-4").body().path("total").asInt()).isZero();
        JsonNode sorted = get(mine + "&_sort=-date&_count=1").body();
        assertThat(sorted.path("entry")
                        .path(0)
                        .path("resource")
                        .path("effectiveDateTime")
                        .asString())
                .isEqualTo("2025-03-03");
        assertThat(sorted.path("link").toString()).contains("next");
        String name =
                java.net.URLEncoder.encode("欧阳" + person.substring(0, 8), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(get("/Patient?name=" + name).body().path("total").asInt()).isEqualTo(1);
        assertThat(get("/Patient?identifier=urn:test%7C" + person)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void without_a_token_nothing_is_shown() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(platform.address() + "/fhir/Patient"))
                .build();
        var response = java.net.http.HttpClient.newHttpClient()
                .send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("OperationOutcome");
    }

    @Test
    void many_writers_of_one_resource_leave_versions_without_gaps() throws Exception {
        String id = id();
        put("Patient", id, patient(id, id));
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "测试" + i;
            writers.add(() ->
                    put("Patient", id, patient(id, id).replace("测试甲", name)).status());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : threads.invokeAll(writers)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        List<Integer> numbers = platform.part(Records.class).history("Patient", id).stream()
                .map(Version::number)
                .toList();
        assertThat(numbers)
                .hasSize(41)
                .isSortedAccordingTo((a, b) -> b - a)
                .doesNotHaveDuplicates()
                .startsWith(41);
    }

    @Test
    void the_feed_has_no_gaps() {
        Records records = platform.part(Records.class);
        put("Patient", "gap", patient("gap", "gap"));
        List<Long> positions = records.between(0, records.last()).stream()
                .map(Version::position)
                .toList();
        for (int i = 0; i < positions.size(); i++) {
            assertThat(positions.get(i)).isEqualTo(i + 1L);
        }
    }

    @Test
    void odd_documents_are_answered_with_a_code_and_never_with_a_fault() {
        Map<String, String> odd = Map.ofEntries(
                Map.entry("nothing", ""),
                Map.entry("null", "null"),
                Map.entry("a list", "[]"),
                Map.entry("a number", "42"),
                Map.entry("an empty object", "{}"),
                Map.entry("no type", "{\"id\":\"1\"}"),
                Map.entry("a number as type", "{\"resourceType\":7}"),
                Map.entry("a list as type", "{\"resourceType\":[\"Patient\"]}"),
                Map.entry("deep", "[".repeat(5000)),
                Map.entry("deep objects", "{\"a\":".repeat(3000) + "1" + "}".repeat(3000)),
                Map.entry("a name twice", "{\"resourceType\":\"Patient\",\"gender\":\"male\",\"gender\":\"female\"}"),
                Map.entry("a null character", "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"\\u0000\"}]}"),
                Map.entry("half a character", "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"\\ud83d\"}]}"),
                Map.entry("a list as name", "{\"resourceType\":\"Patient\",\"name\":[[[]]]}"),
                Map.entry("identifier of numbers", "{\"resourceType\":\"Patient\",\"identifier\":[1,2]}"),
                Map.entry("meta as text", "{\"resourceType\":\"Patient\",\"meta\":\"x\"}"),
                Map.entry("an enormous number", "{\"resourceType\":\"Patient\",\"multipleBirthInteger\":1e400}"),
                Map.entry(
                        "contained nonsense",
                        "{\"resourceType\":\"Patient\",\"contained\":[{\"resourceType\":\"X\"}]}"),
                Map.entry("a year in birth date", "{\"resourceType\":\"Patient\",\"birthDate\":\"0000\"}"));
        odd.forEach((name, body) -> {
            for (String path : List.of("/Patient", "/")) {
                Answer answer = platform.fhir("POST", path, body);
                boolean entered = answer.status() == 201;
                assertThat(answer.status())
                        .as(name + " at " + path)
                        .satisfiesAnyOf(
                                status -> assertThat(status).isBetween(400, 499),
                                status -> assertThat(entered).isTrue());
                if (!entered) {
                    assertThat(answer.code()).as(name + " at " + path).isNotEmpty();
                }
            }
        });
    }

    private long residentOf(String type, String id) {
        return platform.part(Records.class).read(type, id).orElseThrow().resident();
    }

    @Test
    void a_condition_used_again_later_still_means_the_resident() {
        String person = id();
        put("Patient", person, patient(person, person));
        for (String observation : List.of(id(), id(), id())) {
            put("Observation", observation, observation(observation, "Patient?identifier=urn:test|" + person, ""));
            assertThat(residentOf("Observation", observation)).isEqualTo(residentOf("Patient", person));
        }
    }

    @Test
    void a_transaction_has_no_order_of_its_own() {
        String person = id();
        String observation = id();
        String bundle = """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"resource":%s,"request":{"method":"PUT","url":"Observation/%s"}},
                 {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}}]}""".formatted(
                observation(observation, "Patient/" + person, ""), observation, patient(person, person), person);
        assertThat(platform.fhir("POST", "/", bundle).status()).isEqualTo(200);
        assertThat(residentOf("Observation", observation))
                .isEqualTo(residentOf("Patient", person))
                .isPositive();
    }

    @Test
    void what_waited_does_not_overwrite_what_came_meanwhile() throws Exception {
        String person = id();
        String observation = id();
        String encounter = id();
        put("Patient", person, patient(person, person));
        String old = observation(
                observation, "Patient/" + person, ",\"encounter\":{\"reference\":\"Encounter/" + encounter + "\"}");
        assertThat(put("Observation", observation, old).code()).isEqualTo("reference-unresolved");
        assertThat(put("Observation", observation, observation(observation, "Patient/" + person, ""))
                        .status())
                .isEqualTo(201);
        put("Encounter", encounter, """
                {"resourceType":"Encounter","id":"%s","status":"finished","class":{"code":"AMB"},
                 "subject":{"reference":"Patient/%s"}}""".formatted(encounter, person));
        Quarantine quarantine = platform.part(Quarantine.class);
        assertThat(eventually(() ->
                        quarantine.list(new Quarantine.Filter("OPEN", "superseded", "", 0), 50, Long.MAX_VALUE).stream()
                                .anyMatch(item -> item.id().equals(observation))))
                .isTrue();
        assertThat(get("/Observation/" + observation).body().has("encounter")).isFalse();
    }

    @Test
    void a_later_document_without_the_id_number_does_not_take_it_away() {
        String one = id();
        String bundle = """
                {"resourceType":"Bundle","type":"batch","entry":[
                 {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}},
                 {"resource":%s,"request":{"method":"PUT","url":"Patient/%s"}}]}""".formatted(
                        patient(one, one)
                                .replace(
                                        "}],\n \"name\"",
                                        "},{\"system\":\"urn:oid:2.16.156.10011.1.3\",\"value\":\"440524188001010014\"}],\n \"name\""),
                        one,
                        patient(one + "b", one),
                        one + "b");
        platform.fhir("POST", "/", bundle);
        assertThat(platform.part(Persons.class).search("440524188001010014", 5)).hasSize(1);
    }

    @Test
    void a_key_is_good_for_one_request_only_even_without_a_body() {
        String one = id();
        String two = id();
        put("Patient", one, patient(one, one));
        put("Patient", two, patient(two, two));
        String key = id();
        assertThat(platform.fhir("DELETE", "/Patient/" + one, "", "Idempotency-Key", key)
                        .status())
                .isEqualTo(204);
        assertThat(platform.fhir("DELETE", "/Patient/" + two, "", "Idempotency-Key", key)
                        .code())
                .isEqualTo("idempotency-key-reused");
        assertThat(get("/Patient/" + two).status()).isEqualTo(200);
    }

    @Test
    void what_would_stop_a_book_or_an_index_stays_out() {
        String person = id();
        put("Patient", person, patient(person, person));
        String subject = "Patient/" + person;
        assertThat(platform.fhir(
                                "POST",
                                "/Observation",
                                observation("x", subject, ",\"valueQuantity\":{\"value\":1e400}"))
                        .code())
                .isEqualTo("value-invalid");
        assertThat(platform.fhir(
                                "POST",
                                "/Observation",
                                observation("x", subject, ",\"valueQuantity\":{\"value\":1e-999999999}"))
                        .code())
                .isEqualTo("value-invalid");
        assertThat(platform.fhir("POST", "/Observation", observation("x", "Patient?identifier=%zz", ""))
                        .code())
                .isEqualTo("reference-unresolved");
        assertThat(platform.fhir("POST", "/Observation", observation("x", "http://x/fhir/Patient?a=b", ""))
                        .status())
                .isEqualTo(201);
        assertThat(platform.fhir("POST", "/Observation", observation("x", "Patient/" + "a".repeat(900), ""))
                        .code())
                .isEqualTo("value-invalid");
        assertThat(platform.fhir("POST", "/Patient", patient("x", "长".repeat(3000)))
                        .code())
                .isEqualTo("text-too-long");
        String list = "{},".repeat(10_001);
        assertThat(platform.fhir(
                                "POST",
                                "/",
                                "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["
                                        + list.substring(0, list.length() - 1) + "]}")
                        .code())
                .isEqualTo("bundle-too-long");
    }

    @Test
    void odd_requests_are_answered_with_a_code_too() {
        assertThat(get("/Patient?_id=%00").status()).isEqualTo(400);
        assertThat(get("/Patient?name=%00").status()).isEqualTo(400);
        assertThat(get("/Patient?name=" + "a,".repeat(500)).code()).isEqualTo("search-value-invalid");
        assertThat(get("/Patient/a%20b").status()).isEqualTo(400);
        assertThat(platform.fhir("POST", "/Patient", new byte[] {31, (byte) 139, 8}, "Content-Encoding", "gzip")
                        .status())
                .isEqualTo(400);
        assertThat(platform.fhir("PUT", "/Patient/x", patient("x", "x"), "If-Match", "yesterday")
                        .code())
                .isEqualTo("request-invalid");
        assertThat(get("/Patient/x/_history/99999999999999").status()).isIn(400, 404);
    }

    private static boolean eventually(Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < until) {
            if (condition.call()) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }
}
