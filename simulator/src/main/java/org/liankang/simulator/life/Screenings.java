package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Examination;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Sex;

/**
 * Chinese medicine beside the elders' exam, screening of women for two cancers, of pupils, of mood and of exposed workers.
 * Who comes and what is found: synthetic assumptions.
 */
final class Screenings {

    private static final List<String> CONSTITUTIONS = List.of(
            "qi-deficiency",
            "yang-deficiency",
            "yin-deficiency",
            "phlegm-damp",
            "damp-heat",
            "blood-stasis",
            "qi-stagnation",
            "special-diathesis");

    private static final int MOOD_SINCE = 2026;

    void add(Diary diary, Dice dice) {
        chineseMedicine(diary, dice.split());
        twoCancers(diary, dice.split());
        school(diary, dice.split());
        mood(diary, dice.split());
        occupational(diary, dice.split());
    }

    private static void chineseMedicine(Diary diary, Dice dice) {
        List<Examination> exams = diary.events().stream()
                .filter(Examination.class::isInstance)
                .map(Examination.class::cast)
                .toList();
        String main = CONSTITUTIONS.get(dice.below(CONSTITUTIONS.size()));
        for (Examination exam : exams) {
            Dice own = dice.split();
            boolean guided = own.chance(0.96);
            double draw = own.unit();
            String judged = draw < 0.35 ? "is" : draw < 0.6 ? "tendency" : "no";
            if (own.chance(0.78)) {
                List<Fact> facts = new ArrayList<>();
                CONSTITUTIONS.forEach(type -> facts.add(new Fact.Choice(type, type.equals(main) ? judged : "no")));
                facts.add(new Fact.Choice(
                        "balanced", judged.equals("no") ? "is" : judged.equals("tendency") ? "basically" : "no"));
                if (guided) {
                    facts.add(new Fact.Choice("tcm-guidance", List.of("diet", "daily-life")));
                }
                diary.care(exam.date(), exam.minute() + 55, Service.TCM_ELDER, Mode.CLINIC, facts.toArray(Fact[]::new));
            }
        }
    }

    /** Once in three years between 35 and 64. */
    private static void twoCancers(Diary diary, Dice dice) {
        Setting setting = diary.setting();
        int turn = dice.below(3);
        boolean willing = dice.chance(0.88);
        for (int year = setting.from().getYear(); year <= setting.to().getYear(); year++) {
            Dice own = dice.split();
            LocalDate day = LocalDate.of(year, 3, 10).plusDays(own.below(230));
            int age = setting.person().ageOn(day);
            if (setting.person().sex() == Sex.MALE
                    || year % 3 != turn
                    || !willing
                    || !own.chance(0.9)
                    || age < 35
                    || age > 64) {
                continue;
            }
            double which = own.unit();
            int minute = minute(own);
            double draw = own.unit();
            if (which < 0.96) {
                diary.care(
                        day,
                        minute,
                        Service.CERVICAL_SCREENING,
                        Mode.CLINIC,
                        new Fact.Choice(
                                "hpv", draw < 0.88 ? "negative" : draw < 0.91 ? "type-16-18" : "other-high-risk"),
                        new Fact.Choice("cytology", draw < 0.93 ? "nilm" : draw < 0.98 ? "asc-us" : "lsil"));
            }
            if (which > 0.03) {
                double breast = own.unit();
                diary.care(
                        day,
                        minute + 20,
                        Service.BREAST_SCREENING,
                        Mode.CLINIC,
                        new Fact.Choice("breast-method", "ultrasound"),
                        new Fact.Score("bi-rads", breast < 0.6 ? 1 : breast < 0.93 ? 2 : breast < 0.99 ? 3 : 4));
            }
        }
    }

    /** Pupils from six to seventeen, each autumn. */
    private static void school(Diary diary, Dice dice) {
        Setting setting = diary.setting();
        Person pupil = setting.person();
        if (pupil.ageOn(setting.from()) > 17) {
            return;
        }
        boolean shortSighted = dice.chance(0.68);
        int since = dice.between(7, 15);
        int teeth = dice.chance(0.4) ? dice.between(1, 4) : 0;
        double fullness = dice.normal(0, 1);
        for (int year = setting.from().getYear(); year <= setting.to().getYear(); year++) {
            Dice own = dice.split();
            LocalDate day = LocalDate.of(year, 9, 10).plusDays(own.below(75));
            int age = pupil.ageOn(day);
            if (!own.chance(0.95) || age < 6 || age > 17) {
                continue;
            }
            int years = shortSighted && age > since ? age - since : 0;
            boolean refracted = own.chance(0.97);
            List<Fact> facts = new ArrayList<>();
            for (String side : List.of("right", "left")) {
                int sphere = years == 0 ? own.between(-1, 4) * 25 : -50 - 50 * years + own.between(-1, 2) * 25;
                facts.add(new Fact.Quantity(
                        "naked-vision-" + side, years == 0 ? 10 * own.between(49, 51) : 10 * own.between(42, 49), "1"));
                if (refracted) {
                    facts.add(new Fact.Quantity("spherical-equivalent-" + side, sphere, "[diop]"));
                }
            }
            facts.add(new Fact.Score("decayed-teeth", teeth > 0 && own.chance(0.5) ? teeth : 0));
            facts.add(new Fact.Score("treated-teeth", teeth > 0 && own.chance(0.5) ? teeth : 0));
            int height = 11600 + (age - 6) * 520;
            facts.add(new Fact.Quantity("8302-2", height, "cm"));
            facts.add(new Fact.Quantity("29463-7", (int) ((2100 + (age - 6) * 330) * (1 + 0.12 * fullness)), "kg"));
            facts.add(new Fact.Choice(
                    "weight-class",
                    fullness > 1.3 ? "obese" : fullness > 0.8 ? "overweight" : fullness < -1.9 ? "wasted" : "normal"));
            diary.care(day, minute(own), Service.SCHOOL_SCREENING, Mode.CLINIC, facts.toArray(Fact[]::new));
        }
    }

    /** PHQ-9 and GAD-7; whoever scores ten or more is asked again, until it is less. */
    private static void mood(Diary diary, Dice dice) {
        Setting setting = diary.setting();
        for (int year = MOOD_SINCE; year <= setting.to().getYear(); year++) {
            Dice own = dice.split();
            LocalDate day = LocalDate.of(year, 1, 5).plusDays(own.below(320));
            int age = setting.person().ageOn(day);
            if (age < 18 || !own.chance(age < 65 ? 0.04 : 0.15)) {
                continue;
            }
            int depressed = own.chance(0.07) ? own.between(10, 22) : own.below(10);
            int anxious = Math.clamp(depressed * 3 / 4 + own.between(-3, 3), 0, 21);
            scored(diary, day, Service.MOOD_SCREENING, depressed, anxious, own);
            for (int again = 0; again < 4 && Math.max(depressed, anxious) >= 10 && own.chance(0.85); again++) {
                day = day.plusDays(own.between(9, 15));
                depressed = Math.max(0, depressed - own.between(0, 6));
                anxious = Math.max(0, anxious - own.between(0, 6));
                scored(diary, day, Service.MOOD_FOLLOWUP, depressed, anxious, own);
            }
        }
    }

    private static void scored(Diary diary, LocalDate day, Service service, int depressed, int anxious, Dice dice) {
        diary.care(
                day,
                minute(dice),
                service,
                Mode.CLINIC,
                new Fact.Score("44261-6", depressed),
                new Fact.Score("70274-6", anxious),
                new Fact.Choice("self-harm", depressed >= 15 && dice.chance(0.3) ? "several-days" : "not-at-all"));
    }

    /** A few of working age are exposed to something and checked each year until they leave. */
    private static void occupational(Diary diary, Dice dice) {
        Setting setting = diary.setting();
        boolean exposed = dice.chance(0.025);
        String hazard =
                List.of("noise", "welding-fume", "silica-dust", "benzene").get(dice.below(4));
        int month = dice.between(1, 11);
        for (int year = setting.from().getYear();
                exposed && year <= setting.to().getYear();
                year++) {
            Dice own = dice.split();
            LocalDate day = LocalDate.of(year, month, 1).plusDays(own.below(28));
            int age = setting.person().ageOn(day);
            if (age < 20 || age > 59) {
                continue;
            }
            boolean leaving = own.chance(0.05);
            boolean unfit = own.chance(0.02);
            if (own.chance(0.9)) {
                diary.care(
                        day,
                        minute(own),
                        Service.OCCUPATIONAL_CHECK,
                        Mode.CLINIC,
                        new Fact.Choice("check-kind", leaving ? "leaving" : "during"),
                        new Fact.Choice("hazards", hazard),
                        new Fact.Choice("check-conclusion", unfit ? "contraindication" : "normal"));
                if (leaving || unfit) {
                    return;
                }
            }
        }
    }

    private static int minute(Dice dice) {
        return dice.between(8 * 60, 16 * 60);
    }
}
