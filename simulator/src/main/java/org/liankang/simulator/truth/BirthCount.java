package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Found;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.life.Fact;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.region.Institution;

/** Indicators whose unit is a live birth of the year: care of the mother, screening and what is wrong at birth. */
final class BirthCount {

    private static final int EARLY_DAYS = 91;
    private static final int ANTENATAL_CHECKS = 5;
    private static final int POSTPARTUM_DAYS = 28;
    private static final int SCREENING_DAYS = 28;
    private static final int LONGEST_PREGNANCY = 300;
    private static final List<String> TESTS = List.of("hiv", "syphilis", "hepatitis-b");

    private final Window window;
    private final Tally tally;

    BirthCount(Window window, Tally tally) {
        this.window = window;
        this.tally = tally;
    }

    /** Of twins the mother's care counts with the one told first ({@code counts}). */
    void count(Lived mother, Lived baby, boolean counts, Institution centre) {
        LocalDate birth = baby.person().birth();
        if (!window.inYear(birth)) {
            return;
        }
        LocalDate period = period(mother, birth);
        LocalDate earliest = period == null ? birth.minusDays(LONGEST_PREGNANCY) : period;
        List<Care> checks = antenatal(mother).stream()
                .filter(care -> !care.date().isAfter(birth) && !care.date().isBefore(earliest))
                .toList();
        boolean early =
                period != null && checks.stream().anyMatch(care -> care.date().isBefore(period.plusDays(EARLY_DAYS)));
        boolean inHospital = mother.of(Visit.class).stream()
                .anyMatch(visit -> visit.service() == Service.DELIVERY
                        && Math.abs(ChronoUnit.DAYS.between(visit.date(), birth)) <= 3);
        boolean visited = window.until(mother, Service.POSTPARTUM_VISIT).stream()
                .anyMatch(care -> after(birth, care.date(), POSTPARTUM_DAYS));
        tally.unit("early-booking-rate", centre, counts && early);
        tally.unit("postpartum-visit-rate", centre, counts && visited);
        tally.unit(
                "maternal-systematic-management",
                centre,
                counts && early && checks.size() >= ANTENATAL_CHECKS && inHospital && visited);
        tally.unit("mother-child-testing-rate", centre, tested(mother, birth) == TESTS.size());
        tally.unit(
                "newborn-screening-rate",
                centre,
                baby.care().stream()
                        .anyMatch(care -> care.service() == Service.NEWBORN_SCREENING
                                && after(birth, care.date(), SCREENING_DAYS)
                                && care.answers("screening")));
        tally.unit(
                "birth-defect-rate",
                centre,
                baby.of(Found.class).stream()
                        .anyMatch(found -> found.diagnosis().code().startsWith("Q") && after(birth, found.date(), 7)));
        tally.base("newborn-visit-rate", centre);
    }

    private static boolean after(LocalDate birth, LocalDate day, int days) {
        return !day.isBefore(birth) && !day.isAfter(birth.plusDays(days));
    }

    private List<Care> antenatal(Lived mother) {
        return mother.care().stream()
                .filter(care -> care.service() == Service.ANTENATAL_FIRST || care.service() == Service.ANTENATAL_VISIT)
                .toList();
    }

    /** The last menstrual period by the last word on it before or after the birth, or null. */
    private LocalDate period(Lived mother, LocalDate birth) {
        LocalDate last = null;
        List<Care> told = mother.care().stream()
                .sorted(Comparator.comparing(Care::date).thenComparing(Care::minute))
                .toList();
        for (Care care : told) {
            for (Fact.Day day : care.of(Fact.Day.class).toList()) {
                LocalDate period = switch (day.code()) {
                    case "8665-2" -> day.day();
                    case "11778-8" -> day.day().minusDays(280);
                    default -> null;
                };
                if (period != null && period.isBefore(birth) && period.isAfter(birth.minusDays(330))) {
                    last = period;
                }
            }
        }
        return last;
    }

    private int tested(Lived mother, LocalDate birth) {
        Set<String> answered = new HashSet<>();
        for (Care care : antenatal(mother)) {
            long before = ChronoUnit.DAYS.between(care.date(), birth);
            if (before >= 0 && before <= LONGEST_PREGNANCY) {
                TESTS.stream()
                        .filter(test -> care.says(test, "negative") || care.says(test, "positive"))
                        .forEach(answered::add);
            }
        }
        return answered.size();
    }
}
