package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;

class RulebookTest {

    private static final String FILE = "hypertension.yaml";

    @TempDir
    private Path folder;

    private String national;

    @BeforeEach
    void region() throws Exception {
        Files.createDirectories(folder.resolve("here/programmes"));
        Files.copy(Cases.REGIONS.resolve("national/facts.yaml"), folder.resolve("here/facts.yaml"));
        national = Files.readString(Cases.REGIONS.resolve("national/programmes/" + FILE));
    }

    private Rulebook read(String text) throws Exception {
        Files.writeString(folder.resolve("here/programmes/" + FILE), text);
        return Rulebook.read(new Policies(new PolicyConfig(folder, "here")));
    }

    private void refused(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(PolicyError.class)
                .hasMessageMatching("(?s).*hypertension.yaml:\\d+: .*" + reason + ".*");
    }

    @Test
    void a_fact_nobody_knows_is_refused() {
        refused(
                national.replace("fact: systolic, at-least: 180", "fact: sistolic, at-least: 180"),
                "no fact is called sistolic");
    }

    @Test
    void a_class_nobody_gives_is_refused() {
        refused(national.replace("classified: complication", "classified: worse"), "has no class worse");
    }

    @Test
    void a_key_that_is_not_in_the_vocabulary_is_refused() {
        refused(national.replace("late: 30 days", "latest: 30 days"), "latest");
    }

    @Test
    void a_condition_that_asks_two_things_is_refused() {
        refused(
                national.replace("when: {age: {at-least: 35}}", "when: {age: {at-least: 35}, gender: female}"),
                "asks exactly one thing");
    }

    @Test
    void a_rule_without_a_confidence_is_refused() {
        refused(national.replaceFirst("confidence: M\n", "\n"), "needs a clause and a confidence");
    }

    @Test
    void a_length_of_time_nobody_can_read_is_refused() {
        refused(national.replaceFirst("in: 3 months", "in: a quarter"), "is no length of time");
    }

    @Test
    void steps_that_leave_a_visit_without_a_next_are_refused() {
        refused(
                national.replaceFirst(
                        "- rule: routine\n            when: \\{always: true}",
                        "- rule: routine\n            when: {classified: controlled}"),
                "the last rule of next");
    }

    @Test
    void eligibility_that_asks_about_a_visit_is_refused() {
        refused(
                national.replace("when: {age: {at-least: 35}}", "when: {fact: systolic, at-least: 140}"),
                "eligibility can only ask about the resident");
    }

    @Test
    void eligibility_by_an_earlier_finding_must_know_the_fact() {
        refused(
                national.replace("when: {age: {at-least: 35}}", "when: {latest: {fact: sistolic, at-least: 140}}"),
                "no fact is called sistolic");
        refused(
                national.replace("when: {age: {at-least: 35}}", "when: {latest: {age: {at-least: 35}}}"),
                "latest asks about one fact");
    }

    @Test
    void a_rule_that_stops_sets_no_day() {
        refused(
                national.replaceFirst(
                        "in: 3 months\n            early", "in: 3 months\n            stop: true\n            early"),
                "has both in and stop");
        refused(
                national.replaceFirst("in: 3 months\n          late", "stop: true\n          late"),
                "in of rule first-visit is missing");
    }

    @Test
    void a_yearly_service_can_only_raise_others() {
        refused(
                national.replaceFirst(
                        "(rule: exam-danger\n.*\n) +raise:\n.*\n",
                        "$1            in: 1 month\n            urgency: routine\n"),
                "its next can only raise other services");
    }

    @Test
    void a_year_that_begins_on_another_day_from_a_version_on_is_refused() {
        String second = national.substring(national.indexOf("  - version:"))
                .replace("\"2017\"", "\"2026\"")
                .replace("from: 2017-01-01", "from: 2026-01-01")
                .replace("otherwise: 06-30", "otherwise: 06-30\n          begins: 09-01");
        refused(
                national.replace("from: 2017-01-01", "from: 2017-01-01\n    to: 2025-12-31") + second,
                "the year of service yearly-exam begins on two days");
    }

    @Test
    void versions_that_overlap_are_refused() {
        String second = national.substring(national.indexOf("  - version:")).replace("\"2017\"", "\"2026\"");
        refused(national + second, "begins before the one above it ends");
    }

    private String child() throws Exception {
        return Files.readString(Cases.REGIONS.resolve("national/programmes/child-health.yaml"));
    }

    @Test
    void a_day_nobody_tells_is_refused() throws Exception {
        refused(
                child().replace("from: [discharged-after-birth, birth]", "from: [baptised, birth]"),
                "no date is called baptised");
    }

    @Test
    void a_slot_without_its_day_and_two_slots_of_one_name_are_refused() throws Exception {
        refused(child().replace("{rule: month-3, in: 3 months,", "{rule: month-3,"), "in of rule month-3 is missing");
        refused(child().replace("rule: month-3,", "rule: month-1,"), "slots with names of their own");
    }

    @Test
    void a_service_of_two_shapes_is_refused() throws Exception {
        refused(
                child().replace(
                                "        timetable:\n          from: birth\n          slots:\n            - {rule: month-1",
                                "        yearly: {rule: y, otherwise: 06-30, clause: c, confidence: L}\n"
                                        + "        timetable:\n          from: birth\n          slots:\n            - {rule: month-1"),
                "needs either first, next and missed, or yearly, or timetable");
    }

    @Test
    void two_services_that_ask_for_the_same_one_are_refused() throws Exception {
        refused(
                child().replace("service: anaemia-referral", "service: hearing-referral"),
                "service hearing-referral is defined or raised by two services");
    }

    @Test
    void an_age_is_in_years_months_or_days() throws Exception {
        Rulebook rules = read(child().replace("age: {below: 7}", "age: {at-least: 28 days, below: 6 months}"));
        var chart = Cases.chart(org.liankang.base.json.Json.parse("{\"person\": {\"birth\": \"2024-08-31\"}}"));

        assertThat(Engine.evaluate(chart, LocalDate.of(2024, 9, 27), rules.programmes())
                        .enrolments())
                .isEmpty();
        assertThat(Engine.evaluate(chart, LocalDate.of(2025, 3, 1), rules.programmes())
                        .enrolments())
                .extracting(Cases::told)
                .isEqualTo(List.of("child-health since 2024-09-28 until 2025-03-01"));
    }

    @Test
    void a_service_that_comes_with_a_new_version_is_due_to_who_was_in_the_programme_before() throws Exception {
        String first = national.substring(national.indexOf("  - version:"));
        String second = first.replace("\"2017\"", "\"2026\"")
                .replace("from: 2017-01-01", "from: 2026-01-01")
                .replace("- service: hypertension-followup", "- service: pressure-call");
        Rulebook rules = read(national.replace("from: 2017-01-01", "from: 2017-01-01\n    to: 2025-12-31") + second);
        var chart = Cases.chart(org.liankang.base.json.Json.parse("""
                {"person": {"birth": "1970-01-01"}, "diagnoses": [{"code": "I10", "since": "2025-10-01"}]}"""));

        assertThat(Engine.evaluate(chart, LocalDate.of(2026, 1, 5), rules.programmes())
                        .tasks())
                .filteredOn(task -> task.service().equals("pressure-call"))
                .extracting(Evaluation.Due::due, Evaluation.Due::definition)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(LocalDate.of(2026, 4, 1), "2026"));
    }

    @Test
    void a_visit_is_judged_by_the_version_of_its_day() throws Exception {
        String first = national.substring(national.indexOf("  - version:"));
        String second = first.replace("\"2017\"", "\"2026\"")
                .replace("from: 2017-01-01", "from: 2026-01-01")
                .replace(
                        "{fact: systolic, below: 140}, {fact: diastolic, below: 90}",
                        "{fact: systolic, below: 130}, {fact: diastolic, below: 80}");
        Rulebook rules = read(national.replace("from: 2017-01-01", "from: 2017-01-01\n    to: 2025-12-31") + second);
        var chart = Cases.chart(org.liankang.base.json.Json.parse("""
                {"person": {"birth": "1970-01-01"}, "diagnoses": [{"code": "I10", "since": "2025-10-01"}],
                 "visits": [
                  {"service": "hypertension-followup", "day": "2025-12-31", "systolic": 135, "diastolic": 75},
                  {"service": "hypertension-followup", "day": "2026-01-01", "systolic": 135, "diastolic": 75}]}"""));

        Evaluation evaluation = Engine.evaluate(chart, LocalDate.of(2026, 1, 5), rules.programmes());

        assertThat(evaluation.visits())
                .extracting(Enrolment.Visit::classification)
                .isEqualTo(List.of("controlled", "uncontrolled"));
        assertThat(evaluation.visits()).extracting(Enrolment.Visit::definition).isEqualTo(List.of("2017", "2026"));
        assertThat(evaluation.enrolments())
                .singleElement()
                .satisfies(enrolment -> assertThat(enrolment.until()).isEmpty());
    }

    @Test
    void the_definitions_can_be_read_with_the_clause_and_confidence_of_each_rule() {
        List<Definition> definitions = Cases.rulebook().definitions();

        assertThat(definitions)
                .extracting(Definition::programme)
                .contains(
                        "child-health",
                        "elderly-health",
                        "hypertension",
                        "maternal-health",
                        "severe-mental-disorder",
                        "tuberculosis",
                        "type-2-diabetes");
        assertThat(definitions).allSatisfy(definition -> {
            assertThat(definition.source()).isNotBlank();
            assertThat(definition.rules()).allSatisfy(rule -> {
                assertThat(rule.clause()).isNotBlank();
                assertThat(rule.confidence()).isIn("H", "M", "L");
            });
        });
        assertThat(definitions)
                .filteredOn(definition -> definition.programme().equals("hypertension"))
                .singleElement()
                .satisfies(definition -> assertThat(definition.confidence()).isEqualTo("L"));
    }
}
