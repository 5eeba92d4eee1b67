package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.uses.programme.Chart.Visit;
import org.liankang.uses.programme.Ledger.Pending;
import org.liankang.uses.programme.Programme.Edition;
import org.liankang.uses.programme.Programme.Service;
import org.liankang.uses.programme.Programme.Step;

/** A service of which each visit sets the day of the next. At any time exactly one is pending. */
final class RepeatedService {

    private final Programme programme;
    private final String code;
    private final Chart chart;
    private final Engine.Span span;
    private final String cause;
    private final Ledger ledger;
    private final List<String> classes = new ArrayList<>();
    private final Raised raised;
    private Pending pending;
    private int missedSince;

    RepeatedService(Programme programme, String code, Chart chart, Engine.Span span, String cause, Ledger ledger) {
        this.programme = programme;
        this.code = code;
        this.chart = chart;
        this.span = span;
        this.cause = cause;
        this.ledger = ledger;
        this.raised = new Raised(programme, chart, ledger);
    }

    void run() {
        begin();
        for (Visit visit : chart.visits()) {
            if (span.includes(visit.day()) && !visit.day().isAfter(ledger.today())) {
                programme
                        .on(visit.day())
                        .ifPresent(edition -> edition.service(code)
                                .filter(service -> service.visits().contains(visit.service()))
                                .ifPresent(service -> visited(edition, service, visit)));
            }
        }
        LocalDate last = span.until() == null || span.until().isAfter(ledger.today()) ? ledger.today() : span.until();
        lapse(last);
        if (pending != null) {
            ledger.leave(pending, span.until());
        }
        raised.close(span.until());
    }

    /** On the first day in the programme on which its rules know the service. */
    private void begin() {
        for (Edition edition : programme.versions()) {
            LocalDate day = edition.from().isAfter(span.since()) ? edition.from() : span.since();
            Optional<Step> first = edition.service(code).map(Service::first);
            if (first.isPresent()
                    && edition.inForce(day)
                    && !day.isAfter(ledger.today())
                    && (span.until() == null || day.isBefore(span.until()))) {
                pending = pending(edition, first.get(), first.get().in().after(day), day, cause, "enrolled:" + day);
                missedSince = 0;
                return;
            }
        }
    }

    private void visited(Edition edition, Service service, Visit visit) {
        lapse(visit.day());
        var unclassified = new Situation(chart, visit.day(), Optional.of(visit), List.copyOf(classes));
        List<String> missing = Ledger.missing(service, unclassified);
        boolean complete = missing.isEmpty();
        String classification = Ledger.classification(service, unclassified, complete);
        ledger.judge(programme, edition.version(), service, visit.evidence(), missing, classification);
        List<String> withThis = new ArrayList<>(classes);
        withThis.add(classification);
        if (complete) {
            classes.add(classification);
        }
        var situation = new Situation(chart, visit.day(), Optional.of(visit), List.copyOf(withThis));
        Optional<Step> next = service.next().stream()
                .filter(step -> (complete || step.evenIncomplete()) && situation.holds(step.when()))
                .findFirst();
        if (next.isEmpty()) {
            return;
        }
        if (pending != null) {
            boolean inTime = complete && !visit.day().isBefore(pending.from());
            ledger.close(pending, inTime ? Task.State.DONE : Task.State.CANCELLED, visit.evidence());
        }
        follow(edition, next.get(), visit);
    }

    private void follow(Edition edition, Step step, Visit visit) {
        missedSince = 0;
        raised.add(edition, step, visit);
        if (step.in() == null) {
            pending = null;
            return;
        }
        LocalDate due = step.in().after(visit.day());
        LocalDate from = step.early().before(due);
        LocalDate next = visit.day().plusDays(1);
        pending = pending(edition, step, due, from.isBefore(next) ? next : from, visit.reference(), visit.reference());
    }

    /** Marks as missed what was not done before a day, and sets the next in its place. */
    private void lapse(LocalDate day) {
        while (pending != null && pending.until().isBefore(day)) {
            Pending missed = pending;
            LocalDate after = missed.until().plusDays(1);
            if (span.until() != null && !after.isBefore(span.until())) {
                return;
            }
            ledger.close(missed, Task.State.MISSED, null);
            pending = programme
                    .on(after)
                    .flatMap(edition -> edition.service(code)
                            .filter(service -> service.missed() != null)
                            .map(service -> again(edition, service.missed(), missed, after)))
                    .orElse(null);
        }
    }

    private Pending again(Edition edition, Step step, Pending missed, LocalDate after) {
        missedSince++;
        LocalDate planned = step.in().after(missed.due());
        LocalDate due = planned.isBefore(after) ? after : planned;
        String key = missed.key().replaceFirst("#\\d+$", "") + "#" + missedSince;
        return pending(edition, step, due, after, missed.cause(), key);
    }

    private Pending pending(Edition edition, Step step, LocalDate due, LocalDate from, String cause, String key) {
        return new Pending(
                programme.programme(),
                code,
                key,
                due,
                from,
                step.late().after(due),
                step.urgency(),
                step.rule(),
                step.clause(),
                cause,
                edition.version());
    }
}
