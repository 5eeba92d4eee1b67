package org.liankang.uses.quality;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.liankang.base.sql.Migrations;
import org.liankang.identity.place.Institutions;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Judges what lands. When the rules are others than those its tables were derived by, it reads everything again. */
@Component
class QualityBook extends PostgresBook {

    static final List<String> TABLES = List.of("document", "patient", "diagnosis", "part", "reporter", "score", "item");

    private final QualityStore store;
    private final Rulebook rules;
    private final Institutions institutions;
    private final Clock clock;

    QualityBook(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Migrations migrations,
            Rulebook rules,
            Institutions institutions,
            Clock clock) {
        super("quality", jdbc, transaction, migrations);
        this.store = new QualityStore(jdbc);
        this.rules = rules;
        this.institutions = institutions;
        this.clock = clock;
        if (!store.derivedBy(rules.digest())) {
            clear();
            store.deriveBy(rules.digest());
        }
    }

    @Override
    protected List<String> tables() {
        return TABLES;
    }

    @Override
    protected void follow(List<Version> changes) {
        List<Reading> readings = new ArrayList<>(changes.size());
        Set<Long> all = new LinkedHashSet<>();
        Set<Long> learnt = new LinkedHashSet<>();
        for (Version change : changes) {
            readings.add(Reading.of(change, rules, institutions));
            all.add(change.resident());
            if (change.type().equals("Patient") || change.type().equals("Condition")) {
                learnt.add(change.resident());
            }
        }
        all.remove(0L);
        learnt.remove(0L);
        Ledger ledger = new Ledger(rules, clock.getZone());
        store.read(ledger, readings, all, learnt);
        for (int i = 0; i < changes.size(); i++) {
            ledger.take(changes.get(i), readings.get(i));
        }
        store.write(ledger);
    }
}
