package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Certified;
import org.liankang.simulator.life.Event.Vaccinated;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Institution;

/** Check-ups, Chinese medicine, vaccination and school health of children and pupils present on the last day. */
final class ChildCount {

    private static final int CHILD_BELOW = 7;
    private static final int SYSTEMATIC_BELOW = 3;
    private static final int[] CHECK_MONTHS = {1, 3, 6, 8, 12, 18, 24, 30};
    private static final int GRACE_MONTHS = 2;
    private static final int TCM_BELOW_MONTHS = 37;
    private static final int FLOATING_MONTHS = 3;

    private final Window window;
    private final Tally tally;

    ChildCount(Window window, Tally tally) {
        this.window = window;
        this.tally = tally;
    }

    void count(Lived lived, Institution centre) {
        Person child = lived.person();
        long visits = newbornVisits(lived);
        if (visits > 0) {
            tally.event("newborn-visit-rate", centre, 1);
        }
        if (!lived.presentOn(window.asOf())) {
            return;
        }
        int age = child.ageOn(window.asOf());
        if (age < CHILD_BELOW) {
            boolean seen =
                    visits > 0 || !window.ofYear(lived, Service.CHILD_CHECKUP).isEmpty();
            tally.unit("child-health-management", centre, seen);
        }
        if (age < SYSTEMATIC_BELOW) {
            long due = Arrays.stream(CHECK_MONTHS)
                    .filter(months ->
                            !child.birth().plusMonths(months + GRACE_MONTHS).isAfter(window.asOf()))
                    .count();
            boolean enough = window.until(lived, Service.CHILD_CHECKUP).size() >= due;
            tally.unit("child-systematic-management", centre, enough);
        }
        if (Window.months(child.birth(), window.asOf()) < TCM_BELOW_MONTHS) {
            tally.unit(
                    "tcm-child-service",
                    centre,
                    window.ofYear(lived, Service.CHILD_TCM).stream()
                            .anyMatch(care -> care.answers("tcm-diet-guidance") && care.answers("tcm-massage")));
        }
        doses(lived, centre);
        if (age >= 6 && age < 18) {
            boolean screened = window.until(lived, Service.SCHOOL_SCREENING).stream()
                    .anyMatch(care -> window.inTwelveMonths(care.date()));
            tally.unit("school-screening-rate", centre, screened);
        }
        school(lived, centre);
    }

    private long newbornVisits(Lived lived) {
        return lived.of(Visit.class).stream()
                .filter(visit -> visit.service() == Service.NEWBORN_VISIT && window.inYear(visit.date()))
                .count();
    }

    /** What the last screening of the year found, also of pupils who have grown up since. */
    private void school(Lived lived, Institution centre) {
        List<Care> screened = window.ofYear(lived, Service.SCHOOL_SCREENING);
        if (screened.isEmpty()) {
            return;
        }
        Care last = screened.getLast();
        tally.unit("myopia-rate", centre, shortSighted(last, "right") || shortSighted(last, "left"));
        tally.unit("pupil-obesity-rate", centre, last.says("weight-class", "obese"));
        if (lived.person().ageOn(last.date()) == 12) {
            int decayed = last.hundredths("decayed-teeth").orElse(0);
            int treated = last.hundredths("treated-teeth").orElse(0);
            tally.unit("caries-rate-12", centre, decayed + treated > 0);
        }
    }

    private static boolean shortSighted(Care care, String side) {
        return care.hundredths("naked-vision-" + side).orElse(500) < 500
                && care.hundredths("spherical-equivalent-" + side).orElse(0) < -50;
    }

    private void doses(Lived lived, Institution centre) {
        Person child = lived.person();
        if (turned(child, 1)) {
            boolean timely = lived.of(Certified.class).stream()
                    .anyMatch(one ->
                            one.date().isBefore(child.birth().plusMonths(1).plusDays(1)));
            tally.unit("immunisation-certificate", centre, timely);
            List<LocalDate> first = doses(lived, Set.of("hepb"), 0);
            tally.unit(
                    "immunisation-hepb-birth",
                    centre,
                    !first.isEmpty() && !first.getFirst().isAfter(child.birth().plusDays(1)));
        }
        if (turned(child, 12)) {
            boolean hepb = dose("immunisation-hepb-3", lived, centre, Set.of("hepb"), 0, 3);
            boolean polio = dose("immunisation-polio-3", lived, centre, Set.of("ipv", "bopv"), 2, 3);
            boolean dtap = dose("immunisation-dtap-3", lived, centre, Set.of("dtap"), 2, 3);
            boolean mmr = dose("immunisation-mmr-1", lived, centre, Set.of("mmr"), 8, 1);
            dose("immunisation-je-1", lived, centre, Set.of("je-live"), 8, 1);
            List<LocalDate> measles = doses(lived, Set.of("mmr"), 8);
            tally.unit(
                    "immunisation-mmr-1-timely",
                    centre,
                    !measles.isEmpty() && Window.months(child.birth(), measles.getFirst()) < 12);
            boolean bcg = !doses(lived, Set.of("bcg"), 0).isEmpty();
            tally.unit("immunisation-basic", centre, bcg && hepb && polio && dtap && mmr);
        }
        if (turned(child, 24)) {
            dose("immunisation-dtap-4", lived, centre, Set.of("dtap"), 2, 4);
            dose("immunisation-mmr-2", lived, centre, Set.of("mmr"), 8, 2);
            dose("immunisation-hepa-1", lived, centre, Set.of("hepa-live"), 18, 1);
        }
    }

    private boolean dose(
            String code, Lived lived, Institution centre, Set<String> products, int fromMonth, int number) {
        boolean had = doses(lived, products, fromMonth).size() >= number;
        tally.unit(code, centre, had);
        return had;
    }

    /** Completed so many months in the twelve months, here since birth or for some months. */
    private boolean turned(Person child, int months) {
        LocalDate before = window.trailing().minusDays(1);
        boolean already = !child.birth().isAfter(before) && Window.months(child.birth(), before) >= months;
        boolean floating =
                child.since().isAfter(child.birth()) && Window.months(child.since(), window.asOf()) < FLOATING_MONTHS;
        return !already && !floating && Window.months(child.birth(), window.asOf()) >= months;
    }

    private List<LocalDate> doses(Lived lived, Set<String> products, int fromMonth) {
        LocalDate birth = lived.person().birth();
        return lived.of(Vaccinated.class).stream()
                .filter(dose -> products.contains(dose.product())
                        && !dose.date().isAfter(window.asOf())
                        && Window.months(birth, dose.date()) >= fromMonth)
                .map(Vaccinated::date)
                .distinct()
                .sorted()
                .toList();
    }
}
