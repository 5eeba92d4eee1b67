package org.liankang.web.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Role;
import org.liankang.identity.person.Persons;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a device that holds its residents is told later. A centre, two teams and residents of their own. */
class OfflineUpdateTest {

    private static final String CENTRE = "12330203DEM00007AP";
    private static final String DOCTOR = "update-doctor";
    private static final int MANY = 200;

    private static RunningPlatform platform;

    /** What a device keeps, as the app keeps it. */
    private static final class Store {

        final DeviceClient device;
        final Map<Long, JsonNode> residents = new TreeMap<>();
        long at;
        int portions;
        int bytes;
        boolean whole;
        List<Long> come = new ArrayList<>();
        List<Long> gone = new ArrayList<>();

        Store(DeviceClient device) {
            this.device = device;
        }

        Store update() {
            return update(100);
        }

        Store update(int most) {
            come = new ArrayList<>();
            gone = new ArrayList<>();
            portions = 0;
            bytes = 0;
            boolean more = true;
            while (more) {
                DeviceClient.Answer answer = device.get("/api/offline/panel?most=" + most + "&at=" + at);
                assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
                more = take(answer);
            }
            return this;
        }

        boolean take(DeviceClient.Answer answer) {
            JsonNode portion = answer.body();
            whole = portion.path("whole").asBoolean();
            if (whole && portion.path("round").asLong() == portion.path("at").asLong()) {
                residents.clear();
            }
            Json.each(portion.path("residents")).forEach(one -> {
                come.add(one.path("id").asLong());
                residents.put(one.path("id").asLong(), one);
            });
            Json.each(portion.path("gone")).forEach(one -> {
                gone.add(one.asLong());
                residents.remove(one.asLong());
            });
            at = portion.path("at").asLong();
            portions++;
            bytes += answer.bytes();
            return portion.path("more").asBoolean();
        }
    }

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        ArrayNode places = Json.array();
        put(places, "Organization", "update-centre", """
                {'identifier':[{'system':'urn:oid:2.16.156.10011.1.5','value':'%s'}],'name':'更新街道社区卫生服务中心',
                 'type':[{'coding':[{'system':'urn:liankang:institution-kind','code':'community-centre'}]}],
                 'address':[{'extension':[{'url':'urn:liankang:division','valueCode':'330203003'}]}]}""".formatted(CENTRE));
        for (String team : List.of("update-one", "update-two")) {
            put(places, "CareTeam", team, """
                    {'status':'active','category':[{'coding':[{'system':'urn:liankang:team-kind','code':'family-doctor'}]}],
                     'name':'%s','managingOrganization':[{'reference':'Organization/update-centre'}],
                     'participant':[{'member':{'reference':'Practitioner/doctor'}}]}""".formatted(team));
        }
        send(places);
        platform.bean(Accounts.class)
                .create(
                        new Accounts.Draft(DOCTOR, "更新医生", Role.FAMILY_DOCTOR, CENTRE, false, "", "", "zh"),
                        DOCTOR + "-demo");
    }

    @Test
    void of_two_hundred_residents_only_the_two_that_changed_come_again() {
        List<Long> all = villagers("更新大村", MANY);
        try (DeviceClient device = DeviceClient.registered(platform, DOCTOR, "更新大村")) {
            var store = new Store(device).update();
            int first = store.bytes;
            assertThat(store.whole).isTrue();
            assertThat(store.portions).isEqualTo(2);
            assertThat(store.residents.keySet()).containsExactlyInAnyOrderElementsOf(all);
            assertThat(store.update().come).as("nothing happened").isEmpty();

            allergy("更新大村-3", "青霉素");
            allergy("更新大村-177", "头孢曲松");
            store.update();
            assertThat(store.whole).isFalse();
            assertThat(store.come).containsExactly(all.get(3), all.get(177));
            assertThat(store.gone).isEmpty();
            assertThat(store.bytes).as("of %d bytes", first).isLessThan(first / 60);
            holdsWhatANewOneWould(store, "更新大村");

            AuditTrail trail = platform.bean(AuditTrail.class);
            trail.flush();
            assertThat(trail.entries(new AuditTrail.Filter(DOCTOR, "offline-download", all.get(3)), 9, 0))
                    .as("handed out first, then again, then to the new one")
                    .hasSize(3);
            assertThat(trail.entries(new AuditTrail.Filter(DOCTOR, "offline-download", all.get(4)), 9, 0))
                    .as("not handed out again")
                    .hasSize(2);
        }
    }

    @Test
    void an_update_that_broke_off_goes_on_behind_its_last_portion() {
        List<Long> all = villagers("更新断村", 7);
        try (DeviceClient device = DeviceClient.registered(platform, DOCTOR, "更新断村")) {
            var store = new Store(device).update(3);
            assertThat(store.portions).isEqualTo(3);
            for (int one : List.of(0, 2, 5, 6)) {
                allergy("更新断村-" + one, "芒果");
            }
            long before = store.at;
            assertThat(store.take(device.get("/api/offline/panel?most=2&at=" + store.at)))
                    .isTrue();
            List<Long> lost = ids(device.get("/api/offline/panel?most=2&at=" + store.at));
            assertThat(lost).containsExactly(all.get(5), all.get(6));
            // what got lost on the way counts for nothing, also when the record went on meanwhile
            allergy("更新断村-5", "花生");
            store.update(2);
            assertThat(store.come).contains(all.get(5), all.get(6)).doesNotContain(all.get(0));
            holdsWhatANewOneWould(store, "更新断村");
            assertThat(store.update().come).isEmpty();
            assertThat(device.get("/api/offline/panel?at=" + before)
                            .body()
                            .path("whole")
                            .asBoolean())
                    .as("an update that is over for long is not gone on from")
                    .isTrue();
        }
    }

    @Test
    void who_moved_to_another_team_is_removed_here_and_comes_there() throws InterruptedException {
        villagers("更新签村", 3);
        for (int number = 0; number < 3; number++) {
            contract("更新签村-" + number, number < 2 ? "update-one" : "update-two");
        }
        long moving = resident("更新签村-1");
        try (DeviceClient one = DeviceClient.ofTeam(platform, DOCTOR, "update-one");
                DeviceClient two = DeviceClient.ofTeam(platform, DOCTOR, "update-two")) {
            var left = new Store(one).update();
            var joined = new Store(two).update();
            assertThat(left.residents).containsOnlyKeys(resident("更新签村-0"), moving);
            assertThat(joined.residents).containsOnlyKeys(resident("更新签村-2"));

            contract("更新签村-1", "update-two");
            List<Long> gone = new ArrayList<>();
            List<Long> come = new ArrayList<>();
            for (int tries = 0; gone.isEmpty() || come.isEmpty(); tries++) {
                assertThat(tries).as("waited long enough").isLessThan(50);
                Thread.sleep(200);
                gone.addAll(left.update().gone);
                come.addAll(joined.update().come);
            }
            assertThat(gone).containsExactly(moving);
            assertThat(come).containsExactly(moving);
            assertThat(left.residents).containsOnlyKeys(resident("更新签村-0"));
            assertThat(joined.residents.keySet()).contains(moving);
        }
    }

    @Test
    void when_a_document_goes_over_to_another_resident_both_come_again() {
        List<Long> all = villagers("更新并村", 4);
        allergy("更新并村-1", "蜂蜜", "update-moving");
        try (DeviceClient device = DeviceClient.registered(platform, DOCTOR, "更新并村")) {
            var store = new Store(device).update();
            assertThat(store.residents.get(all.get(1)).path("allergies").toString())
                    .contains("蜂蜜");

            allergy("更新并村-2", "蜂蜜", "update-moving");
            store.update();
            assertThat(store.come).containsExactly(all.get(1), all.get(2));
            assertThat(store.residents.get(all.get(1)).path("allergies").toString())
                    .doesNotContain("蜂蜜");

            // a second Patient of the same person, from elsewhere, and what was written under it
            ArrayNode second = Json.array();
            patient(second, "更新并村-3-elsewhere", "更新并村-3", "更新并村");
            put(second, "AllergyIntolerance", "update-elsewhere", """
                    {'patient':{'reference':'Patient/%s'},'code':{'text':'虾'},
                     'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]}}""".formatted(id("更新并村-3-elsewhere")));
            send(second);
            store.update();
            assertThat(store.come).containsExactly(all.get(3));
            assertThat(store.residents.get(all.get(3)).path("allergies").toString())
                    .contains("虾");
            holdsWhatANewOneWould(store, "更新并村");
        }
    }

    @Test
    void when_rules_make_other_tasks_of_the_same_record_who_they_concern_comes_again() {
        List<Long> all = villagers("更新规村", 3);
        try (DeviceClient device = DeviceClient.registered(platform, DOCTOR, "更新规村")) {
            var store = new Store(device).update();
            assertThat(platform.bean(JdbcClient.class)
                            .sql(
                                    "update programme.task set valid_until = valid_until + 1 where resident = ? and state = 'OPEN'")
                            .param(all.get(1))
                            .update())
                    .isPositive();
            store.update();
            assertThat(store.come).containsExactly(all.get(1));
            holdsWhatANewOneWould(store, "更新规村");
        }
    }

    @Test
    void forms_come_again_only_when_they_are_others() {
        try (DeviceClient device = DeviceClient.registered(platform, DOCTOR, "更新无人村")) {
            DeviceClient.Answer whole = device.get("/api/offline/forms");
            String digest = Json.text(whole.body(), "digest");
            DeviceClient.Answer same = device.get("/api/offline/forms?have=" + digest);
            assertThat(same.body().path("same").asBoolean()).isTrue();
            assertThat(same.bytes()).isLessThan(whole.bytes() / 1_000);
            assertThat(device.get("/api/offline/forms?have=of-last-year").body().path("forms"))
                    .isEqualTo(whole.body().path("forms"));
        }
    }

    @Test
    void a_device_that_was_away_for_months_or_says_what_it_never_got_begins_with_everybody() {
        List<Long> all = villagers("更新远村", 3);
        try (DeviceClient device = DeviceClient.registered(platform, DOCTOR, "更新远村");
                DeviceClient other = DeviceClient.registered(platform, DOCTOR, "更新远村")) {
            var store = new Store(device).update();
            var second = new Store(other).update();
            platform.bean(JdbcClient.class)
                    .sql("update device.portion set at = at - interval '70 days' where device = ?")
                    .param(device.device())
                    .update();
            store.update();
            assertThat(store.whole).isTrue();
            assertThat(store.come).isEqualTo(all);
            assertThat(store.update().whole).isFalse();

            store.at = second.at;
            assertThat(store.update().whole).as("another device's portion").isTrue();
            store.at = Long.MAX_VALUE;
            assertThat(store.update().come).as("a number nobody gave").isEqualTo(all);
        }
    }

    @Test
    void of_a_withdrawn_device_nobody_remembers_whom_it_held() {
        villagers("更新撤村", 2);
        DeviceClient device = DeviceClient.registered(platform, DOCTOR, "更新撤村");
        new Store(device).update();
        assertThat(portions(device)).isPositive();
        device.close();
        assertThat(portions(device)).isZero();
    }

    private static long portions(DeviceClient device) {
        return platform.bean(JdbcClient.class)
                .sql("select count(*) from device.portion where device = ?")
                .param(device.device())
                .query(Long.class)
                .single();
    }

    private static void holdsWhatANewOneWould(Store store, String village) {
        try (DeviceClient fresh = DeviceClient.registered(platform, DOCTOR, village)) {
            assertThat(store.residents).isEqualTo(new Store(fresh).update().residents);
        }
    }

    private static List<Long> ids(DeviceClient.Answer answer) {
        return Json.each(answer.body().path("residents"))
                .map(one -> one.path("id").asLong())
                .toList();
    }

    /** Ids on the wire have no Chinese. */
    private static String id(String name) {
        return "update-" + UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static long resident(String name) {
        return platform.bean(Persons.class).byPatient(id(name)).orElseThrow();
    }

    /** Residents of a village to whom a follow-up is due, in the order of their numbers. */
    private static List<Long> villagers(String village, int many) {
        ArrayNode entries = Json.array();
        for (int number = 0; number < many; number++) {
            String name = village + "-" + number;
            patient(entries, name, name, village);
            put(entries, "Condition", id(name) + "-i10", """
                    {'subject':{'reference':'Patient/%s'},
                     'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                     'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                     'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]},'onsetDateTime':'%s'}""".formatted(id(name), SmallDistrict.TODAY.minusYears(1)));
            followUp(entries, id(name));
        }
        send(entries);
        var all = new TreeSet<Long>();
        for (int number = 0; number < many; number++) {
            all.add(resident(village + "-" + number));
        }
        return List.copyOf(all);
    }

    /** Three months ago: the next one is due now. */
    private static void followUp(ArrayNode entries, String patient) {
        put(entries, "Encounter", patient + "-v", """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'subject':{'reference':'Patient/%s'},'period':{'start':'%s','end':'%s'},
                 'serviceProvider':{'reference':'Organization/update-centre'}}""".formatted(
                        patient, SmallDistrict.TODAY.minusMonths(3), SmallDistrict.TODAY.minusMonths(3)));
        put(entries, "Observation", patient + "-bp", """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},'effectiveDateTime':'%s',
                 'component':[
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
                   'valueQuantity':{'value':136,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}},
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
                   'valueQuantity':{'value':84,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]}""".formatted(
                        patient, patient + "-v", SmallDistrict.TODAY.minusMonths(3)));
    }

    private static void patient(ArrayNode entries, String name, String identifier, String village) {
        put(entries, "Patient", id(name), """
                {'identifier':[{'system':'urn:small:update','value':'%s'}],'name':[{'text':'更新居民'}],'gender':'female',
                 'birthDate':'%s','telecom':[{'system':'phone','value':'13800001234'}],
                 'address':[{'text':'西门街道%s8号','extension':[{'url':'urn:liankang:division','valueCode':'330203003'}]}],
                 'managingOrganization':{'reference':'Organization/update-centre'}}""".formatted(id(identifier), SmallDistrict.TODAY.minusYears(60), village));
    }

    private static void allergy(String resident, String words) {
        allergy(resident, words, id(resident + words));
    }

    private static void allergy(String resident, String words, String id) {
        ArrayNode entries = Json.array();
        put(entries, "AllergyIntolerance", id, """
                {'patient':{'reference':'Patient/%s'},'code':{'text':'%s'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]}}""".formatted(id(resident), words));
        send(entries);
    }

    private static void contract(String resident, String team) {
        int year = SmallDistrict.TODAY.getYear();
        ArrayNode entries = Json.array();
        put(entries, "Contract", id(resident) + "-c", """
                {'status':'executed','subject':[{'reference':'Patient/%s'}],'authority':[{'reference':'Organization/update-centre'}],
                 'applies':{'start':'%d-01-01','end':'%d-12-31'},'issued':'%d-01-01T09:00:00+08:00',
                 'supportingInfo':[{'reference':'CareTeam/%s'}],
                 'term':[{'type':{'coding':[{'system':'urn:liankang:package','code':'hypertension'}]},
                          'offer':{'text':'高血压服务包'}}]}""".formatted(id(resident), year, year, year, team));
        send(entries);
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
