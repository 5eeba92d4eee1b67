package org.liankang.web.immunisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ImmunisationPagesTest {

    private static final LocalDate BORN = SmallDistrict.TODAY.minusMonths(14);
    private static final String NAME = "吴小满";

    private static RunningPlatform platform;
    private static Person child;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        put(entries, "Patient", "wu", """
                {'identifier':[{'system':'urn:example:newborn','value':'wu-1'},
                  {'system':'urn:liankang:immunisation-certificate','value':'wu','period':{'start':'%s'}}],
                 'name':[{'text':'%s','family':'吴','given':['小满']}],'gender':'female','birthDate':'%s',
                 'address':[{'text':'尹江岸路9号','extension':[{'url':'urn:liankang:division','valueCode':'330203001'}]}],
                 'managingOrganization':{'reference':'Organization/centre'}}""".formatted(BORN.plusDays(5), NAME, BORN));
        dose(entries, "wu-1", "hepb", BORN);
        dose(entries, "wu-2", "bcg", BORN);
        dose(entries, "wu-3", "ipv", BORN.plusDays(40));
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, SmallDistrict.CENTRE)
                        .accepted())
                .isTrue();
        platform.caughtUp();
        child = platform.bean(Persons.class).search(NAME, 1).getFirst();
    }

    private static void dose(ArrayNode entries, String id, String product, LocalDate day) {
        put(entries, "Immunization", id, """
                {'status':'completed','patient':{'reference':'Patient/wu'},'occurrenceDateTime':'%sT09:00:00+08:00',
                 'performer':[{'actor':{'reference':'Organization/centre'}}],'lotNumber':'L-1',
                 'vaccineCode':{'coding':[{'system':'urn:liankang:vaccine','code':'%s'}]}}""".formatted(day, product));
    }

    private static void put(ArrayNode entries, String type, String id, String quoted) {
        ObjectNode resource = Json.object().put("resourceType", type).put("id", id);
        Json.parse(quoted.replace('\'', '"'))
                .propertyStream()
                .forEach(property -> resource.set(property.getKey(), property.getValue()));
        ObjectNode entry = entries.addObject();
        entry.put("fullUrl", "https://small.example/" + type + "/" + id);
        entry.set("resource", resource);
        entry.putObject("request").put("method", "PUT").put("url", type + "/" + id);
    }

    private static String card() {
        return "/residents/" + child.id() + "/immunisation";
    }

    @Test
    void the_card_tells_what_counts_what_is_next_and_why_and_leaves_a_trace() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        Visitor.Answer page = doctor.get(card());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("预防接种卡", "早于起始月龄", "麻腮风疫苗", "建议接种安排", "已逾期", "已全程接种", "L-1", "国疾控卫免发");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("doctor", "see-immunisation", child.id()), 1, 0))
                .hasSize(1);
        assertThat(doctor.get("/residents/" + child.id()).body()).contains(card());
    }

    @Test
    void a_doctor_sees_the_children_of_the_own_centre_by_name_and_on_the_day_page_how_many() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        String page = doctor.get("/immunisation?year=" + BORN.getYear()).body();
        assertThat(page).contains(NAME, card(), "第1剂", "及时");
        assertThat(doctor.get("/immunisation/strip").body()).contains("已逾期", "/immunisation?year=");
        assertThat(doctor.get("/tasks").body()).contains("/immunisation/strip");
    }

    @Test
    void a_planner_sees_figures_without_names_and_must_say_why_for_a_card() {
        Visitor planner = Visitor.signedIn(platform, "planner");
        String page = planner.get("/immunisation?year=" + BORN.getYear()).body();
        assertThat(page).contains("接种率", "第1剂").doesNotContain(NAME);
        assertThat(planner.get(card()).path()).startsWith("/purpose");
    }

    @Test
    void who_has_no_right_sees_no_card() {
        Visitor auditor = Visitor.signedIn(platform, "auditor");
        assertThat(auditor.get(card()).status()).isEqualTo(403);
        assertThat(auditor.get("/immunisation").body()).doesNotContain(NAME);
        assertThat(Visitor.signedIn(platform, "doctor")
                        .get("/residents/999999999/immunisation")
                        .status())
                .isEqualTo(404);
    }
}
