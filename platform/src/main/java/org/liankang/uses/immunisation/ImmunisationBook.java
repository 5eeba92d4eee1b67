package org.liankang.uses.immunisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows the record and evaluates the children it touches; and, as days pass, those to whom only the date matters. */
@Component
class ImmunisationBook extends PostgresBook {

    private static final int MOST = 500;

    private final ChildStore children;
    private final ImmunisationStore store;
    private final TransactionTemplate transaction;
    private final Schedules schedules;
    private final Clock clock;

    ImmunisationBook(
            JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations, Schedules schedules, Clock clock) {
        super("immunisation", jdbc, transaction, migrations);
        this.children = new ChildStore(jdbc);
        this.store = new ImmunisationStore(jdbc);
        this.transaction = transaction;
        this.schedules = schedules;
        this.clock = clock;
        store.follow(schedules.digest());
    }

    @Override
    protected void follow(List<Version> changes) {
        store.lock();
        Collection<Long> touched = children.take(Reading.of(changes, schedules, clock.getZone()));
        if (!touched.isEmpty()) {
            evaluate(touched, LocalDate.now(clock));
        }
    }

    /** Evaluates every child of whom something else is to be said today though nothing new is known. */
    @Scheduled(initialDelayString = "PT25S", fixedDelayString = "PT10M")
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
        List<ImmunisationStore.Evaluated> evaluated = new ArrayList<>();
        for (ChildStore.Filed filed : children.children(residents)) {
            Forecast forecast = Forecaster.of(schedules, filed.child(), today);
            evaluated.add(new ImmunisationStore.Evaluated(
                    filed, forecast, !forecast.next().isEmpty(), schedules.unknown(filed)));
        }
        store.replace(residents, evaluated);
    }

    @Override
    protected List<String> tables() {
        return List.of("patient", "dose", "fact", "weight", "child", "judged", "due", "wake");
    }
}
