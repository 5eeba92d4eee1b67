package org.liankang.web.resident;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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

class ResidentPagesTest {

    private static RunningPlatform platform;
    private static Person wang;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        wang = platform.bean(Persons.class).search("王德福", 1).getFirst();
        platform.caughtUp();
    }

    private static Visitor.Answer search(Visitor visitor, String text) {
        return visitor.get("/residents?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    @Test
    void a_search_finds_by_name_number_and_phone_and_shows_neither_number_whole() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        for (String text : new String[] {"王德", wang.idNumber(), wang.phone()}) {
            assertThat(search(doctor, text).body())
                    .contains("王德福", Masked.idNumber(wang.idNumber()), "南门街道")
                    .doesNotContain(">" + wang.idNumber() + "<", ">" + wang.phone() + "<");
        }
    }

    @Test
    void the_page_tells_the_timeline_and_what_is_due_and_leaves_a_trace() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        Visitor.Answer page = doctor.get("/residents/" + wang.id());
        assertThat(page.body()).contains("诊断", "糖尿病随访", "为什么有这项任务", "/records/");
        assertThat(page.body()).doesNotContain(wang.idNumber());
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("doctor", "see-timeline", wang.id()), 1, 0))
                .hasSize(1);
    }

    @Test
    void who_may_fill_in_forms_finds_those_that_no_task_asks_for_where_they_fit() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        String report = "/forms/notifiable-report?resident=" + wang.id();
        assertThat(doctor.get("/residents/" + wang.id()).body())
                .contains("href=\"" + report + "\"", "传染病报告卡")
                .doesNotContain("/forms/birth?", "/forms/antenatal-first?", "/forms/notifiable-correction?");
        assertThat(doctor.get(report).status()).isEqualTo(200);
        Person li = platform.bean(Persons.class).search("李秀英", 1).getFirst();
        assertThat(doctor.get("/residents/" + li.id()).body())
                .contains("/forms/birth?resident=" + li.id(), "/forms/antenatal-first?resident=" + li.id());
    }

    @Test
    void who_may_see_and_not_fill_in_is_offered_no_form() {
        var bundle = Json.parse("""
                {'resourceType':'Bundle','type':'transaction','entry':[{'resource':
                {'resourceType':'Patient','id':'begun','identifier':[{'system':'urn:test:residents','value':'begun'}],
                 'name':[{'text':'卫一心'}],'gender':'female','birthDate':'1991-05-04'},
                 'request':{'method':'PUT','url':'Patient/begun'}}]}""".replace('\'', '"'));
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                .isTrue();
        platform.caughtUp();
        long begun = platform.bean(Persons.class).search("卫一心", 1).getFirst().id();
        Visitor planner = Visitor.signedIn(platform, "planner");
        planner.get("/residents/" + begun);
        Visitor.Answer page = planner.post(
                "/purpose",
                Map.of(
                        "subject",
                        List.of("resident/" + begun),
                        "back",
                        List.of("/residents/" + begun),
                        "purpose",
                        List.of("QUALITY_CHECK"),
                        "reason",
                        List.of("核对家庭成员信息")));
        assertThat(page.body()).contains("卫一心").doesNotContain("/forms/notifiable-report?");
    }

    @Test
    void showing_the_whole_number_leaves_a_trace_of_its_own() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        doctor.get("/residents/" + wang.id());
        Visitor.Answer shown = doctor.post("/residents/" + wang.id() + "/id-number", Map.of());
        assertThat(shown.body()).contains(wang.idNumber());
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("doctor", "reveal-id-number", wang.id()), 1, 0))
                .isNotEmpty();
    }

    @Test
    void who_has_no_right_sees_nobody() {
        Visitor auditor = Visitor.signedIn(platform, "auditor");
        assertThat(search(auditor, "王").status()).isEqualTo(403);
        assertThat(auditor.get("/residents/" + wang.id()).status()).isEqualTo(403);
        assertThat(auditor.get("/records/Patient/wang").status()).isEqualTo(403);
    }

    @Test
    void a_planner_must_say_why_first() {
        Visitor planner = Visitor.signedIn(platform, "planner");
        assertThat(planner.get("/residents/" + wang.id()).path()).startsWith("/purpose");
        assertThat(planner.get("/records/Patient/wang").path()).startsWith("/purpose");
    }

    @Test
    void the_doctor_sees_the_tasks_of_the_own_centre_only() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        String all = doctor.get("/tasks?tab=WEEK").body()
                + doctor.get("/tasks?tab=OVERDUE").body()
                + doctor.get("/tasks?tab=LATER").body();
        assertThat(all).contains("张建国").doesNotContain("陈小明");
    }
}
