package org.liankang.uses.refill;

import java.util.List;
import java.util.Set;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows the record and says anew what is due next of each prescription it touches. */
@Component
class RefillBook extends PostgresBook {

    private final RefillStore store;

    RefillBook(JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations) {
        super("refill", jdbc, transaction, migrations);
        this.store = new RefillStore(jdbc);
    }

    @Override
    protected void follow(List<Version> changes) {
        Reading reading = Reading.of(changes);
        if (!reading.references.isEmpty()) {
            Set<String> touched = store.take(reading);
            store.count(touched);
        }
    }

    @Override
    protected List<String> tables() {
        return List.of("prescription", "dispense", "refill");
    }
}
