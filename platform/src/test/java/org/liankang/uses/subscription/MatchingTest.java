package org.liankang.uses.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;

/** What is an event of which subscription. */
class MatchingTest {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private List<String> heard(String id) {
        stage.follow();
        var answer = (Subscriptions.Answer.Given) stage.subscriptions.events(
                stage.accounts.get("sender"), id, Optional.empty(), Optional.empty(), Optional.of("id-only"));
        return Stage.parameters(answer.resource(), "notification-event").stream()
                .map(event -> Json.text(Stage.part(event, "focus"), "valueReference", "reference"))
                .toList();
    }

    private void glucose(String id, String value) {
        stage.feed.put(1, """
                {'resourceType':'Observation','id':'%s','status':'final','subject':{'reference':'Patient/p1'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'14771-0'}]},
                 'valueQuantity':{'value':%s,'unit':'mmol/L','system':'http://unitsofmeasure.org','code':'mmol/L'}}""".formatted(id, value));
    }

    private void condition(String id, String code, String verification) {
        stage.feed.put(1, """
                {'resourceType':'Condition','id':'%s','subject':{'reference':'Patient/p1'},
                 'verificationStatus':{'coding':[{'code':'%s'}]},
                 'code':{'coding':[{'system':'%s','code':'%s'}]}}""".formatted(id, verification, Stage.ICD, code));
    }

    @Test
    void critical_glucose_is_at_least_16_7_or_at_most_3_9() {
        stage.subscribe("s", "urn:liankang:topic:critical-value", "id-only");
        glucose("a", "16.7");
        glucose("b", "16.6");
        glucose("c", "3.9");
        glucose("d", "4.0");
        glucose("e", "16.70");
        assertThat(heard("s")).containsExactly("Observation/a", "Observation/c", "Observation/e");
    }

    @Test
    void a_notifiable_diagnosis_is_known_by_the_beginning_of_its_code() {
        stage.subscribe("s", "urn:liankang:topic:notifiable-diagnosis", "id-only");
        condition("a", "A00.900", "confirmed");
        condition("b", "I10.x00x002", "confirmed");
        condition("c", "A15.000", "refuted");
        condition("d", "B05.900", "confirmed");
        assertThat(heard("s")).containsExactly("Condition/a", "Condition/d");
    }

    @Test
    void a_follow_up_form_is_heard_of() {
        stage.subscribe("s", "urn:liankang:topic:follow-up-recorded", "id-only");
        stage.feed.put(1, """
                {'resourceType':'QuestionnaireResponse','id':'q','status':'completed',
                 'questionnaire':'urn:liankang:form:hypertension-followup','subject':{'reference':'Patient/p1'}}""");
        stage.feed.put(1, """
                {'resourceType':'QuestionnaireResponse','id':'r','status':'completed',
                 'questionnaire':'urn:liankang:form:referral','subject':{'reference':'Patient/p1'}}""");
        assertThat(heard("s")).containsExactly("QuestionnaireResponse/q");
    }

    @Test
    void a_filter_narrows_a_topic() {
        stage.subscribe(
                "s",
                "urn:liankang:topic:encounter-finished",
                "id-only",
                Stage.filter("Encounter?patient=Patient/p1,Patient/p3&class=AMB"));
        stage.encounter(1, "a", "finished");
        stage.encounter(2, "b", "finished");
        stage.encounter(3, "c", "finished");
        assertThat(heard("s")).containsExactly("Encounter/a", "Encounter/c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    urn:liankang:topic:encounter-finished ! Encounter?location=Location/1 ! subscription-filter-unsupported
                    urn:liankang:topic:encounter-finished ! Patient?name=x ! subscription-filter-unsupported
                    urn:liankang:topic:none ! '' ! subscription-topic-unknown
                    Observation?nonsense=1 ! '' ! subscription-criteria-invalid
                    Nonsense?code=1 ! '' ! subscription-criteria-invalid
                    Observation?code:nonsense=1 ! '' ! subscription-criteria-invalid
                    Observation?code ! '' ! subscription-criteria-invalid
                    Observation?code=%zz ! '' ! subscription-criteria-invalid
                    """)
    void what_is_not_understood_is_refused_with_its_code(String criteria, String filter, String code) {
        stage.subscribe("s", criteria, "id-only", filter.isEmpty() ? "" : Stage.filter(filter));
        stage.deliver();
        assertThat(stage.view("s").error()).isEqualTo(code);
        assertThat(stage.view("s").state()).isEqualTo("error");
        assertThat(stage.received).isEmpty();
    }

    @Test
    void a_channel_a_payload_or_a_header_that_cannot_be_served_is_refused() {
        String good = stage.subscription("s", "Encounter", "rest-hook", "id-only", "");
        stage.feed.put(0, good.replace("'s'", "'a'").replace("rest-hook", "email"));
        stage.feed.put(0, good.replace("'s'", "'b'").replace("application/fhir+json", "application/fhir+xml"));
        stage.feed.put(0, good.replace("'s'", "'c'").replace("Authorization:", "Host:"));
        stage.feed.put(0, good.replace("'s'", "'d'").replace("Bearer hidden", "Bearer\\r\\nX: hidden"));
        stage.deliver();
        assertThat(stage.view("a").error()).isEqualTo("subscription-channel-unsupported");
        assertThat(stage.view("b").error()).isEqualTo("subscription-payload-unsupported");
        assertThat(stage.view("c").error()).isEqualTo("subscription-header-invalid");
        assertThat(stage.view("d").error()).isEqualTo("subscription-header-invalid");
    }

    private String refused(String subscription) {
        return stage.suitability().against(Json.parse(subscription.replace('\'', '"'))).stream()
                .map(Finding::code)
                .collect(Collectors.joining());
    }

    @Test
    void what_can_never_work_is_refused_before_it_is_recorded() {
        String good = stage.subscription("s", "Encounter?status=finished", "rest-hook", "id-only", "");
        assertThat(refused(good)).isEmpty();
        assertThat(refused(good.replace("rest-hook", "email"))).isEqualTo("subscription-channel-unsupported");
        assertThat(refused(good.replace("fhir+json", "fhir+xml"))).isEqualTo("subscription-payload-unsupported");
        assertThat(refused(good.replace("Authorization:", "Host:"))).isEqualTo("subscription-header-invalid");
        assertThat(refused(good.replace("?status", "?colour"))).isEqualTo("subscription-criteria-invalid");
        assertThat(refused(good.replace("Encounter?status=finished", "Starship")))
                .isEqualTo("subscription-criteria-invalid");
        assertThat(refused(good.replace("Encounter?status=finished", "urn:liankang:topic:none")))
                .isEqualTo("subscription-topic-unknown");
        assertThat(refused(good.replace(stage.endpoint(), "http://hook.example.org/x")))
                .isEqualTo("subscription-endpoint-refused");
        assertThat(refused(good.replace(stage.endpoint(), ""))).isEqualTo("subscription-endpoint-refused");
    }

    @Test
    void what_may_come_right_or_is_to_be_off_is_let_in() {
        String good = stage.subscription("s", "Encounter", "rest-hook", "id-only", "");
        assertThat(refused(good.replace(stage.endpoint(), "https://not-on-the-list.example.org/x")))
                .isEmpty();
        assertThat(refused(good.replace("rest-hook", "email").replace("requested", "off")))
                .isEmpty();
        assertThat(refused(good.replace("rest-hook", "websocket").replace(stage.endpoint(), "")))
                .isEmpty();
    }

    @Test
    void a_private_endpoint_is_never_called() {
        stage.config = Stage.config(List.of("*"), false);
        stage.begin();
        stage.subscribe("s", "Encounter", "id-only");
        stage.encounter(1, "a", "finished");
        stage.deliver();
        assertThat(stage.received).isEmpty();
        assertThat(stage.view("s").error()).isEqualTo("subscription-endpoint-refused");
    }
}
