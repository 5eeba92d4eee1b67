package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.liankang.simulator.life.Disease;
import org.liankang.simulator.life.Event;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Diagnosed;
import org.liankang.simulator.life.Event.Examination;
import org.liankang.simulator.life.Event.FollowUp;
import org.liankang.simulator.life.Event.Found;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.region.Sex;

/**
 * Who is in a programme on the last simulated day, and how many of its services were done by the rule while somebody was in
 * it: by the clauses on who is eligible and what a service must have, for programmes whose services are lived here.
 */
final class ProgrammeCount {

    private static final LocalDate COPD_FROM = LocalDate.of(2024, 9, 13);
    private static final LocalDate TRIAL_FROM = LocalDate.of(2026, 1, 1);
    private static final List<String> PSYCHOSES = List.of("F20", "F22", "F25", "F31", "F06.801");
    private static final List<String> SIX_DISORDERS =
            Stream.concat(PSYCHOSES.stream(), Stream.of("F70.1", "F71.1")).toList();
    private static final int ADULT = 35;
    private static final int OLD = 65;

    private static final class Numbers {
        private long enrolled;
        private final Map<String, Long> done = new TreeMap<>();
    }

    private final LocalDate end;
    private final Map<String, Numbers> programmes = new TreeMap<>();

    ProgrammeCount(LocalDate end) {
        this.end = end;
    }

    void count(Lived lived) {
        BiPredicate<Lived, LocalDate> adult = (one, day) -> one.person().ageOn(day) >= ADULT && settled(one, day);
        programme(
                "hypertension",
                lived,
                (one, day) -> adult.test(one, day) && ill(one, day, "I10", "I11"),
                new Done(
                        "hypertension-followup",
                        event -> event instanceof FollowUp visit && visit.disease() == Disease.HYPERTENSION));
        programme(
                "type-2-diabetes",
                lived,
                (one, day) -> adult.test(one, day) && ill(one, day, "E11"),
                new Done(
                        "diabetes-followup",
                        event -> event instanceof FollowUp visit && visit.disease() == Disease.DIABETES));
        programme(
                "elderly-health",
                lived,
                (one, day) -> one.person().ageOn(day) >= OLD && settled(one, day),
                new Done("elderly-exam", event -> event instanceof Examination exam && exam.complete()));
        childhood(lived);
        programme(
                "two-cancer",
                lived,
                (one, day) -> !day.isBefore(TRIAL_FROM)
                        && one.person().sex() == Sex.FEMALE
                        && one.person().ageOn(day) < OLD
                        && adult.test(one, day),
                done(Service.CERVICAL_SCREENING, care -> true),
                done(Service.BREAST_SCREENING, care -> true));
        programme(
                "copd",
                lived,
                (one, day) -> !day.isBefore(COPD_FROM) && adult.test(one, day) && ill(one, day, "J44"),
                done(Service.COPD_FOLLOWUP, care -> !care.lost()),
                done(Service.LUNG_FUNCTION, care -> true));
        programme(
                "dyslipidaemia",
                lived,
                (one, day) -> !day.isBefore(TRIAL_FROM) && adult.test(one, day) && ill(one, day, "E78"),
                // the elders' exam has all four lipids
                new Done(
                        "lipid-check",
                        event -> event instanceof Examination
                                || event instanceof Care care && care.service() == Service.LIPID_CHECK));
        programme(
                "depression-anxiety",
                lived,
                (one, day) -> !day.isBefore(TRIAL_FROM)
                        && settled(one, day)
                        && low(one, day)
                        && !ill(one, day, PSYCHOSES.toArray(String[]::new)),
                new Done("mood-followup", event -> event instanceof Care care && mood(care)));
        programme(
                "severe-mental-disorder",
                lived,
                (one, day) -> settled(one, day) && ill(one, day, SIX_DISORDERS.toArray(String[]::new)),
                done(Service.MENTAL_FOLLOWUP, care -> !care.lost()));
        programme(
                "tuberculosis",
                lived,
                (one, day) -> ill(one, day, "A15", "A16"),
                done(Service.TB_FIRST_VISIT, care -> !care.lost()),
                new Done(
                        "tb-followup",
                        event -> event instanceof Care care
                                && (care.service() == Service.TB_FIRST_VISIT || care.service() == Service.TB_FOLLOWUP)
                                && !care.lost()));
        programme(
                "tcm-elder",
                lived,
                (one, day) -> one.person().ageOn(day) >= OLD && settled(one, day),
                done(Service.TCM_ELDER, care -> care.answers("balanced") && care.answers("tcm-guidance")));
        programme(
                "child-tcm",
                lived,
                (one, day) -> day.isBefore(one.person().birth().plusMonths(40)) && settled(one, day),
                done(Service.CHILD_TCM, care -> care.answers("tcm-diet-guidance") && care.answers("tcm-massage")));
    }

    private void childhood(Lived lived) {
        programme(
                "child-health",
                lived,
                (one, day) -> one.person().ageOn(day) < 7,
                new Done(
                        "newborn-visit",
                        event -> event instanceof Visit visit && visit.service() == Service.NEWBORN_VISIT),
                done(Service.CHILD_CHECKUP, care -> true),
                new Done(
                        "child-haemoglobin",
                        checkup(care -> care.hundredths("718-7").isPresent())),
                new Done("child-hearing", checkup(care -> care.answers("hearing"))),
                new Done("child-vision", checkup(care -> care.answers("vision"))));
        programme(
                "newborn-screening",
                lived,
                (one, day) -> day.isBefore(one.person().birth().plusMonths(6)),
                done(Service.NEWBORN_SCREENING, care -> true));
        programme(
                "school-health",
                lived,
                (one, day) -> one.person().ageOn(day) >= 6 && one.person().ageOn(day) < 18 && settled(one, day),
                new Done("school-teeth", school()),
                new Done("school-weight", school()));
    }

    private static Predicate<Event> checkup(Predicate<Care> with) {
        return done(Service.CHILD_CHECKUP, with).counts();
    }

    private static Predicate<Event> school() {
        return done(Service.SCHOOL_SCREENING, care -> true).counts();
    }

    private record Done(String service, Predicate<Event> counts) {}

    private static Done done(Service service, Predicate<Care> complete) {
        return new Done(
                service.code(),
                event -> event instanceof Care care && care.service() == service && complete.test(care));
    }

    private void programme(String code, Lived lived, BiPredicate<Lived, LocalDate> eligible, Done... services) {
        Numbers numbers = programmes.computeIfAbsent(code, none -> new Numbers());
        if (lived.presentOn(end) && eligible.test(lived, end)) {
            numbers.enrolled++;
        }
        for (Done done : services) {
            long number = lived.history().events().stream()
                    .filter(done.counts())
                    .map(Event::date)
                    .filter(day -> lived.presentOn(day) && eligible.test(lived, day))
                    .count();
            numbers.done.merge(done.service(), number, Long::sum);
        }
    }

    /** Lives here for half a year. */
    private static boolean settled(Lived lived, LocalDate day) {
        return !lived.person().since().plusMonths(6).isAfter(day);
    }

    /** A diagnosis counts from its onset. */
    private static boolean ill(Lived lived, LocalDate day, String... codes) {
        Stream<String> known = Stream.concat(
                lived.of(Diagnosed.class).stream()
                        .filter(one -> !one.onset().isAfter(day))
                        .map(one -> one.diagnosis().code()),
                lived.of(Found.class).stream()
                        .filter(one -> !one.onset().isAfter(day))
                        .map(one -> one.diagnosis().code()));
        return known.anyMatch(code -> List.of(codes).stream().anyMatch(code::startsWith));
    }

    private static boolean mood(Care care) {
        return care.service() == Service.MOOD_SCREENING || care.service() == Service.MOOD_FOLLOWUP;
    }

    /** The last scores before the day were ten or more, or told of harm to oneself. */
    private static boolean low(Lived lived, LocalDate day) {
        return lived.care().stream()
                .filter(care -> mood(care) && care.date().isBefore(day))
                .reduce((earlier, later) -> later)
                .filter(care -> care.hundredths("44261-6").orElse(0) >= 1000
                        || care.hundredths("70274-6").orElse(0) >= 1000
                        || !care.says("self-harm", "not-at-all"))
                .isPresent();
    }

    Map<String, Object> asMap() {
        Map<String, Object> result = new LinkedHashMap<>();
        programmes.forEach((code, numbers) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("enrolled", numbers.enrolled);
            one.put("done", numbers.done);
            result.put(code, one);
        });
        return result;
    }
}
