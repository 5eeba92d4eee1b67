package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Diagnosed;
import org.liankang.simulator.region.Diagnosis;
import org.liankang.simulator.region.Prevalence;
import org.liankang.simulator.region.Reasons;
import org.liankang.simulator.region.Region;

/** Who has hypertension or type-2 diabetes on record since when, and who of them the health centre manages. */
final class Diseases {

    /** The age from which the national rules enrol. */
    private static final int ENROLMENT_AGE = 35;

    /** Of those on record aged 35 and over: a synthetic assumption near the registers of city districts. */
    private static final double MANAGED = 0.78;

    private final List<Prevalence> prevalence;
    private final List<Reasons> onset;

    Diseases(Region region) {
        prevalence = List.of(region.prevalence("hypertension"), region.prevalence("diabetes"));
        onset = List.of(region.reasons("onset-hypertension"), region.reasons("onset-diabetes"));
    }

    void add(Setting setting, List<Event> events, Dice dice) {
        for (Disease disease : Disease.values()) {
            disease(setting, disease, events, dice.split());
        }
    }

    private void disease(Setting setting, Disease disease, List<Event> events, Dice dice) {
        double age =
                prevalence.get(disease.ordinal()).ageReaching(setting.person().sex(), dice.unit());
        if (age > 120) {
            return;
        }
        LocalDate recognised = setting.person().birth().plusDays((long) (age * 365.25));
        if (recognised.isAfter(setting.to())) {
            return;
        }
        boolean before = recognised.isBefore(setting.from());
        LocalDate recorded = before ? setting.from() : recognised;
        Diagnosis diagnosis =
                onset.get(disease.ordinal()).pick((int) age, setting.person().sex(), recognised.getMonthValue(), dice);
        events.add(new Diagnosed(recorded, recognised, disease, diagnosis));
        if (!dice.chance(MANAGED)) {
            return;
        }
        boolean arrived = setting.from().equals(setting.person().since());
        LocalDate enrolled = before && !arrived ? setting.from() : recorded.plusDays(dice.between(3, 40));
        LocalDate old = setting.person().birth().plusYears(ENROLMENT_AGE);
        enrolled = enrolled.isBefore(old) ? old : enrolled;
        if (!enrolled.isAfter(setting.to())) {
            events.addAll(new ChronicCare(setting, disease, dice).follow(enrolled));
        }
    }
}
