package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Sex;

/**
 * Care of pregnant women and after birth by the national rules: booking before 13 weeks, checks in four windows, a visit
 * after the discharge and the check on the 42nd day. Who is pregnant on the last simulated day is in care too. How many
 * come late or not: synthetic assumptions.
 */
final class MotherCare {

    /** First and last day of the windows in which a check belongs, from the last menstrual period on. */
    private static final int[][] WINDOWS = {{112, 146}, {147, 174}, {196, 220}, {222, 258}, {259, 286}};

    private static final int FULL_TERM = 280;
    private static final List<String> TESTS = List.of("hiv", "syphilis", "hepatitis-b");

    private final double[] fertility;

    MotherCare(double[] fertility) {
        this.fertility = fertility;
    }

    void add(List<Person> babies, Diary diary, Dice dice) {
        if (diary.setting().person().sex() == Sex.MALE) {
            return;
        }
        List<LocalDate> births =
                babies.stream().map(Person::birth).distinct().sorted().toList();
        for (LocalDate born : births) {
            pregnancy(born, discharge(born, diary.events()), diary, dice.split());
        }
        Setting setting = diary.setting();
        int age = setting.person().ageOn(setting.end());
        boolean rested =
                births.isEmpty() || births.getLast().isBefore(setting.end().minusDays(400));
        Dice future = dice.split();
        if (!setting.dies() && rested && age < fertility.length && future.chance(fertility[age] * FULL_TERM / 365)) {
            LocalDate due = setting.end().plusDays(future.between(1, FULL_TERM - 30));
            pregnancy(due, due, diary, future);
        }
    }

    private static LocalDate discharge(LocalDate born, List<Event> events) {
        return events.stream()
                .filter(event -> event instanceof Visit visit
                        && visit.service() == Service.DELIVERY
                        && visit.date().equals(born))
                .map(event -> ((Visit) event).end())
                .findFirst()
                .orElse(born.plusDays(3));
    }

    private static void pregnancy(LocalDate born, LocalDate discharged, Diary diary, Dice dice) {
        int gestation = (int) Math.clamp(dice.normal(276, 9), 245, 293);
        LocalDate period = born.minusDays(gestation);
        double habit = dice.unit();
        double comes = habit < 0.015 ? 0.1 : habit < 0.10 ? 0.62 : 0.97;
        double weight = Math.clamp(dice.normal(57, 8), 42, 95);
        int base = (int) Math.clamp(dice.normal(112, 9), 92, 145);
        String risk = risk(dice);
        int untested = dice.chance(0.025) ? dice.below(TESTS.size()) : -1;
        double draw = dice.unit();
        LocalDate first = period.plusDays(
                draw < 0.955 ? dice.between(42, 88) : draw < 0.985 ? dice.between(92, 150) : dice.between(300, 301));
        boolean booked = first.isBefore(born);
        if (booked) {
            List<Fact> facts = check(base, weight, 0, risk, dice);
            facts.add(new Fact.Day("8665-2", period));
            for (int i = 0; i < TESTS.size(); i++) {
                if (i != untested) {
                    boolean positive = dice.chance(i == 2 ? 0.05 : 0.001);
                    facts.add(new Fact.Choice(TESTS.get(i), positive ? "positive" : "negative"));
                }
            }
            diary.care(first, minute(dice), Service.ANTENATAL_FIRST, Mode.CLINIC, facts.toArray(Fact[]::new));
        }
        // One mother in ten has her day corrected by the ultrasound of the second check.
        int correction = dice.chance(0.1) ? dice.between(-7, 7) : 0;
        for (int i = 0; i < WINDOWS.length; i++) {
            Dice own = dice.split();
            boolean held = own.chance(comes);
            LocalDate day = period.plusDays(own.between(WINDOWS[i][0], WINDOWS[i][1]));
            List<Fact> facts = check(base, weight, i + 1, risk, own);
            if (i == 0 && correction != 0) {
                facts.add(new Fact.Day("11778-8", period.plusDays(correction + FULL_TERM)));
            }
            if (held && day.isBefore(born) && (!booked || day.isAfter(first))) {
                diary.care(day, minute(own), Service.ANTENATAL_VISIT, Mode.CLINIC, facts.toArray(Fact[]::new));
            }
        }
        after(born, discharged, base, diary, dice);
    }

    private static String risk(Dice dice) {
        double draw = dice.unit();
        return draw < 0.62
                ? "green"
                : draw < 0.87 ? "yellow" : draw < 0.955 ? "orange" : draw < 0.965 ? "red" : "purple";
    }

    private static List<Fact> check(int base, double weight, int gained, String risk, Dice dice) {
        List<Fact> facts = new ArrayList<>();
        facts.add(pressure(base, dice));
        facts.add(new Fact.Quantity("29463-7", (int) (100 * (weight + 2.2 * gained)), "kg"));
        facts.add(new Fact.Choice("pregnancy-risk", risk));
        facts.add(new Fact.Choice("assessment", dice.chance(0.04) ? "abnormal" : "normal"));
        facts.add(new Fact.Choice("danger-signs", "none"));
        return facts;
    }

    private static Fact pressure(int base, Dice dice) {
        int systolic = (int) Math.clamp(dice.normal(base, 6), 88, 160);
        return new Fact.Pressure(systolic, (int) (systolic * 0.45 + 20));
    }

    private static void after(LocalDate born, LocalDate discharged, int base, Diary diary, Dice dice) {
        boolean visited = dice.chance(0.96);
        double draw = dice.unit();
        LocalDate visit = draw < 0.9
                ? discharged.plusDays(dice.between(1, 7))
                : draw < 0.97 ? discharged.plusDays(dice.between(8, 21)) : born.plusDays(dice.between(29, 40));
        boolean checked = dice.chance(0.93);
        LocalDate check = born.plusDays(dice.chance(0.9) ? dice.between(42, 54) : dice.between(57, 75));
        if (visited) {
            diary.care(
                    visit,
                    minute(dice),
                    Service.POSTPARTUM_VISIT,
                    Mode.HOME,
                    pressure(base, dice),
                    new Fact.Choice("lochia-wound", "normal"),
                    new Fact.Choice("infant-feeding", dice.chance(0.7) ? "breast" : "mixed"),
                    new Fact.Choice("assessment", dice.chance(0.03) ? "abnormal" : "normal"),
                    new Fact.Choice("danger-signs", "none"));
        }
        if (checked) {
            diary.care(
                    check,
                    minute(dice),
                    Service.POSTPARTUM_CHECK,
                    Mode.CLINIC,
                    pressure(base, dice),
                    new Fact.Choice("recovery", "recovered"),
                    new Fact.Choice("assessment", dice.chance(0.02) ? "abnormal" : "normal"),
                    new Fact.Choice("danger-signs", "none"));
        }
    }

    private static int minute(Dice dice) {
        return dice.between(8 * 60, 16 * 60);
    }
}
