package org.liankang.web.resident;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.web.RunningPlatform;
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
