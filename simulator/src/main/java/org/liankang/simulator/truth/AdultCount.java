package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.liankang.simulator.life.Disease;
import org.liankang.simulator.life.Event.Agreement;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Examination;
import org.liankang.simulator.life.Event.FollowUp;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.life.Targets;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Sex;

/** Chronic care, elders, screening of women and workers, contracts and files of residents present on the last day. */
final class AdultCount {

    private static final int DAYS_PER_FOLLOW_UP = 90;
    private static final int OLD = 65;

    private static final Service[] FILE = {
        Service.CHILD_CHECKUP,
        Service.ANTENATAL_FIRST,
        Service.ANTENATAL_VISIT,
        Service.POSTPARTUM_VISIT,
        Service.POSTPARTUM_CHECK
    };

    private final Window window;
    private final Tally tally;

    AdultCount(Window window, Tally tally) {
        this.window = window;
        this.tally = tally;
    }

    void count(Lived lived, Institution centre) {
        if (!lived.presentOn(window.asOf())) {
            return;
        }
        tally.event("residents", centre, 1);
        tally.unit("health-file-rate", centre, true);
        tally.unit("health-file-use-rate", centre, fileUsed(lived));
        tally.unit(
                "contract-rate",
                centre,
                lived.of(Agreement.class).stream()
                        .anyMatch(one ->
                                !one.from().isAfter(window.asOf()) && !one.to().isBefore(window.asOf())));
        for (Disease disease : Disease.values()) {
            chronic(lived, disease, centre);
        }
        int age = lived.person().ageOn(window.asOf());
        if (age >= OLD) {
            boolean examined = lived.of(Examination.class).stream()
                    .anyMatch(exam -> exam.complete() && window.inYear(exam.date()));
            boolean advised = window.ofYear(lived, Service.TCM_ELDER).stream()
                    .anyMatch(care -> care.answers("balanced") && care.answers("tcm-guidance"));
            tally.unit("elderly-health-management", centre, examined);
            tally.unit("tcm-elder-service", centre, advised);
        }
        if (lived.person().sex() == Sex.FEMALE && age >= 35 && age < 65) {
            tally.unit(
                    "two-cancer-screening",
                    centre,
                    screened(lived, Service.CERVICAL_SCREENING) && screened(lived, Service.BREAST_SCREENING));
        }
        workers(lived, centre);
    }

    private boolean screened(Lived lived, Service service) {
        return window.until(lived, service).stream().anyMatch(care -> window.inYears(care.date(), 3));
    }

    private boolean fileUsed(Lived lived) {
        return lived.of(FollowUp.class).stream().anyMatch(one -> window.inTwelveMonths(one.date()))
                || lived.of(Examination.class).stream().anyMatch(one -> window.inTwelveMonths(one.date()))
                || lived.of(Visit.class).stream()
                        .anyMatch(one -> one.service() == Service.NEWBORN_VISIT && window.inTwelveMonths(one.date()))
                || window.until(lived, FILE).stream().anyMatch(one -> window.inTwelveMonths(one.date()));
    }

    private void chronic(Lived lived, Disease disease, Institution centre) {
        List<FollowUp> ever = lived.of(FollowUp.class).stream()
                .filter(visit -> visit.disease() == disease && !visit.date().isAfter(window.asOf()))
                .toList();
        if (ever.isEmpty()) {
            return;
        }
        List<FollowUp> year =
                ever.stream().filter(visit -> window.inYear(visit.date())).toList();
        FollowUp last = ever.getLast();
        boolean regular = year.size() >= due(ever.getFirst().date());
        boolean controlled = !year.isEmpty()
                && Targets.controlled(
                        disease,
                        last.systolic(),
                        last.diastolic(),
                        last.glucose(),
                        lived.person().ageOn(last.date()));
        tally.event(disease.code() + "-managed", centre, 1);
        tally.unit(disease.code() + "-standardised-management", centre, regular);
        tally.unit(disease.code() + "-control", centre, controlled);
        tally.unit("chronic-standardised-management", centre, regular);
    }

    /** Follow-ups that the rule asks for since the new year or a later beginning. */
    private long due(LocalDate begun) {
        LocalDate from = begun.isAfter(window.january()) ? begun : window.january();
        return (ChronoUnit.DAYS.between(from, window.asOf()) + 1) / DAYS_PER_FOLLOW_UP;
    }

    /** Of workers checked in three years, unless they have left or may not go on: whether this year's check was held. */
    private void workers(Lived lived, Institution centre) {
        List<Care> checks = window.until(lived, Service.OCCUPATIONAL_CHECK).stream()
                .filter(care -> window.inYears(care.date(), 3))
                .toList();
        if (checks.isEmpty()
                || checks.getLast().says("check-kind", "leaving")
                || checks.getLast().says("check-conclusion", "contraindication")) {
            return;
        }
        tally.unit(
                "occupational-check-rate",
                centre,
                window.inTwelveMonths(checks.getLast().date()));
    }

    /** Severe mental disorders, of which every present resident is asked. */
    void mental(Lived lived, boolean ill, LocalDate recorded, Institution centre) {
        if (!lived.presentOn(window.asOf())) {
            return;
        }
        tally.unit("mental-reported-prevalence", centre, ill);
        if (!ill) {
            return;
        }
        List<Care> seen = window.ofYear(lived, Service.MENTAL_FOLLOWUP).stream()
                .filter(care -> !care.lost())
                .toList();
        tally.unit("mental-standardised-management", centre, seen.size() >= due(recorded));
        tally.unit("mental-face-to-face", centre, seen.stream().anyMatch(care -> care.mode() != Mode.PHONE));
        tally.unit(
                "mental-regular-medication",
                centre,
                !seen.isEmpty() && seen.getLast().says("adherence", "regular"));
    }
}
