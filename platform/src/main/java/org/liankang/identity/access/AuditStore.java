package org.liankang.identity.access;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.liankang.base.sql.CopyStream;
import org.springframework.context.annotation.DependsOn;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code access.audit}, which only grows. */
@Component
@DependsOn("accountStore")
class AuditStore {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    AuditStore(JdbcTemplate template, JdbcClient jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    void add(List<AuditTrail.Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            template.execute((ConnectionCallback<Void>) connection -> {
                copy(connection, entries);
                return null;
            });
        } catch (UncheckedIOException lost) {
            throw new DataAccessResourceFailureException("the connection broke off", lost);
        }
    }

    private static void copy(Connection connection, List<AuditTrail.Entry> entries) throws SQLException {
        try (var copy = new CopyStream(
                connection, "access.audit (at, account, role, institution, action, purpose, resident, reference)")) {
            for (AuditTrail.Entry entry : entries) {
                copy.row(8)
                        .instant(entry.at())
                        .text(entry.account())
                        .text(entry.role())
                        .text(entry.institution())
                        .text(entry.action())
                        .text(entry.purpose())
                        .int8(entry.resident())
                        .text(entry.reference());
            }
        }
    }

    List<AuditTrail.Entry> entries(AuditTrail.Filter filter, int most, long before) {
        return jdbc.sql("""
                        select number, at, account, role, institution, action, purpose, resident, reference
                        from access.audit
                        where (:before = 0 or number < :before)
                          and (:account = '' or account = :account)
                          and (:action = '' or action = :action)
                          and (:resident = 0 or resident = :resident)
                        order by number desc limit :most
                        """)
                .param("before", before)
                .param("account", filter.account())
                .param("action", filter.action())
                .param("resident", filter.resident())
                .param("most", most)
                .query((row, n) -> new AuditTrail.Entry(
                        row.getLong("number"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("account"),
                        row.getString("role"),
                        row.getString("institution"),
                        row.getString("action"),
                        row.getString("purpose"),
                        row.getLong("resident"),
                        row.getString("reference")))
                .list();
    }
}
