package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.chance.Weighted;
import org.liankang.simulator.life.Event.Death;
import org.liankang.simulator.life.Event.Examination;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Diagnosis;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Kind;
import org.liankang.simulator.region.Reasons;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.region.Sex;

/** Visits, admissions, births in hospital, home visits to newborns and the yearly exam of the elderly. */
final class Attendance {

    /** Visits per year at ages 0-4, 5-14, 15-44, 45-64, 65-79 and 80+: synthetic assumption, about six on average. */
    private static final double[] OUTPATIENT = {8, 4.5, 4.2, 6.2, 10, 10.5};

    private static final double[] EMERGENCY = {0.6, 0.3, 0.2, 0.2, 0.4, 0.6};
    private static final double[] INPATIENT = {0.07, 0.02, 0.045, 0.10, 0.26, 0.40};
    /** More people come in winter. */
    private static final double[] MONTHS = {1.22, 1.12, 1.06, 1, 0.96, 0.92, 0.93, 0.90, 0.93, 0.97, 1.05, 1.20};
    /** Coming for the yearly exam; a little above the plan's 67.8 % because some exams stay incomplete. */
    private static final double EXAMINED = 0.74;

    private final Region region;
    private final Reasons outpatient;
    private final Reasons emergency;
    private final Reasons inpatient;
    private final Reasons deliveries;
    private final Weighted<Institution> outpatientHospitals;
    private final Weighted<Institution> emergencyHospitals;
    private final Weighted<Institution> wards;
    private final Weighted<Institution> farOutpatient;
    private final Weighted<Institution> farInpatient;
    private final Weighted<Institution> maternityWards;
    private final List<Institution> centres;
    private final List<Institution> stations;

    Attendance(Region region) {
        this.region = region;
        outpatient = region.reasons("outpatient");
        emergency = region.reasons("emergency");
        inpatient = region.reasons("inpatient");
        deliveries = region.reasons("delivery");
        List<Institution> near = region.institutions().stream()
                .filter(i -> i.inside() && !i.kind().primary())
                .toList();
        List<Institution> far =
                region.institutions().stream().filter(i -> !i.inside()).toList();
        outpatientHospitals = Weighted.of(near, i -> i.shares().outpatient());
        emergencyHospitals = Weighted.of(near, i -> i.shares().emergency());
        wards = Weighted.of(near, i -> i.shares().inpatient());
        farOutpatient = Weighted.of(far, i -> i.shares().outpatient());
        farInpatient = Weighted.of(far, i -> i.shares().inpatient());
        maternityWards = Weighted.of(
                near.stream()
                        .filter(i -> i.kind() == Kind.MATERNAL_CHILD || i.kind() == Kind.HOSPITAL)
                        .toList(),
                i -> i.kind() == Kind.MATERNAL_CHILD ? 0.5 : 0.25);
        centres = region.divisions().stream().map(region::centre).toList();
        stations = region.divisions().stream().map(region::station).toList();
    }

    void add(Setting setting, List<Event> events, Dice dice) {
        int band = band(setting.person().ageOn(setting.from().plusDays(setting.days() / 2)));
        double years = setting.days() / 365.25;
        double frailty = Math.clamp(dice.normal(1, 0.35), 0.3, 2.2);
        visits(setting, Service.OUTPATIENT, dice.poisson(OUTPATIENT[band] * years * frailty), events, dice);
        visits(setting, Service.EMERGENCY, dice.poisson(EMERGENCY[band] * years), events, dice);
        visits(setting, Service.INPATIENT, dice.poisson(INPATIENT[band] * years * frailty), events, dice);
        exams(setting, events, dice);
    }

    private static int band(int age) {
        return age < 5 ? 0 : age < 15 ? 1 : age < 45 ? 2 : age < 65 ? 3 : age < 80 ? 4 : 5;
    }

    private void visits(Setting setting, Service service, int count, List<Event> events, Dice dice) {
        for (int i = 0; i < count; i++) {
            LocalDate day = day(setting, dice);
            int age = setting.person().ageOn(day);
            Sex sex = setting.person().sex();
            int month = day.getMonthValue();
            if (service == Service.INPATIENT) {
                Diagnosis reason = inpatient.pick(age, sex, month, dice);
                int days = Math.max(1, (int) dice.normal(reason.days(), reason.days() * 0.35));
                if (setting.covers(day.plusDays(days))) {
                    events.add(new Visit(
                            day,
                            minute(dice),
                            service,
                            ward(setting, reason, dice),
                            reason,
                            days,
                            cost(reason, days, dice),
                            false));
                }
            } else {
                Reasons reasons = service == Service.EMERGENCY ? emergency : outpatient;
                Diagnosis reason = reasons.pick(age, sex, month, dice);
                Institution at = service == Service.EMERGENCY ? emergencyRoom(setting, dice) : clinic(setting, dice);
                int minute = service == Service.EMERGENCY ? dice.below(24 * 60) : minute(dice);
                events.add(new Visit(day, minute, service, at, reason, 0, 0, false));
            }
        }
    }

    private static LocalDate day(Setting setting, Dice dice) {
        while (true) {
            LocalDate day = setting.from().plusDays(dice.below((int) setting.days()));
            if (dice.unit() * 1.25 < MONTHS[day.getMonthValue() - 1]) {
                return day;
            }
        }
    }

    /** 7 % outside the area; inside, 57 % at the centre or station of the own division. */
    private Institution clinic(Setting setting, Dice dice) {
        if (dice.chance(0.07)) {
            return farOutpatient.pick(dice);
        }
        int division = setting.home().division().index();
        return dice.chance(0.57)
                ? dice.chance(0.8) ? centres.get(division) : stations.get(division)
                : outpatientHospitals.pick(dice);
    }

    private Institution emergencyRoom(Setting setting, Dice dice) {
        if (dice.chance(0.09)) {
            return farOutpatient.pick(dice);
        }
        return dice.chance(0.12) ? centres.get(setting.home().division().index()) : emergencyHospitals.pick(dice);
    }

    /** Costly illness goes out of the area more often; short simple stays may be in a centre that has beds. */
    private Institution ward(Setting setting, Diagnosis reason, Dice dice) {
        if (dice.chance(reason.cost() > 20_000 ? 0.38 : 0.15)) {
            return farInpatient.pick(dice);
        }
        Institution centre = centres.get(setting.home().division().index());
        return centre.shares().beds() > 0 && reason.cost() < 9000 && dice.chance(0.25) ? centre : wards.pick(dice);
    }

    private static int cost(Diagnosis reason, int days, Dice dice) {
        double stay = 0.5 + 0.5 * days / reason.days();
        return (int) (reason.cost() * stay * StrictMath.exp(dice.normal(0, 0.3)));
    }

    private static int minute(Dice dice) {
        return dice.between(7 * 60 + 30, 16 * 60 + 30);
    }

    Visit delivery(Person mother, LocalDate born, Dice dice) {
        Diagnosis reason = deliveries.pick(mother.ageOn(born), Sex.FEMALE, born.getMonthValue(), dice);
        Institution at = dice.chance(0.2) ? farInpatient.pick(dice) : maternityWards.pick(dice);
        return new Visit(
                born,
                dice.between(0, 1439),
                Service.DELIVERY,
                at,
                reason,
                dice.between(2, reason.days() + 1),
                cost(reason, reason.days(), dice),
                false);
    }

    void newbornVisit(Setting setting, List<Event> events, Dice dice) {
        LocalDate day = setting.person().birth().plusDays(dice.between(5, 11));
        if (dice.chance(0.97) && setting.covers(day)) {
            events.add(new Visit(
                    day,
                    minute(dice),
                    Service.NEWBORN_VISIT,
                    region.centre(setting.home().division()),
                    null,
                    0,
                    0,
                    false));
        }
    }

    /** The admission that ends in death, or null where death comes elsewhere. */
    Visit terminal(Setting setting, Death death, Dice dice) {
        int days = dice.between(2, 16);
        LocalDate day = death.date().minusDays(days);
        boolean accident = "VWXY".indexOf(death.cause().code().charAt(0)) >= 0;
        if (accident || !dice.chance(0.42) || !setting.covers(day)) {
            return null;
        }
        Institution at = dice.chance(0.15) ? farInpatient.pick(dice) : wards.pick(dice);
        return new Visit(
                day,
                minute(dice),
                Service.INPATIENT,
                at,
                death.cause(),
                days,
                2500 + days * dice.between(1200, 3800),
                true);
    }

    private void exams(Setting setting, List<Event> events, Dice dice) {
        double willingness = dice.chance(0.12) ? 0.1 : EXAMINED / 0.88;
        for (int year = setting.from().getYear(); year <= setting.to().getYear(); year++) {
            LocalDate day = LocalDate.of(year, 3, 1).plusDays(dice.below(225));
            if (dice.chance(willingness)
                    && setting.covers(day)
                    && setting.person().ageOn(day) >= 65) {
                int systolic = (int) Math.clamp(dice.normal(136, 13), 98, 185);
                events.add(new Examination(
                        day,
                        dice.between(450, 640),
                        dice.chance(0.95),
                        systolic,
                        (int) (systolic * 0.42 + 22),
                        (int) Math.clamp(dice.normal(60, 10), 41, 150),
                        (int) Math.clamp(dice.normal(238, 30), 160, 350),
                        selfCare(setting, dice)));
            }
        }
    }

    private static int selfCare(Setting setting, Dice dice) {
        int age = setting.person().ageOn(setting.to());
        return dice.chance(age < 75 ? 0.9 : age < 85 ? 0.75 : 0.5)
                ? dice.below(4)
                : dice.chance(0.6) ? dice.between(4, 8) : dice.between(9, 26);
    }
}
