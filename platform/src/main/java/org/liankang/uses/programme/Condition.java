package org.liankang.uses.programme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.policy.Interval;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What a rule asks. Pure: the answer depends on the {@link Situation} alone. */
@JsonDeserialize(converter = When.ToCondition.class)
sealed interface Condition {

    /** This condition and all it is made of. */
    default Stream<Condition> withParts() {
        return switch (this) {
            case All(var parts) -> Stream.concat(Stream.of(this), parts.stream().flatMap(Condition::withParts));
            case Any(var parts) -> Stream.concat(Stream.of(this), parts.stream().flatMap(Condition::withParts));
            case Not(var part) -> Stream.concat(Stream.of(this), part.withParts());
            case Always _,
                    Age _,
                    Diagnosed _,
                    Gender _,
                    Residence _,
                    Measured _,
                    Is _,
                    OtherThan _,
                    Given _,
                    Running _,
                    Classified _,
                    Dated _,
                    Filed _,
                    Latest _ -> Stream.of(this);
        };
    }

    /** The fact it compares, or empty text. */
    default String comparedFact() {
        return switch (this) {
            case Measured measured -> measured.fact();
            case Is is -> is.fact();
            case OtherThan other -> other.fact();
            case Given given -> given.fact();
            case All _,
                    Any _,
                    Not _,
                    Always _,
                    Age _,
                    Diagnosed _,
                    Gender _,
                    Residence _,
                    Running _,
                    Classified _,
                    Dated _,
                    Filed _,
                    Latest _ -> "";
        };
    }

    /** The class of visits it asks for, or empty text. */
    default String askedClass() {
        return switch (this) {
            case Running running -> running.classification();
            case Classified classified -> classified.classification();
            case Measured _,
                    Is _,
                    OtherThan _,
                    Given _,
                    All _,
                    Any _,
                    Not _,
                    Always _,
                    Age _,
                    Diagnosed _,
                    Gender _,
                    Residence _,
                    Dated _,
                    Filed _,
                    Latest _ -> "";
        };
    }

    record Always() implements Condition {}

    record All(List<Condition> parts) implements Condition {}

    record Any(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    /** Completed years, months, weeks or days of age; either may be null. An unknown birth date is no age. */
    record Age(Interval atLeast, Interval below) implements Condition {}

    /** Has a disease whose code begins with one of these. */
    record Diagnosed(List<String> prefixes) implements Condition {}

    record Gender(String code) implements Condition {}

    /** Has lived here for so many months; {@code unknown} is the answer when the record does not say since when. */
    record Residence(int months, boolean unknown) implements Condition {}

    /** A number among the visit's facts lies within bounds; null is no bound. */
    record Measured(String fact, BigDecimal atLeast, BigDecimal above, BigDecimal atMost, BigDecimal below)
            implements Condition {}

    /** The visit has this fact with this coded or boolean value. */
    record Is(String fact, String value) implements Condition {}

    /** The visit has this fact with a value that is none of these. */
    record OtherThan(String fact, Set<String> values) implements Condition {}

    /** The visit has this fact at all, or has it not. */
    record Given(String fact, boolean given) implements Condition {}

    /** This visit and the ones just before it, so many in all, were classified so. */
    record Running(String classification, int times) implements Condition {}

    /** A date of this name was told, and is not later than the day in question. */
    record Dated(String date) implements Condition {}

    /** An institution keeps the resident's health file, or none does. */
    record Filed(boolean filed) implements Condition {}

    /** This visit was classified so. */
    record Classified(String classification) implements Condition {}

    /**
     * The last visit before the day in question that has this fact satisfies a comparison of it. Only before: what a
     * visit finds holds from the day after, so that the visit itself still counts for what it ends.
     */
    record Latest(String fact, Condition comparison) implements Condition {}
}
