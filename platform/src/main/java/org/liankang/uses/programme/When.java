package org.liankang.uses.programme;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.policy.Interval;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.util.StdConverter;

/** A {@link Condition} as it is written in a definition: exactly one kind of question per {@code when}. */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record When(
        Boolean always,
        List<When> all,
        List<When> any,
        When not,
        Age age,
        List<String> diagnosis,
        String gender,
        Residence residence,
        String fact,
        BigDecimal atLeast,
        BigDecimal above,
        BigDecimal atMost,
        BigDecimal below,
        String is,
        List<String> otherThan,
        Boolean given,
        Running running,
        String classified,
        String dated,
        Boolean filed,
        When latest) {

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Age(Bound atLeast, Bound below) {

        Condition.Age condition() {
            return new Condition.Age(atLeast == null ? null : atLeast.interval, below == null ? null : below.interval);
        }
    }

    /** An age: a number is years, anything else is written as {@code 6 months}. */
    record Bound(Interval interval) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Bound years(int years) {
            return new Bound(Interval.parse(years + " years"));
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Bound written(String text) {
            return new Bound(Interval.parse(text));
        }
    }

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Residence(int months, boolean unknown) {}

    record Running(
            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String classification,

            int times) {}

    /** Lets Jackson read a {@link Condition} through its written form. */
    static final class ToCondition extends StdConverter<When, Condition> {

        @Override
        public Condition convert(When written) {
            return written.condition();
        }
    }

    When {
        long kinds = Stream.of(
                        always,
                        all,
                        any,
                        not,
                        age,
                        diagnosis,
                        gender,
                        residence,
                        fact,
                        running,
                        classified,
                        dated,
                        filed,
                        latest)
                .filter(kind -> kind != null)
                .count();
        if (kinds != 1) {
            throw new IllegalArgumentException("a condition asks exactly one thing, this one asks " + kinds);
        }
        boolean bounded = Stream.of(atLeast, above, atMost, below).anyMatch(bound -> bound != null);
        long tests =
                Stream.of(is, otherThan, given).filter(test -> test != null).count() + (bounded ? 1 : 0);
        if (tests != (fact == null ? 0 : 1)) {
            throw new IllegalArgumentException(
                    "a fact is compared in exactly one way:" + " by bounds, or with is, other-than or given");
        }
        if (latest != null && latest.fact == null) {
            throw new IllegalArgumentException("latest asks about one fact");
        }
    }

    Condition condition() {
        if (all != null) {
            return new Condition.All(all.stream().map(When::condition).toList());
        } else if (any != null) {
            return new Condition.Any(any.stream().map(When::condition).toList());
        } else if (not != null) {
            return new Condition.Not(not.condition());
        } else if (age != null) {
            return age.condition();
        } else if (diagnosis != null) {
            return new Condition.Diagnosed(List.copyOf(diagnosis));
        } else if (gender != null) {
            return new Condition.Gender(gender);
        } else if (residence != null) {
            return new Condition.Residence(residence.months, residence.unknown);
        } else if (running != null) {
            return new Condition.Running(running.classification, running.times);
        } else if (classified != null) {
            return new Condition.Classified(classified);
        } else if (dated != null) {
            return new Condition.Dated(dated);
        } else if (filed != null) {
            return new Condition.Filed(filed);
        } else if (latest != null) {
            return new Condition.Latest(latest.fact, latest.condition());
        }
        return fact == null ? new Condition.Always() : comparison();
    }

    private Condition comparison() {
        if (is != null) {
            return new Condition.Is(fact, is);
        } else if (otherThan != null) {
            return new Condition.OtherThan(fact, Set.copyOf(otherThan));
        } else if (given != null) {
            return new Condition.Given(fact, given);
        }
        return new Condition.Measured(fact, atLeast, above, atMost, below);
    }
}
