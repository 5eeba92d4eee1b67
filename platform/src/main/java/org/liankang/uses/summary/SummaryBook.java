package org.liankang.uses.summary;

import java.util.ArrayList;
import java.util.List;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the timelines up to date with the record. */
@Component
class SummaryBook extends PostgresBook {

    private final SummaryStore store;

    SummaryBook(JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations, SummaryStore store) {
        super("summary", jdbc, transaction, migrations);
        this.store = store;
    }

    @Override
    protected void follow(List<Version> changes) {
        List<String> references = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (Version version : Fields.newest(changes)) {
            references.add(version.reference());
            if (!version.deleted() && version.resident() != 0) {
                items.addAll(Telling.items(version));
            }
        }
        store.replace(references, items);
    }

    @Override
    protected List<String> tables() {
        return List.of("item");
    }
}
