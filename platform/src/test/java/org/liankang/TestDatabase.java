package org.liankang;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.liankang.base.sql.Migrations;
import org.liankang.base.sql.TestMigrations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A new empty database in the one PostgreSQL server that all tests of a JVM share. */
public record TestDatabase(DataSource source, JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started with the first test that needs it, stopped with the JVM. */
    private static final class Server {

        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "500")
                        .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** The address of a new empty database, for a platform that makes its own pool. */
    public static String freshUrl() {
        String name = "test_" + NUMBER.incrementAndGet();
        JdbcClient.create(Server.ONE.getPostgresDatabase())
                .sql("create database " + name)
                .update();
        return Server.ONE.getJdbcUrl("postgres", name);
    }

    public static TestDatabase fresh() {
        String name = "test_" + NUMBER.incrementAndGet();
        JdbcClient.create(Server.ONE.getPostgresDatabase())
                .sql("create database " + name)
                .update();
        var pool = new com.zaxxer.hikari.HikariDataSource();
        pool.setJdbcUrl(Server.ONE.getJdbcUrl("postgres", name));
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(3);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(10_000); // hundreds of databases share the server's connections
        return new TestDatabase(
                pool,
                JdbcClient.create(pool),
                new TransactionTemplate(new JdbcTransactionManager(pool)),
                TestMigrations.of(pool));
    }
}
