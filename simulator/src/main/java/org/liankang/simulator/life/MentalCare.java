package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.region.Prevalence;
import org.liankang.simulator.region.Reasons;

/**
 * Care of residents with a severe mental disorder: four visits a year, again within two weeks when unstable, somebody
 * sometimes not found and a few lost for good. How many: synthetic assumptions.
 */
final class MentalCare {

    private final Prevalence prevalence;
    private final Reasons disorders;

    MentalCare(Prevalence prevalence, Reasons disorders) {
        this.prevalence = prevalence;
        this.disorders = disorders;
    }

    void add(Diary diary, Dice dice) {
        Setting setting = diary.setting();
        double age = prevalence.ageReaching(setting.person().sex(), dice.unit());
        if (age > 120) {
            return;
        }
        LocalDate onset = setting.person().birth().plusDays((long) (age * 365.25));
        LocalDate recorded = onset.isBefore(setting.from()) ? setting.from() : onset;
        diary.found(recorded, onset, disorders.pick((int) age, setting.person().sex(), recorded.getMonthValue(), dice));
        double habit = dice.unit();
        if (habit < 0.05) {
            return;
        }
        boolean loose = habit < 0.22;
        // One in twenty is lost for good after some time: looked for twice more, then never seen again.
        LocalDate gone = dice.chance(0.05) ? recorded.plusDays(dice.between(200, 1500)) : LocalDate.MAX;
        int severity = dice.chance(0.62) ? 0 : dice.chance(0.7) ? 1 : 2;
        boolean regular = dice.chance(0.82);
        LocalDate day = recorded.plusDays(dice.between(2, 45));
        int missed = 0;
        while (!day.isAfter(setting.to()) && missed < 2) {
            boolean lost = !day.isBefore(gone) || dice.chance(0.02);
            missed = lost && !day.isBefore(gone) ? missed + 1 : 0;
            boolean unstable = !lost && dice.chance(severity == 2 ? 0.15 : 0.015);
            visit(diary, day, lost, unstable, severity, regular, dice.split());
            int pause = loose ? dice.between(85, 160) : dice.between(75, 90);
            day = day.plusDays(lost || unstable ? dice.between(10, 14) : pause);
        }
    }

    private static void visit(
            Diary diary, LocalDate day, boolean lost, boolean unstable, int severity, boolean regular, Dice dice) {
        int minute = dice.between(8 * 60, 16 * 60);
        double where = dice.unit();
        Mode mode = lost ? Mode.PHONE : where < 0.55 ? Mode.CLINIC : where < 0.85 ? Mode.HOME : Mode.PHONE;
        if (lost) {
            diary.care(day, minute, Service.MENTAL_FOLLOWUP, mode, new Fact.Flag("lost", true));
            return;
        }
        String function = severity == 0 ? "good" : severity == 1 ? "fair" : "poor";
        String adherence =
                regular ? dice.chance(0.93) ? "regular" : "intermittent" : dice.chance(0.75) ? "intermittent" : "none";
        diary.care(
                day,
                minute,
                Service.MENTAL_FOLLOWUP,
                mode,
                new Fact.Score("behaviour-risk", unstable ? dice.between(3, 4) : severity == 2 ? dice.below(3) : 0),
                new Fact.Choice("mental-symptoms", List.of(severity == 0 ? "none" : "withdrawn")),
                new Fact.Choice("psychiatric-symptoms", unstable ? "marked" : severity == 0 ? "gone" : "some"),
                new Fact.Choice("insight", severity == 0 ? "full" : "partial"),
                new Fact.Choice("function-self-care", function),
                new Fact.Choice("function-housework", function),
                new Fact.Choice("function-work", function),
                new Fact.Choice("function-learning", function),
                new Fact.Choice("function-social", function),
                new Fact.Choice("adherence", adherence),
                new Fact.Flag("adverse-reaction", false),
                new Fact.Flag("severe-reaction", false),
                new Fact.Flag("severe-illness", false),
                new Fact.Choice("treatment-effect", unstable ? "worse" : severity == 0 ? "recovered" : "improved"));
    }
}
