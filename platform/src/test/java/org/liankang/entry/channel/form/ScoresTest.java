package org.liankang.entry.channel.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scores and judgements the national forms compute, at the limits their rules name. */
class ScoresTest {

    private static final List<String> FREQUENCY =
            List.of("not-at-all", "several-days", "more-than-half", "nearly-every-day");

    private final Map<String, List<String>> answers = new HashMap<>();

    private void answer(String link, Object value) {
        answers.put(link, List.of(String.valueOf(value)));
    }

    private String computed(String form, String link) {
        Filling filling = filling(form);
        return filling.computed(filling.form().item(link).orElseThrow()).orElse("none");
    }

    private Filling filling(String form) {
        var visit = new Visit(
                "p1",
                "centre",
                Optional.empty(),
                OffsetDateTime.parse("2026-11-20T09:30:00+08:00"),
                Optional.empty(),
                Map.of(),
                Set.of("centre"));
        return new Filling(Forms.read(Path.of("../regions/national/forms", form + ".json")), answers, visit);
    }

    /** Question of the 33; 9 and 28 are computed from body mass index and waist. */
    private void question(int number, int score) {
        answer(
                "tcm-%02d".formatted(number),
                switch (number) {
                    case 14 ->
                        List.of("colds-below-2", "colds-2-4", "colds-5-6", "colds-8", "colds-monthly")
                                .get(score - 1);
                    case 17 ->
                        List.of("never", "allergy-1-2", "allergy-3-4", "allergy-5-6", "allergy-always")
                                .get(score - 1);
                    default ->
                        List.of("never", "seldom", "sometimes", "often", "always")
                                .get(score - 1);
                });
    }

    private void everythingNever() {
        answer("weight", 55);
        answer("height", 165);
        answer("waist", 70);
        IntStream.rangeClosed(1, 33).filter(n -> n != 9 && n != 28).forEach(n -> question(n, 1));
    }

    @Test
    void the_example_of_the_rule_is_yang_deficient_with_13() {
        everythingNever();
        question(11, 4);
        question(12, 4);
        question(13, 3);
        question(29, 2);
        assertThat(computed("tcm-elder", "yang-deficiency-score")).isEqualTo("13");
        assertThat(computed("tcm-elder", "yang-deficiency")).isEqualTo("is");
    }

    @Test
    void the_example_of_the_rule_has_a_balanced_score_of_19() {
        everythingNever();
        question(1, 4);
        question(2, 2);
        question(4, 2);
        question(5, 2);
        question(13, 3);
        assertThat(computed("tcm-elder", "balanced-score")).isEqualTo("19");
        assertThat(computed("tcm-elder", "balanced")).isEqualTo("is");
    }

    @ParameterizedTest
    @CsvSource({
        "qi-deficiency, 2 3 4 14",
        "yang-deficiency, 11 12 13 29",
        "yin-deficiency, 10 21 26 31",
        "phlegm-damp, 16 32 9 28",
        "damp-heat, 23 25 27 30",
        "blood-stasis, 19 22 24 33",
        "qi-stagnation, 5 6 7 8",
        "special-diathesis, 15 17 18 20"
    })
    void a_type_is_denied_at_8_a_tendency_at_9_and_10_and_certain_at_11(String type, String numbers) {
        List<Integer> questions =
                List.of(numbers.split(" ")).stream().map(Integer::valueOf).toList();
        everythingNever();
        for (int sum : List.of(4, 8, 9, 10, 11)) {
            int first = Math.min(5, sum - 3);
            question(questions.get(0), first);
            question(questions.get(1), sum - 2 - first);
            assertThat(computed("tcm-elder", type + "-score")).isEqualTo(String.valueOf(sum));
            assertThat(computed("tcm-elder", type)).isEqualTo(sum <= 8 ? "no" : sum <= 10 ? "tendency" : "is");
        }
    }

    @ParameterizedTest
    @CsvSource({"8, is", "9, basically", "10, basically", "11, no"})
    void a_balanced_constitution_depends_on_the_eight_others(int other, String balanced) {
        everythingNever();
        question(1, 5);
        question(19, 5);
        question(22, other - 7);
        assertThat(computed("tcm-elder", "balanced-score")).isEqualTo("25");
        assertThat(computed("tcm-elder", "balanced")).isEqualTo(balanced);
    }

    @ParameterizedTest
    @CsvSource({"1, 17, is", "2, 16, no"})
    void a_balanced_constitution_needs_17(int low, String score, String balanced) {
        everythingNever();
        question(2, 3);
        question(4, 3);
        question(5, low);
        assertThat(computed("tcm-elder", "balanced-score")).isEqualTo(score);
        assertThat(computed("tcm-elder", "balanced")).isEqualTo(balanced);
    }

    @ParameterizedTest
    @CsvSource({"61.3, 1", "61.4, 2", "64, 3", "66.6, 4", "71.5, 4", "71.6, 5"})
    void overweight_counts_by_body_mass_index(String weight, String score) {
        everythingNever();
        answer("weight", weight);
        answer("height", 160);
        assertThat(computed("tcm-elder", "tcm-09")).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({"79, 1", "80, 2", "85, 2", "86, 3", "90, 3", "91, 4", "105, 4", "106, 5"})
    void a_large_belly_counts_by_waist(int waist, String score) {
        everythingNever();
        answer("waist", waist);
        assertThat(computed("tcm-elder", "tcm-28")).isEqualTo(score);
    }

    @Test
    void one_question_left_open_leaves_no_judgement_that_needs_it() {
        everythingNever();
        answers.remove("tcm-33");
        assertThat(computed("tcm-elder", "blood-stasis")).isEqualTo("none");
        assertThat(computed("tcm-elder", "balanced")).isEqualTo("none");
        assertThat(computed("tcm-elder", "damp-heat")).isEqualTo("no");
    }

    @Test
    void nothing_typed_by_hand_replaces_what_is_computed() {
        everythingNever();
        question(19, 5);
        question(22, 5);
        answer("blood-stasis-score", 4);
        answer("blood-stasis", "no");
        answer("date", "2026-11-20");
        answer("mode", "AMB");
        answer("tcm-guidance", "diet");
        Filled filled = filling("tcm-elder").complete(UUID::randomUUID);
        assertThat(filled)
                .isInstanceOfSatisfying(
                        Filled.Ready.class,
                        ready -> assertThat(ready.bundle().toString())
                                .contains("\"linkId\":\"blood-stasis\",\"text\":\"血瘀质\",\"answer\":[{\"valueCoding\":"
                                        + "{\"system\":\"urn:liankang:answer\",\"code\":\"is\"")
                                .contains("constitution-blood-stasis")
                                .contains("\"valueInteger\":12"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, minimal",
        "4, minimal",
        "5, mild",
        "9, mild",
        "10, moderate",
        "14, moderate",
        "15, moderately-severe",
        "19, moderately-severe",
        "20, severe",
        "27, severe"
    })
    void phq_9_has_steps_at_5_10_15_and_20(int score, String depression) {
        for (int n = 1; n <= 9; n++) {
            answer(n < 9 ? "phq-" + n : "self-harm", FREQUENCY.get(Math.clamp(score - 3L * (n - 1), 0, 3)));
        }
        assertThat(computed("mood-screening", "phq-9")).isEqualTo(String.valueOf(score));
        assertThat(computed("mood-screening", "depression")).isEqualTo(depression);
    }

    @ParameterizedTest
    @CsvSource({
        "0, minimal",
        "4, minimal",
        "5, mild",
        "9, mild",
        "10, moderate",
        "14, moderate",
        "15, severe",
        "21, severe"
    })
    void gad_7_has_steps_at_5_10_and_15(int score, String anxiety) {
        for (int n = 1; n <= 7; n++) {
            answer("gad-q" + n, FREQUENCY.get(Math.clamp(score - 3L * (n - 1), 0, 3)));
        }
        assertThat(computed("mood-screening", "gad-7")).isEqualTo(String.valueOf(score));
        assertThat(computed("mood-screening", "anxiety")).isEqualTo(anxiety);
    }

    @ParameterizedTest
    @CsvSource({"true, 10", "false, 5"})
    void five_questions_of_gds_15_count_a_no(boolean all, String score) {
        IntStream.rangeClosed(1, 15).forEach(n -> answer("gds-q" + n, all));
        assertThat(computed("mood-assessment", "gds-15")).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "8"})
    void ad8_counts_what_has_changed(int changed) {
        IntStream.rangeClosed(1, 8).forEach(n -> answer("ad8-" + n, n <= changed));
        assertThat(computed("cognition-screening", "ad8")).isEqualTo(String.valueOf(changed));
    }

    @ParameterizedTest
    @CsvSource({"words-3, clock-abnormal, 3", "words-0, clock-normal, 2", "words-3, clock-normal, 5"})
    void mini_cog_adds_words_and_clock(String words, String clock, String score) {
        answer("mini-cog-words", words);
        answer("mini-cog-clock", clock);
        assertThat(computed("cognition-screening", "mini-cog")).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({
        "illiterate, 17, positive",
        "illiterate, 18, negative",
        "primary, 20, positive",
        "primary, 21, negative",
        "secondary, 24, positive",
        "secondary, 25, negative"
    })
    void the_mini_mental_state_is_judged_by_schooling(String schooling, int score, String result) {
        answer("mmse", score);
        answer("schooling", schooling);
        assertThat(computed("cognition-assessment", "mmse-result")).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"180, 162, 90.0, regular", "180, 161, 89.4, irregular", "1000, 900, 90.0, regular"})
    void tuberculosis_drugs_are_taken_regularly_from_90_percent_on(int due, int taken, String rate, String result) {
        answer("stopped", true);
        answer("doses-due", due);
        answer("doses-taken", taken);
        assertThat(computed("tb-followup", "doses-rate")).isEqualTo(rate);
        assertThat(computed("tb-followup", "regular-medication")).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "2.10, 3.00, 2.50, not-confirmed",
        "2.09, 3.00, 2.50, gold-1",
        "2.00, 3.00, 2.50, gold-1",
        "1.99, 3.00, 2.50, gold-2",
        "1.25, 3.00, 2.50, gold-2",
        "1.24, 3.00, 2.50, gold-3",
        "0.74, 3.00, 2.50, gold-4"
    })
    void the_grade_of_limitation_follows_fev1(String fev1, String fvc, String predicted, String gold) {
        answer("fev1", fev1);
        answer("fvc", fvc);
        answer("fev1-predicted", predicted);
        assertThat(computed("lung-function", "gold")).isEqualTo(gold);
    }

    @ParameterizedTest
    @CsvSource({
        "risk-0, gone, full, good, false, false, stable",
        "risk-0, gone, full, fair, false, false, stable",
        "risk-0, gone, full, poor, false, false, basically-stable",
        "risk-0, some, full, good, false, false, basically-stable",
        "risk-0, gone, partial, good, false, false, basically-stable",
        "risk-1, gone, full, good, false, false, basically-stable",
        "risk-2, some, partial, poor, false, false, basically-stable",
        "risk-3, gone, full, good, false, false, unstable",
        "risk-0, marked, full, good, false, false, unstable",
        "risk-0, gone, absent, good, false, false, unstable",
        "risk-0, gone, full, good, true, false, unstable",
        "risk-0, gone, full, good, false, true, unstable"
    })
    void a_mental_disorder_is_classified_from_what_was_seen(
            String risk,
            String symptoms,
            String insight,
            String function,
            boolean reaction,
            boolean illness,
            String classification) {
        answer("risk-level", risk);
        answer("psychiatric-symptoms", symptoms);
        answer("insight", insight);
        List.of("self-care", "housework", "work", "learning").forEach(name -> answer("function-" + name, "good"));
        answer("function-social", function);
        answer("severe-reaction", reaction);
        answer("severe-illness", illness);
        assertThat(computed("mental-followup", "classification")).isEqualTo(classification);
    }
}
