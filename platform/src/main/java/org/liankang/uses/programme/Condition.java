package org.liankang.uses.programme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** What a rule asks. Pure: the answer depends on the {@link Situation} alone. */
sealed interface Condition {

    record Always() implements Condition {}

    record All(List<Condition> parts) implements Condition {}

    record Any(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    /** Completed years of age; {@code below} may be null. An unknown birth date is no age. */
    record Age(int atLeast, Integer below) implements Condition {}

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

    /** This visit was classified so. */
    record Classified(String classification) implements Condition {}
}
