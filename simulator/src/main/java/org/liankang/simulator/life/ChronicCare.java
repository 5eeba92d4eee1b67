package org.liankang.simulator.life;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Adherence;
import org.liankang.simulator.life.Event.Classification;
import org.liankang.simulator.life.Event.FollowUp;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.life.Event.Referral;

/**
 * Follow-up of a managed patient by the national rules (third edition, items for hypertension and type-2 diabetes): every
 * three months when controlled, again in two weeks when not, referral after two uncontrolled visits or at danger values.
 * Regular visits are laid out backwards from the last one, so that at the end date the due dates are spread evenly;
 * a tenth of the living patients are due within three days of the end date and one in sixteen is overdue by at least a week.
 */
final class ChronicCare {

    /** Codes of the national follow-up forms, in the order of the diseases. */
    private static final List<List<String>> SYMPTOMS = List.of(
            List.of(
                    "headache-dizziness",
                    "nausea-vomiting",
                    "blurred-vision-tinnitus",
                    "dyspnoea",
                    "palpitation-chest-tightness",
                    "numb-limbs",
                    "leg-oedema"),
            List.of(
                    "thirst",
                    "hunger",
                    "polyuria",
                    "blurred-vision",
                    "infection",
                    "numbness",
                    "leg-oedema",
                    "weight-loss"));

    private enum Habit {
        REGULAR,
        LOOSE,
        LAPSING
    }

    private final Setting setting;
    private final Disease disease;
    private final Dice dice;
    private final Habit habit;
    private final boolean difficult;
    private final double pressure;
    private final double sugar;
    /** How much treatment was stepped up lately: in mmHg, and in tenths of mmol/L. */
    private double eased;
    /** Whoever was sent to the hospital in the last half year is not sent again for the same reason. */
    private LocalDate referred = LocalDate.MIN;

    private final List<FollowUp> visits = new ArrayList<>();

    ChronicCare(Setting setting, Disease disease, Dice dice) {
        this.setting = setting;
        this.disease = disease;
        this.dice = dice;
        double draw = dice.unit();
        habit = draw < 0.57 ? Habit.REGULAR : draw < 0.82 ? Habit.LOOSE : Habit.LAPSING;
        difficult = dice.chance(0.42);
        boolean old = setting.person().ageOn(setting.to()) >= 68;
        pressure = dice.normal(disease == Disease.HYPERTENSION && difficult ? 148 : 129, 5) + (old ? 8 : 0);
        sugar = dice.normal(disease == Disease.DIABETES && difficult ? 84 : 61, 4);
    }

    List<FollowUp> follow(LocalDate enrolled) {
        for (LocalDate day : days(enrolled)) {
            if (visits.isEmpty() || day.isAfter(visits.getLast().date().plusDays(9))) {
                visit(workday(day, enrolled), 0);
            }
        }
        return visits;
    }

    /** Planned visits avoid Sundays. */
    private static LocalDate workday(LocalDate day, LocalDate enrolled) {
        LocalDate before = day.minusDays(1);
        return day.getDayOfWeek() == DayOfWeek.SUNDAY && !before.isBefore(enrolled) ? before : day;
    }

    private List<LocalDate> days(LocalDate enrolled) {
        List<LocalDate> days = new ArrayList<>();
        LocalDate day = last();
        while (!day.isBefore(enrolled)) {
            days.add(day);
            day = day.minusDays(interval());
        }
        Collections.reverse(days);
        return days;
    }

    private LocalDate last() {
        if (setting.dies()) {
            return setting.to().minusDays(dice.below(85));
        }
        double draw = dice.unit();
        if (draw < 0.10) {
            return setting.end().minusDays(90L + dice.between(-3, 3));
        }
        if (draw < 0.16) {
            return setting.end().minusDays(dice.between(97, 150));
        }
        return setting.end().minusDays(dice.below(habit == Habit.REGULAR ? 85 : 110));
    }

    private int interval() {
        return switch (habit) {
            case REGULAR -> (int) Math.clamp(dice.normal(83, 5), 65, 90);
            case LOOSE -> (int) Math.clamp(dice.normal(112, 20), 70, 170);
            case LAPSING -> (int) Math.clamp(dice.normal(90, 8), 70, 110) * (dice.chance(0.35) ? 2 : 1);
        };
    }

    private void visit(LocalDate day, int rechecks) {
        FollowUp visit = measured(day, rechecks > 0);
        visits.add(visit);
        if (visit.next().isBefore(day.plusDays(20)) && rechecks < 3 && dice.chance(0.82)) {
            LocalDate recheck = day.plusDays(dice.between(10, 17));
            if (setting.covers(recheck)) {
                visit(recheck, rechecks + 1);
            }
        }
    }

    private FollowUp measured(LocalDate day, boolean again) {
        boolean danger = dice.chance(0.003);
        eased = again ? eased + 3 : eased * 0.3;
        int systolic = danger ? dice.between(180, 205) : (int) Math.clamp(dice.normal(pressure - eased, 6.5), 96, 179);
        int diastolic = (int) Math.clamp(systolic * 0.42 + dice.normal(24, 4.5), 55, 109);
        int glucose = disease == Disease.HYPERTENSION
                ? 0
                : dice.chance(0.003)
                        ? dice.between(167, 210)
                        : (int) Math.clamp(dice.normal(sugar - eased, 7), 40, 166);
        boolean adverse = dice.chance(0.012);
        boolean complication = dice.chance(0.004);
        boolean controlled = Targets.controlled(
                disease, systolic, diastolic, glucose, setting.person().ageOn(day));
        List<String> dangers = Targets.danger(disease, systolic, diastolic, glucose);
        Classification result = complication
                ? Classification.COMPLICATION
                : adverse
                        ? Classification.ADVERSE_REACTION
                        : controlled ? Classification.CONTROLLED : Classification.UNCONTROLLED;
        boolean before = again
                && visits.getLast().classification() == Classification.UNCONTROLLED
                && referred.isBefore(day.minusDays(180));
        Referral referral = !dangers.isEmpty()
                ? Referral.URGENT
                : result == Classification.COMPLICATION || result == Classification.UNCONTROLLED && before
                        ? Referral.ROUTINE
                        : Referral.NONE;
        LocalDate next = result == Classification.CONTROLLED && dangers.isEmpty() ? day.plusDays(90) : day.plusDays(14);
        if (referral != Referral.NONE) {
            referred = day;
            eased += 6;
        }
        return new FollowUp(
                day,
                dice.between(8 * 60, 16 * 60),
                disease,
                mode(),
                systolic,
                diastolic,
                glucose,
                symptoms(controlled),
                adherence(),
                adverse,
                complication,
                dangers,
                result,
                next,
                referral);
    }

    private Mode mode() {
        double draw = dice.unit();
        return draw < 0.78 ? Mode.CLINIC : draw < 0.90 ? Mode.HOME : Mode.PHONE;
    }

    private Adherence adherence() {
        double draw = dice.unit() + (difficult ? 0.15 : 0);
        return draw < 0.86 ? Adherence.REGULAR : draw < 1.08 ? Adherence.INTERMITTENT : Adherence.NONE;
    }

    private List<String> symptoms(boolean controlled) {
        if (!dice.chance(controlled ? 0.06 : 0.25)) {
            return List.of("none");
        }
        List<String> known = SYMPTOMS.get(disease.ordinal());
        return List.of(known.get(dice.below(known.size())));
    }
}
