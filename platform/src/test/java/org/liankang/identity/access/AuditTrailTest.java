package org.liankang.identity.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is recorded is written, whatever it holds and whatever happens to the database meanwhile. */
class AuditTrailTest {

    private TestDatabase database;
    private AuditTrail trail;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        new AccountStore(database.jdbc(), database.migrations());
        trail = new AuditTrail(
                new AuditStore(new JdbcTemplate(database.source()), database.jdbc()), new SteppingClock());
    }

    @AfterEach
    void close() throws InterruptedException {
        trail.close();
    }

    private List<String> accounts(int most) {
        trail.flush();
        return trail.entries(new AuditTrail.Filter("", "", 0), most, 0).stream()
                .map(AuditTrail.Entry::account)
                .toList();
    }

    @Test
    void many_are_written_in_the_order_they_were_recorded() {
        for (int number = 0; number < 3_000; number++) {
            trail.recordAttempt("login " + number, "sign-in-refused");
        }
        List<String> written = accounts(5_000);

        assertThat(written)
                .hasSize(3_000)
                .startsWith("login 2999", "login 2998")
                .endsWith("login 1", "login 0");
    }

    @Test
    void a_login_the_database_would_not_take_keeps_nobody_waiting() {
        trail.recordAttempt("nul \0 \ud800 医生", "sign-in-refused");
        trail.recordAttempt("next", "sign-in-refused");

        assertThat(accounts(10)).containsExactly("next", "nul \uFFFD ? 医生");
    }

    @Test
    void entries_wait_for_a_database_that_does_not_take_them() {
        database.jdbc().sql("alter table access.audit rename to away").update();
        trail.recordAttempt("patient", "sign-in-refused");
        try {
            Thread.sleep(500);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        database.jdbc().sql("alter table access.away rename to audit").update();

        assertThat(accounts(10)).containsExactly("patient");
    }
}
