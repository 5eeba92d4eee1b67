package org.liankang.identity.access;

import java.sql.Timestamp;
import java.util.List;
import org.springframework.context.annotation.DependsOn;
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
        template.batchUpdate(
                """
                insert into access.audit (at, account, role, institution, action, purpose, resident, reference)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entries.stream()
                        .map(e -> new Object[] {
                            Timestamp.from(e.at()),
                            e.account(),
                            e.role(),
                            e.institution(),
                            e.action(),
                            e.purpose(),
                            e.resident(),
                            e.reference()
                        })
                        .toList());
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
