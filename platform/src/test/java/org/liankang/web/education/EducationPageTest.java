package org.liankang.web.education;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.identity.access.AuditTrail;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;

class EducationPageTest {

    private static RunningPlatform platform;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
    }

    private static Map<String, List<String>> typed(String formId, String kind, String title, String people) {
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("form-id", List.of(formId));
        fields.put("kind", List.of(kind));
        fields.put("day", List.of(SmallDistrict.TODAY.toString()));
        fields.put("title", List.of(title));
        fields.put("people", List.of(people));
        fields.put("evidence", List.of("签到表第3号"));
        return fields;
    }

    @Test
    void who_does_no_primary_care_sees_no_health_education() {
        assertThat(Visitor.signedIn(platform, "planner").get("/education").status())
                .isEqualTo(403);
        assertThat(Visitor.stranger(platform).get("/education").path()).startsWith("/sign-in");
    }

    @Test
    void an_activity_entered_is_listed_and_counted_once() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        assertThat(doctor.get("/education").body()).contains("健康知识讲座", "年度要求 12 次");
        var lecture = typed("education-1", "lecture", "冬季高血压防治", "46");
        assertThat(doctor.post("/education", lecture).path()).isEqualTo("/education?entered=true");
        doctor.get("/education");
        assertThat(doctor.post("/education", lecture).status()).isEqualTo(200);
        platform.caughtUp();
        assertThat(doctor.get("/education").body()).contains("冬季高血压防治", "签到表第3号", "已完成 1，年度要求 12 次", "共 46 人次");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("doctor", "report-education", 0), 5, 0))
                .isNotEmpty();
    }

    @Test
    void what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        doctor.get("/education");
        var wrong = typed("education-2", "walk", "\"><b>登山</b>", "很多");
        wrong.put("day", List.of(SmallDistrict.TODAY.plusDays(1).toString()));
        wrong.put("evidence", List.of(" "));
        Visitor.Answer answer = doctor.post("/education", wrong);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("请选择种类", "日期不能晚于今天", "填写格式不对", "此项必填", "登山")
                .doesNotContain("\"><b>登山");
    }
}
