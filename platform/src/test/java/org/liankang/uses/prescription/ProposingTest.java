package org.liankang.uses.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;
import org.liankang.record.store.Versions;

/** What is proposed to whom, by the national rules. */
class ProposingTest {

    private static final Path REGIONS =
            Files.isDirectory(Path.of("regions")) ? Path.of("regions") : Path.of("..", "regions");
    private static final AdviceRules RULES = AdviceRules.read(new Policies(new PolicyConfig(REGIONS, "haishu")));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final Versions chart = new Versions();

    private List<String> advised(String topic, int age) {
        return proposal(topic, age).advice().stream()
                .map(AdviceRules.Advice::code)
                .toList();
    }

    private Proposal proposal(String topic, int age) {
        return new Proposing(chart.all(), age, TODAY)
                .propose(RULES).stream()
                        .filter(one -> one.topic().code().equals(topic))
                        .findFirst()
                        .orElseThrow();
    }

    private void bmi(String id, String day, String value, String unit) {
        chart.put(7, """
                {'resourceType':'Observation','id':'%s','status':'final','effectiveDateTime':'%s',
                 'code':{'coding':[{'system':'http://loinc.org','code':'39156-5'}]},
                 'valueQuantity':{'value':%s,'code':'%s'}}""".formatted(id, day, value, unit));
    }

    private void smokes(String id, String day, int cigarettes) {
        chart.put(7, """
                {'resourceType':'QuestionnaireResponse','id':'%s','status':'completed','authored':'%s',
                 'questionnaire':'urn:liankang:form:hypertension-followup','item':[{'linkId':'life','item':[
                 {'linkId':'smoking','answer':[{'valueInteger':%d}]}]}]}""".formatted(id, day, cigarettes));
    }

    @Test
    void age_decides_between_the_exercise_of_adults_and_of_older_residents() {
        assertThat(advised("exercise", 17)).isEmpty();
        assertThat(advised("exercise", 18)).containsExactly("adults");
        assertThat(advised("exercise", 64)).containsExactly("adults");
        assertThat(advised("exercise", 65)).containsExactly("older");
        assertThat(advised("exercise", -1)).as("nobody knows the age").isEmpty();
    }

    @Test
    void the_last_body_mass_index_counts_and_is_given_as_the_reason() {
        bmi("o1", "2026-01-01", "27", "kg/m2");
        bmi("o2", "2026-05-01", "24", "kg/m2");
        assertThat(advised("exercise", 40)).containsExactly("adults", "overweight");
        assertThat(proposal("exercise", 40).evidence()).containsExactly("Observation/o2");
        bmi("o3", "2026-06-01", "23.9", "kg/m2");
        assertThat(advised("exercise", 40)).containsExactly("adults");
    }

    @Test
    void an_old_measurement_or_one_in_another_unit_says_nothing() {
        bmi("o1", "2024-11-21", "30", "kg/m2");
        assertThat(advised("exercise", 40)).containsExactly("adults");
        bmi("o2", "2026-11-01", "30", "lb");
        assertThat(advised("exercise", 40)).containsExactly("adults");
        bmi("o3", "2024-11-22", "30", "kg/m2");
        assertThat(advised("exercise", 40)).containsExactly("adults", "overweight");
    }

    @Test
    void a_disease_that_is_over_needs_no_advice() {
        String condition = """
                {'resourceType':'Condition','id':'c','clinicalStatus':{'coding':[{'code':'%s'}]},
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]}}""";
        chart.put(7, condition.formatted("active"));
        assertThat(advised("nutrition", 50)).containsExactly("everybody", "hypertension");
        var over = new Versions();
        over.put(7, condition.formatted("resolved"));
        assertThat(new Proposing(over.all(), 50, TODAY).propose(RULES).get(1).advice())
                .extracting(AdviceRules.Advice::code)
                .containsExactly("everybody");
    }

    @Test
    void who_stopped_smoking_is_not_told_to_stop() {
        smokes("q1", "2025-01-01", 10);
        assertThat(advised("smoking", 50)).containsExactly("smokes");
        assertThat(proposal("smoking", 50).evidence()).containsExactly("QuestionnaireResponse/q1");
        smokes("q2", "2026-01-01", 0);
        assertThat(advised("smoking", 50)).isEmpty();
    }

    @Test
    void low_mood_is_read_from_the_score() {
        chart.put(7, """
                {'resourceType':'Observation','id':'p','status':'final','effectiveDateTime':'2026-10-01',
                 'code':{'coding':[{'system':'http://loinc.org','code':'44261-6'}]},'valueInteger':5}""");
        assertThat(advised("mind", 50)).containsExactly("low-mood");
    }

    @Test
    void a_rule_that_says_nothing_stops_the_start() {
        assertThatThrownBy(() -> Policies.yaml(
                        "p",
                        "{advice: a, when: {}, text: t, text-en: t, clause: c, confidence: M}",
                        AdviceRules.Advice.class))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("when says nothing");
    }
}
