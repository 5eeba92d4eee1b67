package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Reasons;

/**
 * Check-ups of children to six years at the ages of the national rules, Chinese medicine beside them, screening of newborns
 * and what is wrong at birth. How many come, how late and what is found: synthetic assumptions.
 */
final class ChildCare {

    private static final int UNTIL_AGE = 7;

    /** A check of the timetable with the usual weight (hundredths of kg) and length (hundredths of cm) at its age. */
    private record Check(int months, int weight, int length) {

        LocalDate due(LocalDate birth) {
            return months == 1 ? birth.plusDays(28) : birth.plusMonths(months);
        }

        boolean at(Integer... ages) {
            return List.of(ages).contains(months);
        }
    }

    private static final List<Check> CHECKS = List.of(
            new Check(1, 440, 5450),
            new Check(3, 630, 6130),
            new Check(6, 790, 6750),
            new Check(8, 860, 7050),
            new Check(12, 960, 7570),
            new Check(18, 1090, 8220),
            new Check(24, 1220, 8750),
            new Check(30, 1330, 9200),
            new Check(36, 1430, 9600),
            new Check(48, 1640, 10330),
            new Check(60, 1850, 11000),
            new Check(72, 2080, 11600));

    private final Reasons defects;

    ChildCare(Reasons defects) {
        this.defects = defects;
    }

    void add(Diary diary, Dice dice) {
        Person child = diary.setting().person();
        if (child.ageOn(diary.setting().from()) >= UNTIL_AGE) {
            return;
        }
        newborn(diary, child, dice.split());
        checks(diary, child, dice.split());
    }

    private void newborn(Diary diary, Person child, Dice dice) {
        LocalDate birth = child.birth();
        if (dice.chance(0.013)) {
            LocalDate recorded = birth.plusDays(dice.chance(0.8) ? dice.below(4) : dice.between(10, 60));
            diary.found(recorded, birth, defects.pick(0, child.sex(), birth.getMonthValue(), dice));
        }
        boolean screened = dice.chance(0.985);
        LocalDate day = birth.plusDays(dice.chance(0.975) ? dice.between(2, 12) : dice.between(29, 50));
        double draw = dice.unit();
        String result =
                draw < 0.975 ? "none" : draw < 0.993 ? "hearing" : draw < 0.998 ? "hypothyroidism" : "phenylketonuria";
        int minute = minute(dice);
        LocalDate again = birth.plusDays(dice.between(33, 46));
        boolean recalled = dice.chance(0.93);
        if (!screened) {
            return;
        }
        diary.care(day, minute, Service.NEWBORN_SCREENING, Mode.CLINIC, new Fact.Choice("screening", result));
        if (!recalled || !again.isAfter(day) || result.equals("none")) {
            return;
        }
        if (result.equals("hearing")) {
            diary.care(again, minute, Service.HEARING_RESCREEN, Mode.CLINIC, new Fact.Choice("hearing", "passed"));
        } else {
            diary.care(
                    again,
                    minute,
                    Service.SCREENING_RECHECK,
                    Mode.CLINIC,
                    new Fact.Choice("recheck-items", result),
                    new Fact.Choice("recheck-result", "excluded"));
        }
    }

    private static void checks(Diary diary, Person child, Dice dice) {
        double habit = dice.unit();
        double comes = habit < 0.03 ? 0 : habit < 0.13 ? 0.55 : 0.965;
        double size = Math.clamp(dice.normal(0, 1), -2.4, 2.4);
        double fullness = Math.clamp(dice.normal(0, 1), -2.4, 2.4);
        for (Check check : CHECKS) {
            Dice own = dice.split();
            boolean held = own.chance(comes);
            LocalDate day = check.due(child.birth()).plusDays(delay(own));
            int minute = minute(own);
            List<Fact> facts = facts(check, size, fullness, own);
            boolean tcm = check.months() >= 6 && check.months() <= 36 && check.months() != 8 && own.chance(0.8);
            boolean massage = own.chance(0.96);
            if (!held) {
                continue;
            }
            diary.care(day, minute, Service.CHILD_CHECKUP, Mode.CLINIC, facts.toArray(Fact[]::new));
            if (tcm) {
                diary.care(day, minute + 20, Service.CHILD_TCM, Mode.CLINIC, tcm(check, massage));
            }
        }
    }

    private static int delay(Dice dice) {
        int days = dice.below(21);
        double draw = dice.unit();
        return draw < 0.88 ? days : draw < 0.97 ? 21 + days : 60 + days * 2;
    }

    private static List<Fact> facts(Check check, double size, double fullness, Dice dice) {
        int length = (int) (check.length() * (1 + 0.035 * size));
        int weight = (int) (check.weight() * (1 + 0.07 * size + 0.08 * fullness));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Quantity("29463-7", weight, "kg"));
        facts.add(new Fact.Quantity("8302-2", length, "cm"));
        if (check.at(8, 18, 30, 48, 60, 72)) {
            facts.add(new Fact.Quantity("718-7", 100 * (int) Math.clamp(dice.normal(122, 8), 85, 150), "g/L"));
        }
        facts.add(new Fact.Choice(
                "growth", fullness > 2 ? "obese" : fullness > 1.4 ? "overweight" : size < -2.2 ? "stunted" : "normal"));
        facts.add(new Fact.Choice("development-signs", dice.chance(0.012) ? sign(check) : "none"));
        if (check.at(6, 12, 24, 36)) {
            facts.add(new Fact.Choice("hearing", dice.chance(0.005) ? "failed" : "passed"));
        }
        if (check.at(48, 60, 72)) {
            facts.add(new Fact.Choice("vision", dice.chance(0.06) ? "abnormal" : "normal"));
        }
        return facts;
    }

    /** A sign of the form's list for the age, where this code knows one. */
    private static String sign(Check check) {
        return switch (check.months()) {
            case 3 -> "no-smile";
            case 6 -> "few-sounds";
            case 8 -> "no-sitting";
            case 12 -> "no-answer-to-name";
            default -> "none";
        };
    }

    private static Fact[] tcm(Check check, boolean massage) {
        Fact diet = new Fact.Flag("tcm-diet-guidance", true);
        Fact month = new Fact.Choice("tcm-month", "month-" + check.months());
        String points =
                check.months() <= 12 ? "belly-spine" : check.months() <= 24 ? "yingxiang-zusanli" : "sishencong";
        return massage ? new Fact[] {month, diet, new Fact.Choice("tcm-massage", points)} : new Fact[] {month, diet};
    }

    private static int minute(Dice dice) {
        return dice.between(8 * 60, 15 * 60);
    }
}
