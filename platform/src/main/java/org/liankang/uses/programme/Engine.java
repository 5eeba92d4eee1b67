package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.liankang.uses.programme.Programme.Edition;
import org.liankang.uses.programme.Programme.Requirement;
import org.liankang.uses.programme.Programme.Service;

/** Evaluates definitions over a chart. A pure function: no clock, no store, no programme known by name. */
final class Engine {

    private Engine() {}

    /** From the day the rules of eligibility hold to the first day they do not; {@code until} null while it lasts. */
    record Span(LocalDate since, LocalDate until) {

        boolean includes(LocalDate day) {
            return !day.isBefore(since) && (until == null || day.isBefore(until));
        }
    }

    static Evaluation evaluate(Chart chart, LocalDate today, List<Programme> programmes) {
        var ledger = new Ledger(chart.resident().id(), today);
        for (Programme programme : programmes) {
            SortedSet<LocalDate> turns = turns(programme, chart);
            turns.stream().filter(today::isBefore).findFirst().ifPresent(ledger::wake);
            for (Span span : spans(programme, chart, turns.headSet(today.plusDays(1)))) {
                enrol(programme, chart, span, ledger);
            }
        }
        chart.visits().stream()
                .map(Chart.Visit::day)
                .filter(today::isBefore)
                .findFirst()
                .ifPresent(ledger::wake);
        return ledger.evaluation();
    }

    private static void enrol(Programme programme, Chart chart, Span span, Ledger ledger) {
        Edition edition = programme.on(span.since()).orElseThrow();
        String cause = cause(edition, chart, span.since());
        ledger.enrolled(new Enrolment(
                chart.resident().id(),
                programme.programme(),
                span.since(),
                Optional.ofNullable(span.until()),
                edition.eligible().getFirst().clause(),
                cause,
                edition.version()));
        // What was due before the record heard of the resident is unknown, not missed.
        LocalDate start = span.since().isBefore(chart.begins()) ? chart.begins() : span.since();
        Span scheduled = new Span(start, span.until());
        if (span.until() != null && !start.isBefore(span.until())) {
            return;
        }
        if (start.isAfter(ledger.today())) {
            ledger.wake(start);
            return;
        }
        for (String code : services(programme)) {
            Optional<Service> first = programme.on(start).flatMap(e -> e.service(code));
            if (first.map(s -> s.yearly() != null).orElse(false)) {
                new YearlyService(programme, code, chart, scheduled, cause, ledger).run();
            } else {
                new RepeatedService(programme, code, chart, scheduled, cause, ledger).run();
            }
        }
    }

    private static List<String> services(Programme programme) {
        return programme.versions().stream()
                .flatMap(edition -> edition.services().stream())
                .map(Service::service)
                .distinct()
                .toList();
    }

    /** Days on which eligibility may begin or end. */
    private static SortedSet<LocalDate> turns(Programme programme, Chart chart) {
        SortedSet<LocalDate> days = new TreeSet<>();
        for (Edition edition : programme.versions()) {
            days.add(edition.from());
            if (edition.to() != null) {
                days.add(edition.to().plusDays(1));
            }
            edition.eligible().forEach(r -> Situation.turns(r.when(), chart, days));
        }
        if (chart.resident().deceased() != null) {
            days.add(chart.resident().deceased());
        }
        return days;
    }

    private static List<Span> spans(Programme programme, Chart chart, SortedSet<LocalDate> turns) {
        List<Span> spans = new ArrayList<>();
        LocalDate since = null;
        for (LocalDate day : turns) {
            boolean eligible = eligible(programme, chart, day);
            if (eligible && since == null) {
                since = day;
            } else if (!eligible && since != null) {
                spans.add(new Span(since, day));
                since = null;
            }
        }
        if (since != null) {
            spans.add(new Span(since, null));
        }
        return spans;
    }

    private static boolean eligible(Programme programme, Chart chart, LocalDate day) {
        LocalDate deceased = chart.resident().deceased();
        if (deceased != null && !day.isBefore(deceased)) {
            return false;
        }
        var situation = Situation.on(day, chart);
        return programme
                .on(day)
                .map(edition -> edition.eligible().stream().allMatch(r -> situation.holds(r.when())))
                .orElse(false);
    }

    /** The diagnosis that makes the resident eligible, else the resident. */
    private static String cause(Edition edition, Chart chart, LocalDate day) {
        return edition.eligible().stream()
                .map(Requirement::when)
                .flatMap(Condition::withParts)
                .filter(Condition.Diagnosed.class::isInstance)
                .map(Condition.Diagnosed.class::cast)
                .flatMap(asked ->
                        chart.diagnoses().stream().filter(d -> d.holds(day) && Situation.matches(d, asked.prefixes())))
                .map(Chart.Diagnosis::reference)
                .findFirst()
                .orElse(chart.resident().patient());
    }
}
