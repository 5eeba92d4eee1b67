package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.region.Diagnosis;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Reasons;

/**
 * Notifiable diseases: hand, foot and mouth disease found in a visit, and tuberculosis with its home visit within three
 * days and supervised treatment of half a year. Of other notifiable diseases no diagnosis is written. Rates, delays and who
 * is not found: synthetic assumptions.
 */
final class InfectionCare {

    /** New patients a year of residents aged 15 and over. */
    private static final double TUBERCULOSIS = 0.0006;

    private static final String HAND_FOOT_MOUTH = "B08.4";
    private static final int TREATMENT_DAYS = 180;
    private static final int INTENSIVE_DAYS = 60;

    private final Reasons tuberculosis;
    private final Institution hospital;

    InfectionCare(Reasons tuberculosis, Institution hospital) {
        this.tuberculosis = tuberculosis;
        this.hospital = hospital;
    }

    void add(Diary diary, Dice dice) {
        handFootMouth(diary, dice.split());
        tuberculosis(diary, dice.split());
    }

    private static void handFootMouth(Diary diary, Dice dice) {
        List<Visit> visits = diary.events().stream()
                .filter(event -> event instanceof Visit visit
                        && visit.reason() != null
                        && visit.reason().code().startsWith(HAND_FOOT_MOUTH)
                        && visit.at().inside())
                .map(Visit.class::cast)
                .toList();
        for (Visit visit : visits) {
            diary.found(visit.date(), visit.date(), visit.reason());
            report(diary, visit.at(), visit.date(), visit.minute(), "clinical", 0.96, dice.split());
        }
    }

    private static void report(
            Diary diary,
            Institution at,
            LocalDate diagnosed,
            int minute,
            String certainty,
            double reported,
            Dice dice) {
        int delay = dice.chance(0.96) ? dice.between(8, 1200) : dice.between(1500, 5000);
        if (dice.chance(reported)) {
            diary.careAt(
                    at,
                    diagnosed.plusDays((minute + delay) / 1440),
                    (minute + delay) % 1440,
                    Service.NOTIFIABLE_REPORT,
                    Mode.CLINIC,
                    new Fact.Quantity("report-delay", delay * 100, "min"),
                    new Fact.Choice("case-class", certainty));
        }
    }

    private void tuberculosis(Diary diary, Dice dice) {
        Setting setting = diary.setting();
        LocalDate day = setting.from().plusDays(dice.below((int) setting.days()));
        int age = setting.person().ageOn(day);
        if (!dice.chance(TUBERCULOSIS * setting.days() / 365) || age < 15) {
            return;
        }
        Diagnosis diagnosis = tuberculosis.pick(age, setting.person().sex(), day.getMonthValue(), dice);
        diary.found(day, day, diagnosis);
        report(diary, hospital, day, dice.between(500, 960), "confirmed", 0.99, dice.split());
        double fate = dice.unit();
        if (fate < 0.03) {
            return;
        }
        LocalDate first = day.plusDays(fate < 0.9 ? dice.between(0, 3) : dice.between(4, 9));
        double draw = dice.unit();
        String supervisor = draw < 0.6 ? "doctor" : draw < 0.9 ? "family" : "self";
        if (dice.chance(0.08)) {
            diary.care(
                    first,
                    600,
                    Service.TB_FIRST_VISIT,
                    Mode.HOME,
                    new Fact.Flag("lost", true),
                    new Fact.Choice("tries", "two-or-more"));
            first = first.plusDays(dice.between(5, 10));
        }
        diary.care(
                first,
                600,
                Service.TB_FIRST_VISIT,
                Mode.HOME,
                new Fact.Choice("tries", "one"),
                new Fact.Choice("patient-type", "new"),
                new Fact.Choice("symptoms", "cough"),
                new Fact.Choice("supervisor", supervisor),
                new Fact.Choice("phase", "intensive"),
                new Fact.Flag("adverse-reaction", false),
                new Fact.Flag("complication", false));
        treatment(diary, first, supervisor, dice);
    }

    private static void treatment(Diary diary, LocalDate first, String supervisor, Dice dice) {
        LocalDate end = first.plusDays(TREATMENT_DAYS);
        LocalDate gone = dice.chance(0.05) ? first.plusDays(dice.between(40, 150)) : LocalDate.MAX;
        LocalDate day = first;
        while (true) {
            boolean intensive = day.isBefore(first.plusDays(INTENSIVE_DAYS));
            boolean often = supervisor.equals("self") || supervisor.equals("family") && intensive;
            day = day.plusDays(often ? dice.between(8, 10) : dice.between(26, 32));
            if (!day.isBefore(end)) {
                break;
            }
            boolean lost = !day.isBefore(gone) || dice.chance(0.02);
            followUp(diary, day, lost, supervisor, intensive, dice.split());
            if (!day.isBefore(gone)) {
                return;
            }
        }
        diary.care(
                day,
                590,
                Service.TB_FOLLOWUP,
                Mode.CLINIC,
                new Fact.Choice("symptoms", "none"),
                new Fact.Choice("supervisor", supervisor),
                new Fact.Choice("phase", "continuation"),
                new Fact.Flag("stopped", true),
                new Fact.Choice("stop-reason", dice.chance(0.96) ? "completed" : "multi-resistant"),
                new Fact.Choice("regular-medication", dice.chance(0.92) ? "regular" : "irregular"));
    }

    private static void followUp(
            Diary diary, LocalDate day, boolean lost, String supervisor, boolean intensive, Dice dice) {
        if (lost) {
            diary.care(day, 590, Service.TB_FOLLOWUP, Mode.PHONE, new Fact.Flag("lost", true));
            return;
        }
        diary.care(
                day,
                590,
                Service.TB_FOLLOWUP,
                dice.chance(0.6) ? Mode.CLINIC : Mode.HOME,
                new Fact.Choice("symptoms", dice.chance(0.2) ? "cough" : "none"),
                new Fact.Choice("supervisor", supervisor),
                new Fact.Choice("phase", intensive ? "intensive" : "continuation"),
                new Fact.Flag("adverse-reaction", dice.chance(0.04)),
                new Fact.Flag("complication", false));
    }
}
