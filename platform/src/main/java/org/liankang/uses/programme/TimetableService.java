package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.liankang.uses.programme.Chart.Visit;
import org.liankang.uses.programme.Ledger.Pending;
import org.liankang.uses.programme.Programme.Edition;
import org.liankang.uses.programme.Programme.Service;
import org.liankang.uses.programme.Programme.Step;
import org.liankang.uses.programme.Programme.Timetable;

/**
 * A service due at set distances from a day. A visit fills at most one slot: the first that is still free and whose
 * window holds its day. At any time one task is open: the follow-up visit a visit asked for, else the first slot that
 * is neither filled nor over.
 */
final class TimetableService {

    private final Programme programme;
    private final String code;
    private final Chart chart;
    private final Episode episode;
    private final Engine.Span enrolled;
    private final Engine.Span span;
    private final String cause;
    private final Ledger ledger;
    private final Raised raised;
    private final List<Seen> seen = new ArrayList<>();
    private final Map<Slot, Visit> filled = new IdentityHashMap<>();
    private Pending followUp;

    /** A slot on its days, by the rules that set it. */
    private record Slot(Edition edition, Step rule, LocalDate due, LocalDate from, LocalDate until) {

        boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }

        /** Begins not before a day; what was due earlier is due then. */
        Slot notBefore(LocalDate day) {
            return new Slot(edition, rule, due.isBefore(day) ? day : due, from.isBefore(day) ? day : from, until);
        }
    }

    private record Seen(Visit visit, boolean complete, String classification) {}

    /**
     * @param enrolled the whole time in the programme
     * @param span the part of it since the record has known of the resident
     */
    TimetableService(
            Programme programme,
            String code,
            Chart chart,
            Episode episode,
            Engine.Span enrolled,
            Engine.Span span,
            String cause,
            Ledger ledger) {
        this.programme = programme;
        this.code = code;
        this.chart = chart;
        this.episode = episode;
        this.enrolled = enrolled;
        this.span = span;
        this.cause = cause;
        this.ledger = ledger;
        this.raised = new Raised(programme, chart, ledger);
    }

    void run() {
        Optional<LocalDate> stop = stop();
        stop.filter(ledger.today()::isBefore).ifPresent(ledger::wake);
        LocalDate ended = Stream.of(Optional.ofNullable(span.until()), stop.filter(day -> !day.isAfter(ledger.today())))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
        List<Slot> slots = slots();
        for (Visit visit : chart.visits()) {
            if (span.includes(visit.day())
                    && !visit.day().isAfter(ledger.today())
                    && (ended == null || visit.day().isBefore(ended))) {
                programme
                        .on(visit.day())
                        .ifPresent(edition -> edition.service(code)
                                .filter(s -> s.timetable() != null && s.visits().contains(visit.service()))
                                .ifPresent(service -> visited(edition, service, visit, slots)));
            }
        }
        boolean followed = false;
        if (followUp != null) {
            ledger.leave(followUp, ended);
            followed = !over(followUp.until(), ended);
        }
        settle(slots, ended, followed);
        raised.close(span.until());
    }

    private boolean over(LocalDate until, LocalDate ended) {
        return until.isBefore(ledger.today()) || (ended != null && !ended.isAfter(ledger.today()));
    }

    private void visited(Edition edition, Service service, Visit visit, List<Slot> slots) {
        if (followUp != null && followUp.until().isBefore(visit.day())) {
            ledger.close(followUp, Task.State.MISSED, null);
            followUp = null;
        }
        var unclassified = new Situation(chart, visit.day(), Optional.of(visit), classes(LocalDate.MAX));
        List<String> missing = Ledger.missing(service, unclassified);
        boolean complete = missing.isEmpty();
        Optional<Slot> slot = slots.stream()
                .filter(one -> one.holds(visit.day()) && !filled.containsKey(one) && asked(one))
                .findFirst();
        String classification = Ledger.classification(service, unclassified, complete);
        List<String> withThis = new ArrayList<>(unclassified.classes());
        withThis.add(classification);
        var situation = new Situation(chart, visit.day(), Optional.of(visit), List.copyOf(withThis));
        Optional<Step> next = service.timetable().next().stream()
                .filter(step -> (complete || step.evenIncomplete()) && situation.holds(step.when()))
                .findFirst();
        // An incomplete visit that nothing waited for was about something else.
        if (!complete && slot.isEmpty() && followUp == null && next.isEmpty()) {
            return;
        }
        ledger.judge(programme, edition.version(), service, visit.evidence(), missing, classification);
        seen.add(new Seen(visit, complete, classification));
        if (complete) {
            slot.ifPresent(one -> {
                filled.put(one, visit);
                raised.add(edition, one.rule(), visit);
            });
            if (followUp != null && !visit.day().isBefore(followUp.from())) {
                ledger.close(followUp, Task.State.DONE, visit.evidence());
                followUp = null;
            }
        }
        next.ifPresent(step -> ask(edition, step, visit));
    }

    private void ask(Edition edition, Step step, Visit visit) {
        raised.add(edition, step, visit);
        if (step.in() == null) {
            return;
        }
        if (followUp != null) {
            ledger.close(followUp, Task.State.CANCELLED, visit.evidence());
        }
        LocalDate due = step.in().after(visit.day());
        LocalDate from = step.early().before(due);
        LocalDate next = visit.day().plusDays(1);
        followUp = pending(
                edition,
                step,
                due,
                from.isBefore(next) ? next : from,
                step.late().after(due),
                visit.reference(),
                visit.reference());
    }

    /** Says of each slot what became of it, as far as the first that is open; behind that only of those filled. */
    private void settle(List<Slot> slots, LocalDate ended, boolean followed) {
        boolean open = false;
        for (Slot slot : slots) {
            Visit visit = filled.get(slot);
            if (visit != null) {
                ledger.close(pending(slot), Task.State.DONE, visit.evidence());
            } else if (!open && asked(slot)) {
                if (!over(slot.until(), ended)) {
                    open = true;
                    ledger.wake(slot.until().plusDays(1));
                } else if (ended != null && !slot.until().isBefore(ended)) {
                    open = true;
                }
                if (!open || !followed) {
                    ledger.leave(pending(slot), ended);
                }
            }
        }
    }

    /** Whether a slot is asked of this resident, as they are when it begins and after the visit before. */
    private boolean asked(Slot slot) {
        if (slot.rule().when() == null) {
            return true;
        }
        Optional<Visit> before = seen.stream()
                .map(Seen::visit)
                .filter(visit -> visit.day().isBefore(slot.from()))
                .reduce((earlier, later) -> later);
        return new Situation(chart, slot.from(), before, classes(slot.from()))
                .holds(slot.rule().when());
    }

    private List<String> classes(LocalDate before) {
        return seen.stream()
                .filter(one -> one.complete() && one.visit().day().isBefore(before))
                .map(Seen::classification)
                .toList();
    }

    /** The slots in the order of their days; those over before the record or the programme knew of the resident are unknown. */
    private List<Slot> slots() {
        return programme.versions().stream()
                .flatMap(edition -> table(edition).stream())
                .flatMap(timetable -> timetable.slots().stream().map(Step::rule))
                .distinct()
                .flatMap(rule -> slot(rule).stream())
                .filter(slot -> !slot.until().isBefore(span.since()))
                .map(slot -> slot.notBefore(span.since()))
                .sorted(Comparator.comparing(Slot::due).thenComparing(Slot::from))
                .toList();
    }

    /**
     * A slot by the rules in force on its due day. Where a new version moves it across its own first day, both or none
     * would have it: then it is the new one's, unless that had it over before it began.
     */
    private Optional<Slot> slot(String rule) {
        List<Slot> versions = programme.versions().stream()
                .flatMap(edition -> slot(edition, rule).stream())
                .toList();
        Optional<Slot> own = versions.stream()
                .filter(slot -> slot.edition().inForce(slot.due()))
                .findFirst();
        if (own.isPresent()) {
            return own;
        }
        for (int at = 0; at + 1 < versions.size(); at++) {
            Slot old = versions.get(at);
            Slot moved = versions.get(at + 1);
            LocalDate last = old.edition().to();
            if (last != null
                    && old.due().isAfter(last)
                    && moved.due().isBefore(moved.edition().from())) {
                return Optional.of(moved.until().isBefore(moved.edition().from()) ? old : moved);
            }
        }
        return Optional.empty();
    }

    private Optional<Slot> slot(Edition edition, String rule) {
        return table(edition)
                .flatMap(timetable -> timetable.slots().stream()
                        .filter(slot -> slot.rule().equals(rule))
                        .findFirst()
                        .flatMap(slot -> anchor(timetable).map(day -> {
                            LocalDate due = slot.in().after(day);
                            return new Slot(
                                    edition,
                                    slot,
                                    due,
                                    slot.early().before(due),
                                    slot.late().after(due));
                        })));
    }

    private Optional<Timetable> table(Edition edition) {
        return edition.service(code).map(Service::timetable).filter(Objects::nonNull);
    }

    private Optional<LocalDate> anchor(Timetable timetable) {
        return timetable.from().stream()
                .flatMap(name -> switch (name) {
                    case Timetable.BIRTH -> Stream.ofNullable(chart.resident().birthDate());
                    case Timetable.ENROLMENT -> Stream.of(span.since());
                    default -> told(name).stream();
                })
                .findFirst();
    }

    /** The day the last word on a date within this time in the programme gives. */
    private Optional<LocalDate> told(String name) {
        return chart.told(name).stream()
                .map(Chart.Told::day)
                .filter(day -> !day.isBefore(episode.earliest()) && day.isBefore(episode.until()))
                .filter(day -> enrolled.until() == null || day.isBefore(enrolled.until()))
                .reduce((before, last) -> last);
    }

    private Optional<LocalDate> stop() {
        return programme
                .on(span.since())
                .flatMap(this::table)
                .or(() -> programme.versions().stream()
                        .flatMap(edition -> table(edition).stream())
                        .findFirst())
                .stream()
                .flatMap(timetable -> timetable.to().stream())
                .flatMap(name -> told(name).stream())
                .min(Comparator.naturalOrder());
    }

    /** The number of a slot's task stays when the day it hangs on is corrected within an episode. */
    private Pending pending(Slot slot) {
        LocalDate anchor = programme.episode() == null
                ? table(slot.edition()).flatMap(this::anchor).orElseThrow()
                : enrolled.since();
        return pending(
                slot.edition(),
                slot.rule(),
                slot.due(),
                slot.from(),
                slot.until(),
                cause,
                "slot:" + slot.rule().rule() + "@" + anchor);
    }

    private Pending pending(
            Edition edition, Step step, LocalDate due, LocalDate from, LocalDate until, String because, String key) {
        return new Pending(
                programme.programme(),
                code,
                key,
                due,
                from,
                until,
                step.urgency(),
                step.rule(),
                step.clause(),
                because,
                edition.version());
    }
}
