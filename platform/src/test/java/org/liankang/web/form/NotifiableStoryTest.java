package org.liankang.web.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;
import org.liankang.web.resident.Known;
import tools.jackson.databind.JsonNode;

/** What a report of a notifiable disease says of the resident is seen by whoever opens the record next, and is said once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotifiableStoryTest {

    private static final LocalDate DIAGNOSED = SmallDistrict.TODAY.minusDays(2);

    private static RunningPlatform platform;
    private static Person patient;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        JsonNode bundle = Json.parse("""
                {'resourceType':'Bundle','type':'transaction','entry':[{'resource':
                {'resourceType':'Patient','id':'notified','identifier':[{'system':'urn:test:notifiable','value':'notified'}],
                 'name':[{'text':'褚三省'}],'gender':'male','birthDate':'1990-05-04',
                 'managingOrganization':{'reference':'Organization/centre'}},
                 'request':{'method':'PUT','url':'Patient/notified'}}]}""".replace('\'', '"'));
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                .isTrue();
        platform.caughtUp();
        patient = platform.bean(Persons.class).search("褚三省", 1).getFirst();
    }

    private static Visitor.Answer send(String form, String formId, Map<String, String> changed) {
        Map<String, String> answers = new HashMap<>(Map.of(
                "date", SmallDistrict.TODAY.minusDays(1).toString(),
                "mode", "AMB",
                "report-hour", "9",
                "report-minute", "0",
                "notifiable-disease", "A36",
                "case-class", "suspected",
                "onset", DIAGNOSED.toString(),
                "diagnosed-on", DIAGNOSED.toString(),
                "diagnosed-hour", "10",
                "diagnosed-minute", "0"));
        answers.putAll(Map.of("belongs", "county", "occupation-group", "farmer"));
        answers.putAll(changed);
        Map<String, List<String>> fields = new HashMap<>();
        answers.forEach((link, answer) -> fields.put("a." + link, List.of(answer)));
        fields.put("resident", List.of(String.valueOf(patient.id())));
        fields.put("task", List.of(""));
        fields.put("form-id", List.of(formId));
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        String path = "/forms/" + form + "?resident=" + patient.id();
        doctor.get(path);
        Visitor.Answer answer = doctor.post(path, fields);
        platform.caughtUp();
        return answer;
    }

    private static List<JsonNode> diagnoses() {
        return platform.bean(Records.class).chart(patient.id()).stream()
                .filter(version -> version.type().equals("Condition") && !version.deleted())
                .map(Version::body)
                .toList();
    }

    private static void isOne(String code, String verification) {
        assertThat(diagnoses()).singleElement().satisfies(condition -> {
            assertThat(Fields.code(condition.path("code"), Fields.ICD10)).isEqualTo(code);
            assertThat(Json.text(condition, "verificationStatus", "coding", "code"))
                    .isEqualTo(verification);
        });
    }

    private static String page() {
        return Visitor.signedIn(platform, "doctor")
                .get("/residents/" + patient.id())
                .body();
    }

    @Test
    @Order(1)
    void a_suspected_case_is_a_diagnosis_not_yet_confirmed_and_stands_on_the_residents_page() {
        assertThat(send("notifiable-report", "notified-1", Map.of()).path())
                .startsWith("/forms/notifiable-report/result");
        isOne("A36", "unconfirmed");
        assertThat(Json.text(diagnoses().getFirst(), "onsetDateTime")).isEqualTo(DIAGNOSED.toString());
        assertThat(page()).contains("白喉", "疑似");
    }

    @Test
    @Order(2)
    void the_same_form_sent_again_and_the_same_case_reported_again_are_one_diagnosis() {
        assertThat(send("notifiable-report", "notified-1", Map.of()).path())
                .startsWith("/forms/notifiable-report/result");
        assertThat(send("notifiable-report", "notified-2", Map.of("case-class", "clinical"))
                        .path())
                .startsWith("/forms/notifiable-report/result");
        isOne("A36", "provisional");
    }

    @Test
    @Order(3)
    void a_corrected_report_changes_the_diagnosis_also_where_the_day_was_wrong() {
        Map<String, String> corrected = Map.of(
                "case-class", "confirmed",
                "corrected-disease", "A38",
                "corrected-why", "咽拭子培养",
                "diagnosed-on", DIAGNOSED.plusDays(1).toString(),
                "diagnosed-hour", "8");
        assertThat(send("notifiable-correction", "notified-3", corrected).path())
                .startsWith("/forms/notifiable-correction/result");
        isOne("A38", "confirmed");
        assertThat(send("notifiable-correction", "notified-3", corrected).path())
                .as("sent again by a page that got no answer")
                .startsWith("/forms/notifiable-correction/result");
        isOne("A38", "confirmed");
        assertThat(page()).contains("猩红热");
    }

    @Test
    @Order(4)
    void a_corrected_case_can_be_corrected_again_under_its_new_name_and_a_refuted_one_is_no_problem() {
        assertThat(send(
                                "notifiable-correction",
                                "notified-4",
                                Map.of("notifiable-disease", "A38", "case-class", "refuted", "corrected-why", "误报"))
                        .path())
                .startsWith("/forms/notifiable-correction/result");
        isOne("A38", "refuted");
        assertThat(Known.of(platform.bean(Records.class).chart(patient.id()), code -> code)
                        .problems())
                .isEmpty();
    }

    @Test
    @Order(5)
    void another_case_of_the_same_disease_is_another_diagnosis() {
        String again = SmallDistrict.TODAY.minusDays(1).toString();
        send(
                "notifiable-report",
                "notified-5",
                Map.of("diagnosed-on", again, "onset", again, "diagnosed-hour", "8", "case-class", "confirmed"));
        assertThat(diagnoses()).hasSize(2);
    }
}
