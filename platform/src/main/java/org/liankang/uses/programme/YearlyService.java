package org.liankang.uses.programme;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.liankang.uses.programme.Chart.Visit;
import org.liankang.uses.programme.Ledger.Pending;
import org.liankang.uses.programme.Programme.Edition;
import org.liankang.uses.programme.Programme.Service;

/** A service due once in each year of an enrolment; a year is the calendar's unless the rule begins it on another day. */
final class YearlyService {

    private final Programme programme;
    private final String code;
    private final Chart chart;
    private final Engine.Span span;
    private final String cause;
    private final Ledger ledger;
    private final Raised raised;
    private final MonthDay begins;

    YearlyService(Programme programme, String code, Chart chart, Engine.Span span, String cause, Ledger ledger) {
        this.programme = programme;
        this.code = code;
        this.chart = chart;
        this.span = span;
        this.cause = cause;
        this.ledger = ledger;
        this.raised = new Raised(programme, chart, ledger);
        this.begins = programme.versions().stream()
                .flatMap(edition -> edition.service(code).stream())
                .map(Service::yearly)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .firstDay();
    }

    void run() {
        LocalDate last = span.until() == null || span.until().isAfter(ledger.today())
                ? ledger.today()
                : span.until().minusDays(1);
        Optional<Visit> before = Optional.empty();
        int year =
                span.since().getYear() - (begins.atYear(span.since().getYear()).isAfter(span.since()) ? 1 : 0);
        for (; !begins.atYear(year).isAfter(last); year++) {
            LocalDate first = begins.atYear(year);
            LocalDate from = later(first, span.since());
            LocalDate until = begins.atYear(year + 1).minusDays(1);
            Optional<Visit> done = judged(from, until).stream().findFirst();
            Optional<Visit> anniversary = before;
            programme
                    .on(from)
                    .ifPresent(edition -> edition.service(code)
                            .filter(service -> service.yearly() != null)
                            .ifPresent(service -> settle(edition, service, first, from, until, anniversary, done)));
            before = done;
        }
        raised.close(span.until());
        if (span.until() == null) {
            ledger.wake(begins.atYear(year));
        }
    }

    /** Judges the visits of these days; answers those that count. */
    private List<Visit> judged(LocalDate from, LocalDate until) {
        return chart.visits().stream()
                .filter(v -> !v.day().isBefore(from) && !v.day().isAfter(until))
                .filter(v -> span.includes(v.day()) && !v.day().isAfter(ledger.today()))
                .filter(this::counts)
                .toList();
    }

    private boolean counts(Visit visit) {
        Optional<Edition> edition = programme.on(visit.day());
        Optional<Service> service = edition.flatMap(e -> e.service(code))
                .filter(s -> s.yearly() != null && s.visits().contains(visit.service()));
        if (service.isEmpty()) {
            return false;
        }
        var situation = new Situation(chart, visit.day(), Optional.of(visit), List.of());
        List<String> missing = Ledger.missing(service.get(), situation);
        boolean complete = missing.isEmpty();
        String classification = Ledger.classification(service.get(), situation, complete);
        ledger.judge(programme, edition.get().version(), service.get(), visit.evidence(), missing, classification);
        var classified = new Situation(chart, visit.day(), Optional.of(visit), List.of(classification));
        service.get().next().stream()
                .filter(step -> (complete || step.evenIncomplete()) && classified.holds(step.when()))
                .findFirst()
                .ifPresent(step -> raised.add(edition.get(), step, visit));
        return complete;
    }

    private void settle(
            Edition edition,
            Service service,
            LocalDate first,
            LocalDate from,
            LocalDate until,
            Optional<Visit> before,
            Optional<Visit> done) {
        var task = new Pending(
                programme.programme(),
                code,
                "year:" + first.getYear() + (from.equals(first) ? "" : "@" + from),
                due(service.yearly().otherwiseDay(), first, from, until, before),
                from,
                until,
                service.yearly().urgency(),
                service.yearly().rule(),
                service.yearly().clause(),
                before.map(Visit::reference).orElse(cause),
                edition.version());
        if (done.isPresent()) {
            ledger.close(task, Task.State.DONE, done.get().evidence());
        } else {
            ledger.leave(task, span.until());
        }
    }

    private static LocalDate due(
            MonthDay otherwise, LocalDate first, LocalDate from, LocalDate until, Optional<Visit> before) {
        LocalDate usual = otherwise.atYear(first.getYear());
        LocalDate planned = before.map(visit -> visit.day().plusYears(1))
                .orElse(usual.isBefore(first) ? otherwise.atYear(first.getYear() + 1) : usual);
        return planned.isBefore(from) ? until : planned;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }
}
