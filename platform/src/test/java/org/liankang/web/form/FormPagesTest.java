package org.liankang.web.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Persons;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;

class FormPagesTest {

    private static RunningPlatform platform;
    private static long li;
    private static long chen;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        li = resident("李秀英");
        chen = resident("陈小明");
    }

    private static long resident(String name) {
        return platform.bean(Persons.class).search(name, 1).getFirst().id();
    }

    private static String form(long resident) {
        return "/forms/diabetes-followup?resident=" + resident;
    }

    private static Map<String, List<String>> answers(long resident, String formId) {
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("resident", List.of(String.valueOf(resident)));
        fields.put("task", List.of(""));
        fields.put("form-id", List.of(formId));
        Map.of(
                        "date", SmallDistrict.TODAY.toString(),
                        "mode", "AMB",
                        "fasting-glucose", "6.2",
                        "hypoglycaemia", "none",
                        "systolic", "128",
                        "diastolic", "78",
                        "adherence", "regular",
                        "adverse-reaction", "false",
                        "complication", "false",
                        "classification", "controlled")
                .forEach((link, answer) -> fields.put("a." + link, List.of(answer)));
        fields.put("a.symptoms", List.of("thirst", "polyuria"));
        fields.put("a.next-visit", List.of(SmallDistrict.TODAY.plusMonths(3).toString()));
        return fields;
    }

    @Test
    void a_stranger_is_sent_to_sign_in() {
        assertThat(Visitor.stranger(platform).get(form(li)).path()).startsWith("/sign-in");
    }

    @Test
    void who_may_not_complete_tasks_gets_no_form() {
        assertThat(Visitor.signedIn(platform, "steward").get(form(li)).status()).isEqualTo(403);
        assertThat(Visitor.signedIn(platform, "planner").get(form(li)).status()).isEqualTo(403);
    }

    @Test
    void a_resident_of_another_centre_needs_a_purpose_first() {
        assertThat(Visitor.signedIn(platform, "doctor").get(form(chen)).path()).startsWith("/purpose");
    }

    @Test
    void an_unknown_form_or_resident_is_not_found() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        assertThat(doctor.get("/forms/nothing?resident=" + li).status()).isEqualTo(404);
        assertThat(doctor.get(form(999_999)).status()).isEqualTo(404);
        assertThat(doctor.get("/forms/diabetes-followup?resident=x").status()).isEqualTo(400);
    }

    @Test
    void opening_a_form_leaves_a_trace() {
        Visitor.signedIn(platform, "doctor").get(form(li));
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("doctor", "fill-in-form", li), 1, 0))
                .hasSize(1);
    }

    @Test
    void nothing_typed_is_lost_and_every_wrong_answer_says_why() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        doctor.get(form(li));
        Map<String, List<String>> fields = answers(li, "f-wrong");
        fields.put("a.fasting-glucose", List.of("六点二"));
        fields.put("a.auxiliary-exam", List.of("<script>alert(1)</script>"));
        fields.remove("a.hypoglycaemia");
        Visitor.Answer answer = doctor.post(form(li), fields);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("value=\"六点二\"", "填写格式不对", "此项必填", "value=\"128\"")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert(1)");
    }

    @Test
    void the_same_form_sent_twice_is_stored_once() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        doctor.get(form(li));
        Visitor.Answer first = doctor.post(form(li), answers(li, "f-twice"));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.path()).startsWith("/forms/diabetes-followup/result?submission=");
        doctor.get(form(li));
        Visitor.Answer second = doctor.post(form(li), answers(li, "f-twice"));
        assertThat(second.path()).isEqualTo(first.path());
    }

    @Test
    void the_same_form_sent_again_with_other_answers_is_not_a_second_visit() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        doctor.get(form(li));
        doctor.post(form(li), answers(li, "f-changed"));
        doctor.get(form(li));
        Map<String, List<String>> changed = answers(li, "f-changed");
        changed.put("a.systolic", List.of("131"));
        Visitor.Answer answer = doctor.post(form(li), changed);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("这张表已经提交过", "name=\"form-id\" value=\"f-changed\"", "value=\"131\"");
    }

    @Test
    void a_stored_form_shows_what_it_changed() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        doctor.get(form(li));
        Visitor.Answer sent = doctor.post(form(li), answers(li, "f-effects"));
        platform.caughtUp();
        Visitor.Answer shown = doctor.get(sent.path());
        assertThat(shown.body()).contains("存入健康档案", "/records/Encounter/", "/records/QuestionnaireResponse/");
        String number = sent.path().replaceFirst(".*submission=(\\d+).*", "$1");
        assertThat(platform.bean(Submissions.class).find(Long.parseLong(number)))
                .hasValueSatisfying(
                        submission -> assertThat(submission.channel()).isEqualTo("form"));
    }

    @Test
    void a_form_without_its_token_is_refused() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        doctor.get(form(li));
        assertThat(doctor.postWithToken(form(li), answers(li, "f-forged"), "forged")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_is_computed_is_shown_and_cannot_be_typed() {
        String body = Visitor.signedIn(platform, "doctor")
                .get("/forms/tcm-elder?resident=" + li)
                .body();
        assertThat(body)
                .contains("id=\"q-balanced\"", "name=\"a.tcm-33\"", "倾向是")
                .doesNotContain("name=\"a.balanced\"", "name=\"a.tcm-09\"", "name=\"a.blood-stasis-score\"");
    }

    @Test
    void without_scripts_every_question_is_on_the_page() {
        String body = Visitor.signedIn(platform, "doctor").get(form(li)).body();
        assertThat(body).contains("form-noscript.css", "name=\"a.symptoms-other\"", "name=\"a.referral-reason\"");
    }
}
