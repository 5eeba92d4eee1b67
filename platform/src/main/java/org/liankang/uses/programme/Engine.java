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

    /** Of a programme without episodes. */
    private static final Episode ALWAYS = new Episode(LocalDate.MIN, LocalDate.MIN, LocalDate.MAX, "");

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
            List<Episode> episodes =
                    programme.episode() == null ? List.of(ALWAYS) : Episode.of(programme.episode(), chart);
            SortedSet<LocalDate> turns = turns(programme, chart, episodes);
            turns.stream().filter(today::isBefore).findFirst().ifPresent(ledger::wake);
            for (Episode episode : episodes) {
                for (Span span : spans(programme, chart, episode, turns.headSet(today.plusDays(1)))) {
                    enrol(programme, chart, episode, span, ledger);
                }
            }
        }
        chart.visits().stream()
                .map(Chart.Visit::day)
                .filter(today::isBefore)
                .findFirst()
                .ifPresent(ledger::wake);
        return ledger.evaluation();
    }

    private static void enrol(Programme programme, Chart chart, Episode episode, Span span, Ledger ledger) {
        Edition edition = programme.on(span.since()).orElseThrow();
        String cause = episode == ALWAYS ? cause(edition, chart, span.since()) : episode.cause();
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
            Service shape = shape(programme, code, start);
            if (shape.yearly() != null) {
                new YearlyService(programme, code, chart, scheduled, cause, ledger).run();
            } else if (shape.timetable() != null) {
                new TimetableService(programme, code, chart, episode, span, scheduled, cause, ledger).run();
            } else {
                new RepeatedService(programme, code, chart, scheduled, cause, ledger).run();
            }
        }
    }

    /** As the rules of a day have a service, or the first that know it. */
    private static Service shape(Programme programme, String code, LocalDate day) {
        return programme
                .on(day)
                .flatMap(edition -> edition.service(code))
                .or(() -> programme.versions().stream()
                        .flatMap(edition -> edition.service(code).stream())
                        .findFirst())
                .orElseThrow();
    }

    private static List<String> services(Programme programme) {
        return programme.versions().stream()
                .flatMap(edition -> edition.services().stream())
                .map(Service::service)
                .distinct()
                .toList();
    }

    /** Days on which eligibility may begin or end. */
    private static SortedSet<LocalDate> turns(Programme programme, Chart chart, List<Episode> episodes) {
        SortedSet<LocalDate> days = new TreeSet<>();
        for (Episode episode : episodes) {
            if (episode != ALWAYS) {
                days.add(episode.since());
                days.add(episode.until());
            }
        }
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

    private static List<Span> spans(Programme programme, Chart chart, Episode episode, SortedSet<LocalDate> turns) {
        List<Span> spans = new ArrayList<>();
        LocalDate since = null;
        for (LocalDate day : turns) {
            boolean eligible = episode.includes(day) && eligible(programme, chart, day);
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
