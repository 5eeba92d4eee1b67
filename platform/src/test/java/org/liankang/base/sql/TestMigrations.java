package org.liankang.base.sql;

import javax.sql.DataSource;

/** Opens the way to migrations for tests that start no application. */
public final class TestMigrations {

    private TestMigrations() {}

    public static Migrations of(DataSource source) {
        return new Migrations(source);
    }
}
