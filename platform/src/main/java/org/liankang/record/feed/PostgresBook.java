package org.liankang.record.feed;

import java.util.List;
import org.liankang.base.sql.Migrations;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A book kept in PostgreSQL: its schema is its name, its position a row in its own {@code position} table, written in
 * the transaction that writes the effects. Its migrations are in the {@code db} folder beside its class.
 */
public abstract class PostgresBook implements Book {

    private final String name;
    private final TransactionTemplate transaction;
    protected final JdbcClient jdbc;

    protected PostgresBook(String name, JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations) {
        this.name = name;
        this.jdbc = jdbc;
        this.transaction = transaction;
        migrations.migrate(name, getClass());
        jdbc.sql("create table if not exists " + name + ".position (at bigint not null)")
                .update();
        jdbc.sql("insert into " + name + ".position select 0 where not exists (select from " + name + ".position)")
                .update();
    }

    /** Writes the effects of these changes; runs inside the transaction that moves the position. */
    protected abstract void follow(List<Version> changes);

    /** The tables (without schema) that {@link #clear()} empties: all that the book derives. */
    protected abstract List<String> tables();

    /** What the book holds in memory about its tables is stale after {@link #clear()}; forget it here. */
    protected void forget() {}

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long position() {
        return jdbc.sql("select at from " + name + ".position")
                .query(Long.class)
                .single();
    }

    @Override
    public final void apply(List<Version> changes) {
        transaction.executeWithoutResult(status -> {
            follow(changes);
            jdbc.sql("update " + name + ".position set at = ?")
                    .param(changes.getLast().position())
                    .update();
        });
    }

    @Override
    public final void clear() {
        transaction.executeWithoutResult(status -> {
            // The position first: whoever else derives from these tables locks it before touching them.
            jdbc.sql("update " + name + ".position set at = 0").update();
            for (String table : tables()) {
                jdbc.sql("truncate " + name + "." + table + " restart identity").update();
            }
        });
        forget();
    }
}
