package org.liankang.identity.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liankang.base.sql.Migrations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code access.account} and {@code access.token}. */
@Component
class AccountStore {

    private static final String COLUMNS = """
            id, login, name, role, institution, speaks_for_others, staff, division, language, active
            """;

    record Secret(long id, String password, Instant lockedUntil) {}

    record Token(long account, Instant expiresAt) {}

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc, Migrations migrations) {
        this.jdbc = jdbc;
        migrations.migrate("access", AccountStore.class);
    }

    Optional<Account> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from access.account where id = ?")
                .param(id)
                .query((row, n) -> account(row))
                .optional();
    }

    Optional<Account> byLogin(String login) {
        return jdbc.sql("select " + COLUMNS + " from access.account where login = ?")
                .param(login)
                .query((row, n) -> account(row))
                .optional();
    }

    List<Account> all() {
        return jdbc.sql("select " + COLUMNS + " from access.account order by login")
                .query((row, n) -> account(row))
                .list();
    }

    Optional<Secret> secret(String login) {
        return jdbc.sql("select id, password, locked_until from access.account where login = ?")
                .param(login)
                .query((row, n) -> new Secret(row.getLong(1), row.getString(2), instant(row, 3)))
                .optional();
    }

    long add(Accounts.Draft draft, String password, Instant now) {
        return jdbc.sql("""
                        insert into access.account (login, password, name, role, institution, speaks_for_others,
                          staff, division, language, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        draft.login(),
                        password,
                        draft.name(),
                        draft.role().name(),
                        draft.institution(),
                        draft.speaksForOthers(),
                        draft.staff(),
                        draft.division(),
                        draft.language(),
                        Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    void bind(String login, String institution, String staff, String division) {
        jdbc.sql("update access.account set institution = ?, staff = ?, division = ? where login = ?")
                .params(institution, staff, division, login)
                .update();
    }

    void language(long id, String language) {
        jdbc.sql("update access.account set language = ? where id = ?")
                .params(language, id)
                .update();
    }

    void active(long id, boolean active) {
        jdbc.sql("update access.account set active = ? where id = ?")
                .params(active, id)
                .update();
    }

    void password(long id, String password) {
        jdbc.sql("update access.account set password = ?, failures = 0, locked_until = null where id = ?")
                .params(password, id)
                .update();
    }

    void welcome(long id) {
        jdbc.sql("update access.account set failures = 0, locked_until = null where id = ? and failures > 0")
                .param(id)
                .update();
    }

    /** Counts a wrong password and answers how many there were in a row. */
    int missed(long id) {
        return jdbc.sql("update access.account set failures = failures + 1 where id = ? returning failures")
                .param(id)
                .query(Integer.class)
                .single();
    }

    void rest(long id, Instant until) {
        jdbc.sql("update access.account set locked_until = ? where id = ?")
                .params(Timestamp.from(until), id)
                .update();
    }

    void addToken(long account, String label, String prefix, byte[] digest, Instant now, Instant expiresAt) {
        jdbc.sql("""
                        insert into access.token (account, label, prefix, digest, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(account, label, prefix, digest, Timestamp.from(now), Timestamp.from(expiresAt))
                .update();
    }

    List<Accounts.TokenInfo> tokens(long account, Instant now) {
        return jdbc.sql("""
                        select id, label, prefix, created_at, expires_at from access.token
                        where account = ? and revoked_at is null and expires_at > ? order by id desc
                        """)
                .params(account, Timestamp.from(now))
                .query((row, n) -> new Accounts.TokenInfo(
                        row.getLong(1), row.getString(2), row.getString(3), instant(row, 4), instant(row, 5)))
                .list();
    }

    void revoke(long account, long token, Instant now) {
        jdbc.sql("update access.token set revoked_at = ? where account = ? and id = ?")
                .params(Timestamp.from(now), account, token)
                .update();
    }

    Optional<Token> token(byte[] digest) {
        return jdbc.sql("select account, expires_at from access.token where digest = ? and revoked_at is null")
                .param(digest)
                .query((row, n) -> new Token(row.getLong(1), instant(row, 2)))
                .optional();
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getString("institution"),
                row.getBoolean("speaks_for_others"),
                row.getString("staff"),
                row.getString("division"),
                row.getString("language"),
                row.getBoolean("active"));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
