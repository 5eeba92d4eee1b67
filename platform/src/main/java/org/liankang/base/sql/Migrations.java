package org.liankang.base.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings one capability's tables up to date. Each capability owns one PostgreSQL schema named after itself and its own
 * numbered scripts beside its classes ({@code <package>/db/V1__….sql}), so that capabilities never share a history.
 */
public final class Migrations {

    private final DataSource source;

    Migrations(DataSource source) {
        this.source = source;
    }

    /** @param owner a class of the capability; its package's {@code db} folder holds the scripts */
    public void migrate(String schema, Class<?> owner) {
        Flyway.configure(owner.getClassLoader())
                .dataSource(source)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:" + owner.getPackageName().replace('.', '/') + "/db")
                .loggers("slf4j")
                .load()
                .migrate();
    }
}
