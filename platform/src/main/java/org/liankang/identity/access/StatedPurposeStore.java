package org.liankang.identity.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code access.stated_purpose}. */
@Component
@DependsOn("accountStore")
class StatedPurposeStore {

    private final JdbcClient jdbc;

    StatedPurposeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(long account, String subject, Purpose purpose, String reason, Instant now, Instant until) {
        jdbc.sql("""
                        insert into access.stated_purpose (account, subject, purpose, reason, stated_at, until)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(account, subject, purpose.name(), reason, Timestamp.from(now), Timestamp.from(until))
                .update();
    }

    Optional<Purpose> valid(long account, String subject, Instant now) {
        return jdbc.sql("""
                        select purpose from access.stated_purpose
                        where account = ? and subject = ? and until > ? order by until desc limit 1
                        """)
                .params(account, subject, Timestamp.from(now))
                .query(String.class)
                .optional()
                .map(Purpose::valueOf);
    }
}
