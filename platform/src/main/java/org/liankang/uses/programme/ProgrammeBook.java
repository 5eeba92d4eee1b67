package org.liankang.uses.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows the record and evaluates whom it touches; and, as days pass, those to whom only the date matters. */
@Component
class ProgrammeBook extends PostgresBook {

    private static final int MOST = 500;

    private final ChartStore charts;
    private final ProgrammeStore store;
    private final TransactionTemplate transaction;
    private final Rulebook rules;
    private final FactNames.Codes codes;
    private final Collection<String> kinds;
    private final Clock clock;

    ProgrammeBook(
            JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations, Rulebook rules, Clock clock) {
        super("programme", jdbc, transaction, migrations);
        this.store = new ProgrammeStore(jdbc);
        this.transaction = transaction;
        this.rules = rules;
        this.codes = rules.facts().codes();
        this.charts = new ChartStore(jdbc, codes);
        this.kinds = rules.visits();
        this.clock = clock;
        if (store.keptOtherFacts(rules)) {
            clear();
        }
        store.follow(rules);
    }

    @Override
    protected void follow(List<Version> changes) {
        store.lock();
        Collection<Long> touched = charts.take(Reading.of(changes, codes, clock.getZone()));
        if (!touched.isEmpty()) {
            evaluate(touched, LocalDate.now(clock));
        }
    }

    /** Evaluates everyone of whom something else is to be said today though nothing new is known. */
    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT10M")
    void review() {
        LocalDate today = LocalDate.now(clock);
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(status -> {
                store.lock();
                List<Long> residents = store.awake(today, MOST);
                if (!residents.isEmpty()) {
                    evaluate(residents, today);
                }
                return residents.size() == MOST;
            }));
        }
    }

    private void evaluate(Collection<Long> residents, LocalDate today) {
        store.replace(charts.charts(residents, kinds).stream()
                .map(chart -> new ProgrammeStore.Evaluated(
                        chart.resident(), Engine.evaluate(chart, today, rules.programmes())))
                .toList());
    }

    @Override
    protected List<String> tables() {
        return List.of("patient", "diagnosis", "visit", "fact", "told", "enrolment", "judged", "task", "wake");
    }
}
