package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liankang.simulator.life.Disease;
import org.liankang.simulator.life.Event.Diagnosed;
import org.liankang.simulator.life.Event.Examination;
import org.liankang.simulator.life.Event.FollowUp;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.life.History;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.life.Targets;

/**
 * Services of one calendar year: chronic care, exams and visits. {@code from} and {@code asOf} are the first and last
 * simulated day of the year; whether people belong to the denominators is decided on {@code asOf}.
 */
final class ServiceCount {

    private static final String[] CARE = {
        "onRecord", "managed", "conform", "controlled", "followUps", "dueWithin7DaysAfter", "overdue"
    };
    private static final String[] PLACE = {"total", "inside", "primary"};

    private final LocalDate from;
    private final LocalDate asOf;
    private final boolean whole;
    private final int[][] care = new int[2][CARE.length];
    private final int[][] visits = new int[4][PLACE.length];
    private int elderly;
    private int examined;
    private int examinedComplete;
    private int newbornVisits;

    ServiceCount(LocalDate from, LocalDate asOf, boolean whole) {
        this.from = from;
        this.asOf = asOf;
        this.whole = whole;
    }

    void count(History history) {
        for (Visit visit : history.of(Visit.class)) {
            if (within(visit.date())) {
                visit(visit);
            }
        }
        boolean present = history.presentOn(asOf);
        for (Disease disease : Disease.values()) {
            care(history, disease, present);
        }
        if (present && history.person().ageOn(asOf) >= 65) {
            elderly++;
            List<Examination> exams = history.of(Examination.class).stream()
                    .filter(exam -> within(exam.date()))
                    .toList();
            examined += exams.isEmpty() ? 0 : 1;
            examinedComplete += exams.stream().anyMatch(Examination::complete) ? 1 : 0;
        }
    }

    private boolean within(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(asOf);
    }

    private void visit(Visit visit) {
        if (visit.service() == Service.NEWBORN_VISIT) {
            newbornVisits++;
            return;
        }
        int[] row = visits[visit.service().ordinal()];
        row[0]++;
        row[1] += visit.at().inside() ? 1 : 0;
        row[2] += visit.at().kind().primary() ? 1 : 0;
    }

    private void care(History history, Disease disease, boolean present) {
        List<FollowUp> all = history.of(FollowUp.class).stream()
                .filter(visit -> visit.disease() == disease && !visit.date().isAfter(asOf))
                .toList();
        List<FollowUp> own = all.stream().filter(visit -> within(visit.date())).toList();
        int[] counts = care[disease.ordinal()];
        counts[4] += own.size();
        if (!present) {
            return;
        }
        counts[0] += history.of(Diagnosed.class).stream()
                        .anyMatch(d -> d.disease() == disease && !d.date().isAfter(asOf))
                ? 1
                : 0;
        if (all.isEmpty()) {
            return;
        }
        counts[1]++;
        LocalDate january = asOf.withDayOfYear(1);
        LocalDate enrolled =
                all.getFirst().date().isAfter(january) ? all.getFirst().date() : january;
        long days = ChronoUnit.DAYS.between(enrolled, asOf) + 1;
        counts[2] += own.size() >= days / 90 ? 1 : 0;
        FollowUp last = all.getLast();
        if (!own.isEmpty()
                && Targets.controlled(
                        disease,
                        last.systolic(),
                        last.diastolic(),
                        last.glucose(),
                        history.person().ageOn(last.date()))) {
            counts[3]++;
        }
        counts[5] += !last.next().isBefore(asOf) && !last.next().isAfter(asOf.plusDays(6)) ? 1 : 0;
        counts[6] += last.next().isBefore(asOf) ? 1 : 0;
    }

    Map<String, Object> asMap() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("from", from.toString());
        result.put("asOf", asOf.toString());
        result.put("wholeYear", whole);
        for (Disease disease : Disease.values()) {
            result.put(disease.code(), named(CARE, care[disease.ordinal()]));
        }
        result.put("elderly", Map.of("aged65", elderly, "examined", examined, "examinedComplete", examinedComplete));
        Map<String, Object> byService = new LinkedHashMap<>();
        int[] all = new int[PLACE.length];
        for (Service service : List.of(Service.OUTPATIENT, Service.EMERGENCY, Service.INPATIENT, Service.DELIVERY)) {
            byService.put(service.code(), named(PLACE, visits[service.ordinal()]));
            for (int i = 0; i < all.length && service != Service.DELIVERY; i++) {
                all[i] += visits[service.ordinal()][i];
            }
        }
        byService.put("all", named(PLACE, all));
        result.put("visits", byService);
        result.put("newbornVisits", newbornVisits);
        return result;
    }

    private static Map<String, Object> named(String[] names, int[] values) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            result.put(names[i], values[i]);
        }
        return result;
    }
}
