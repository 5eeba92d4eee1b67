package org.liankang.web.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Persons;
import org.liankang.record.store.Records;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;

class PrintPagesTest {

    private static RunningPlatform platform;
    private static long wang;
    private static long li;
    private static String response;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        wang = resident("王德福");
        li = resident("李秀英");
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        String form = "/forms/hypertension-followup?resident=" + wang;
        doctor.get(form);
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("resident", List.of(String.valueOf(wang)));
        fields.put("task", List.of(""));
        fields.put("form-id", List.of("printed"));
        Map.of(
                        "date", SmallDistrict.TODAY.toString(),
                        "mode", "HH",
                        "systolic", "137",
                        "diastolic", "83",
                        "adherence", "regular",
                        "adverse-reaction", "false",
                        "complication", "false",
                        "classification", "controlled",
                        "drugs.0.drug-name", "氨氯地平片",
                        "drugs.1.drug-name", "缬沙坦胶囊")
                .forEach((link, answer) -> fields.put("a." + link, List.of(answer)));
        fields.put("a.symptoms", List.of("headache-dizziness", "palpitation-chest-tightness"));
        fields.put("a.next-visit", List.of(SmallDistrict.TODAY.plusMonths(3).toString()));
        Visitor.Answer sent = doctor.post(form, fields);
        assertThat(sent.path()).contains("/result?submission=");
        long submission = Long.parseLong(sent.path().replaceFirst(".*submission=(\\d+).*", "$1"));
        response = platform.bean(Records.class).changesOf(submission).stream()
                .filter(version -> version.type().equals("QuestionnaireResponse"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static long resident(String name) {
        return platform.bean(Persons.class).search(name, 1).getFirst().id();
    }

    @Test
    void a_filled_form_is_printed_in_the_order_of_its_questionnaire_with_every_box() {
        String body = Visitor.signedIn(platform, "doctor")
                .get("/residents/" + wang + "/forms/" + response)
                .body();
        String sheet = body.substring(body.indexOf("sheet-table")).replaceAll("\\s+", " ");
        assertThat(sheet).contains("☑ 2 头痛头晕", "☐ 1 无症状", "<b>137</b>", "氨氯地平片", "缬沙坦胶囊");
        assertThat(sheet.indexOf("头痛头晕")).isLessThan(sheet.indexOf("137"));
        assertThat(sheet.indexOf("137")).isLessThan(sheet.indexOf("氨氯地平片"));
        assertThat(body).contains("南门街道社区卫生服务中心", "data-print");
    }

    @Test
    void printing_leaves_a_trace_and_needs_the_right() {
        Visitor.signedIn(platform, "doctor").get("/residents/" + wang + "/forms/" + response);
        Visitor.signedIn(platform, "doctor").get("/residents/" + wang + "/cover");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        for (String action : List.of("print-form", "print-cover")) {
            assertThat(trail.entries(new AuditTrail.Filter("doctor", action, wang), 1, 0))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.purpose()).isEqualTo("CARE"));
        }
        for (String page : List.of("/forms/" + response, "/cover")) {
            assertThat(Visitor.signedIn(platform, "steward")
                            .get("/residents/" + wang + page)
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_form_is_printed_for_its_own_resident_only() {
        assertThat(Visitor.signedIn(platform, "doctor")
                        .get("/residents/" + li + "/forms/" + response)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void the_cover_has_the_lines_of_the_national_form_in_their_order() {
        String body = Visitor.signedIn(platform, "doctor")
                .get("/residents/" + wang + "/cover")
                .body();
        String cover = body.substring(body.indexOf("sheet-cover"));
        List<String> lines = List.of(
                "编号", "居民健康档案", "姓名", "现住址", "户籍地址", "联系电话", "乡镇（街道）名称", "村（居）委会名称", "建档单位", "建档人", "责任医生", "建档日期");
        int at = 0;
        for (String line : lines) {
            assertThat(cover.indexOf(line, at)).as(line).isGreaterThanOrEqualTo(at);
            at = cover.indexOf(line, at) + 1;
        }
        assertThat(cover).contains("王德福", "南门街道社区卫生服务中心");
    }
}
