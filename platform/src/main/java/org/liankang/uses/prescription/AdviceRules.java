package org.liankang.uses.prescription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.liankang.base.policy.Policies;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The region's {@code prescriptions.yaml}: topics, and the advice each proposes to whom. */
public record AdviceRules(String source, Months months, List<Topic> topics) {

    static final String FILE = "prescriptions.yaml";

    /** How long a prescription holds. */
    public record Months(int value, String confidence, String note) {

        public Months {
            if (value < 1 || value > 24) {
                throw new IllegalArgumentException("a prescription holds for 1 to 24 months, not " + value);
            }
        }
    }

    public record Topic(
            @JsonProperty("topic") String code,
            String name,
            @JsonProperty("name-en") String nameEnglish,
            List<Advice> advice) {

        public Topic {
            if (code == null || name == null || nameEnglish == null || advice == null) {
                throw new IllegalArgumentException("a topic needs topic, name, name-en and advice");
            }
            advice = List.copyOf(advice);
        }
    }

    /** A sentence of advice, for whom {@link When} holds. */
    public record Advice(
            @JsonProperty("advice") String code,
            When when,
            String text,
            @JsonProperty("text-en") String textEnglish,
            String clause,
            String confidence) {

        public Advice {
            if (code == null || when == null || text == null || textEnglish == null || clause == null) {
                throw new IllegalArgumentException("advice needs advice, when, text, text-en and clause");
            }
            if (confidence == null || !List.of("H", "M", "L").contains(confidence)) {
                throw new IllegalArgumentException("advice " + code + " needs a confidence (H, M or L)");
            }
        }
    }

    /** All that is said must hold; at least one thing is. */
    public record When(Age age, List<String> diagnosis, Latest latest, Answer answer) {

        public When {
            if (age == null && diagnosis == null && latest == null && answer == null) {
                throw new IllegalArgumentException("when says nothing");
            }
        }
    }

    /** Completed years; either may be missing. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Age(Integer atLeast, Integer below) {}

    /**
     * The last measurement.
     *
     * @param system of the code; LOINC when missing
     * @param unit UCUM; a measurement in another unit is not taken; any when missing
     * @param months how old it may be
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Latest(String system, String code, String unit, BigDecimal atLeast, BigDecimal below, int months) {

        public Latest {
            if (code == null || months < 1 || atLeast == null && below == null) {
                throw new IllegalArgumentException("latest needs code, months and at-least or below");
            }
        }
    }

    /** The last answer to a question of any form, a number above this or one of these codes. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Answer(String question, BigDecimal above, List<String> is) {

        public Answer {
            if (question == null || (above == null) == (is == null)) {
                throw new IllegalArgumentException("answer needs a question and either above or is");
            }
        }
    }

    public AdviceRules {
        if (months == null || topics == null || topics.isEmpty()) {
            throw new IllegalArgumentException("months and topics are needed");
        }
        topics = List.copyOf(topics);
        if (topics.stream().map(Topic::code).distinct().count() < topics.size()) {
            throw new IllegalArgumentException("a topic stands twice");
        }
    }

    static AdviceRules read(Policies policies) {
        return Policies.yaml(policies.file(FILE), AdviceRules.class);
    }

    public Optional<Topic> topic(String code) {
        return topics.stream().filter(one -> one.code().equals(code)).findFirst();
    }
}
