package org.liankang.uses.terms;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import org.liankang.record.terms.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the record's definitions beside each other, out of the many other resources. */
@Component
class TermsBook extends PostgresBook {

    private static final Set<String> TYPES =
            Arrays.stream(Kind.values()).map(Kind::type).collect(Collectors.toUnmodifiableSet());

    private final RecordShelf shelf;

    TermsBook(JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations, RecordShelf shelf) {
        super("terms", jdbc, transaction, migrations);
        this.shelf = shelf;
    }

    @Override
    protected void follow(List<Version> changes) {
        List<Version> definitions = Fields.newest(changes).stream()
                .filter(version -> TYPES.contains(version.type()))
                .toList();
        if (definitions.isEmpty()) {
            return;
        }
        for (Version version : definitions) {
            if (version.deleted()) {
                jdbc.sql("delete from terms.definition where reference = ?")
                        .param(version.reference())
                        .update();
            } else {
                jdbc.sql("insert into terms.definition values (?, ?)"
                                + " on conflict (reference) do update set body = excluded.body")
                        .param(version.reference())
                        .param(Json.text(version.body()))
                        .update();
            }
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                shelf.changed();
            }
        });
    }

    @Override
    protected List<String> tables() {
        return List.of("definition");
    }

    @Override
    protected void forget() {
        shelf.changed();
    }
}
