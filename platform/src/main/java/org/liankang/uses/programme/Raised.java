package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.uses.programme.Chart.Visit;
import org.liankang.uses.programme.Ledger.Pending;
import org.liankang.uses.programme.Programme.Edition;
import org.liankang.uses.programme.Programme.Raise;
import org.liankang.uses.programme.Programme.Step;

/** Other services that visits make due, each once: done by the first visit of its kind before the same is raised again. */
final class Raised {

    private final Programme programme;
    private final Chart chart;
    private final Ledger ledger;
    private final List<One> all = new ArrayList<>();

    /** A service made due by a visit, and the kinds of service that do it. */
    private record One(Pending task, Visit by, List<String> visits) {}

    Raised(Programme programme, Chart chart, Ledger ledger) {
        this.programme = programme;
        this.chart = chart;
        this.ledger = ledger;
    }

    void add(Edition edition, Step step, Visit visit) {
        for (Raise raise : step.raise()) {
            LocalDate until = raise.late().after(raise.in().after(visit.day()));
            all.add(new One(
                    new Pending(
                            programme.programme(),
                            raise.service(),
                            visit.reference(),
                            raise.in().after(visit.day()),
                            visit.day(),
                            until,
                            raise.urgency(),
                            step.rule(),
                            step.clause(),
                            visit.reference(),
                            edition.version()),
                    visit,
                    raise.visits()));
        }
    }

    /** @param ended first day the resident is no longer in the programme, or null */
    void close(LocalDate ended) {
        for (int at = 0; at < all.size(); at++) {
            One one = all.get(at);
            Optional<One> newer = all.subList(at + 1, all.size()).stream()
                    .filter(later -> later.task().service().equals(one.task().service()))
                    .findFirst();
            Optional<Visit> done = chart.visits().stream()
                    .filter(visit -> one.visits().contains(visit.service()) && serves(one, newer, visit))
                    .findFirst();
            if (done.isPresent()) {
                ledger.close(one.task(), Task.State.DONE, done.get().evidence());
            } else if (newer.isPresent()
                    && !newer.get().by().day().isAfter(one.task().until())) {
                ledger.close(one.task(), Task.State.CANCELLED, newer.get().by().evidence());
            } else {
                ledger.leave(one.task(), ended);
            }
        }
    }

    /** A visit never does what it asked for itself. */
    private boolean serves(One one, Optional<One> newer, Visit visit) {
        LocalDate day = visit.day();
        return !day.isBefore(one.task().from())
                && !day.isAfter(one.task().until())
                && !day.isAfter(ledger.today())
                && !visit.reference().equals(one.by().reference())
                && newer.map(later -> day.isBefore(later.by().day())
                                || (later.by().reference().equals(visit.reference())
                                        && one.visits().contains(later.by().service())))
                        .orElse(true);
    }
}
