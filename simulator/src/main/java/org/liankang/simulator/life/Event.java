package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.liankang.simulator.region.Diagnosis;
import org.liankang.simulator.region.Institution;

/** Something that happens to a resident and is written down. */
public sealed interface Event {

    LocalDate date();

    /** A disease is recognised; {@code onset} may lie before the simulated years, {@code date} is when it is recorded here. */
    record Diagnosed(LocalDate date, LocalDate onset, Disease disease, Diagnosis diagnosis) implements Event {}

    /** A visit or an admission of {@code days} days (0 for a visit); {@code cost} in CNY, 0 where it is not written. */
    record Visit(
            LocalDate date,
            int minute,
            Service service,
            Institution at,
            Diagnosis reason,
            int days,
            int cost,
            boolean died)
            implements Event {
        public LocalDate end() {
            return date.plusDays(days);
        }
    }

    /** A follow-up of a chronic disease; {@code glucose} is in tenths of mmol/L and 0 for hypertension. */
    record FollowUp(
            LocalDate date,
            int minute,
            Disease disease,
            Mode mode,
            int systolic,
            int diastolic,
            int glucose,
            List<String> symptoms,
            Adherence adherence,
            boolean adverse,
            boolean complication,
            List<String> danger,
            Classification classification,
            LocalDate next,
            Referral referral)
            implements Event {}

    /** The yearly exam of people aged 65 and over; an incomplete one has no electrocardiogram and no ultrasound. */
    record Examination(
            LocalDate date,
            int minute,
            boolean complete,
            int systolic,
            int diastolic,
            int glucose,
            int bmi,
            int selfCare)
            implements Event {}

    /** A disease other than those of {@link Disease} is recorded; {@code onset} may lie before the simulated years. */
    record Found(LocalDate date, LocalDate onset, Diagnosis diagnosis) implements Event {}

    /** A service of the programmes with all that was found in it; {@code at} is null for the own health centre. */
    record Care(LocalDate date, int minute, Service service, Mode mode, Institution at, List<Fact> facts)
            implements Event {

        public <F extends Fact> Stream<F> of(Class<F> kind) {
            return facts.stream().filter(kind::isInstance).map(kind::cast);
        }

        /** Answered this item at all, a no to a yes-or-no question excepted. */
        public boolean answers(String item) {
            return of(Fact.Choice.class).anyMatch(choice -> choice.item().equals(item))
                    || of(Fact.Flag.class).anyMatch(flag -> flag.item().equals(item) && flag.value());
        }

        public boolean says(String item, String code) {
            return of(Fact.Choice.class)
                    .anyMatch(choice ->
                            choice.item().equals(item) && choice.codes().contains(code));
        }

        /** The patient was looked for and not found. */
        public boolean lost() {
            return answers("lost");
        }

        /** What was measured under a code, in hundredths of its unit; a score counts as whole units. */
        public OptionalInt hundredths(String code) {
            return facts.stream()
                    .mapMultiToInt((fact, found) -> {
                        if (fact instanceof Fact.Quantity quantity
                                && quantity.code().equals(code)) {
                            found.accept(quantity.hundredths());
                        } else if (fact instanceof Fact.Score score
                                && score.code().equals(code)) {
                            found.accept(score.value() * 100);
                        }
                    })
                    .findFirst();
        }
    }

    /** A family-doctor contract with its packages. */
    record Agreement(LocalDate date, LocalDate from, LocalDate to, List<String> packages) implements Event {}

    /** A dose of a vaccine; {@code product} as the codes of urn:liankang:vaccine have it. It may lie before the simulated years. */
    record Vaccinated(LocalDate date, int minute, String product) implements Event {}

    /** The immunisation certificate is issued. */
    record Certified(LocalDate date) implements Event {}

    /** Death with its underlying cause. */
    record Death(LocalDate date, Diagnosis cause) implements Event {}

    /** How a follow-up was held. */
    enum Mode {
        CLINIC,
        HOME,
        PHONE
    }

    /** Taking medicines as prescribed. */
    enum Adherence {
        REGULAR,
        INTERMITTENT,
        NONE
    }

    /** The four results of a follow-up in the national rules. */
    enum Classification {
        CONTROLLED,
        UNCONTROLLED,
        ADVERSE_REACTION,
        COMPLICATION
    }

    /** Whether the patient was sent on. */
    enum Referral {
        NONE,
        ROUTINE,
        URGENT
    }
}
