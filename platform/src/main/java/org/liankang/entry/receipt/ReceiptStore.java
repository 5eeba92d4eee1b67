package org.liankang.entry.receipt;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.base.sql.CopyStream;
import org.liankang.base.sql.Migrations;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of submissions and quarantine. Other packages read through {@link Submissions} and {@link Quarantine}. */
@Component
public class ReceiptStore {

    /** What is remembered under an idempotency key. */
    public record Answered(long number, byte[] digest, byte[] receipt) {}

    private static final String SUBMISSION = """
            select number, channel, login, institution, interaction, received, state, items, stored
            from receipt.submission
            """;
    private static final RowMapper<Submission> SUBMISSION_MAPPER = (rs, row) -> new Submission(
            rs.getLong(1),
            rs.getString(2),
            rs.getString(3),
            rs.getString(4),
            rs.getString(5),
            instant(rs, 6),
            rs.getString(7),
            rs.getInt(8),
            rs.getInt(9));
    private static final String ITEM = """
            select number, submission, item, interaction, type, id, login, institution, code, findings,
                coalesce(waiting_for, ''), state, opened, tries, closed, coalesce(closed_by, ''), coalesce(closing, '')
            from receipt.quarantine
            """;
    private static final RowMapper<Item> ITEM_MAPPER = (rs, row) -> new Item(
            rs.getLong(1),
            rs.getLong(2),
            rs.getInt(3),
            rs.getString(4),
            rs.getString(5),
            rs.getString(6),
            rs.getString(7),
            rs.getString(8),
            rs.getString(9),
            List.of(Json.MAPPER.readValue(rs.getString(10), Finding[].class)),
            rs.getString(11),
            rs.getString(12),
            instant(rs, 13),
            rs.getInt(14),
            instant(rs, 15),
            rs.getString(16),
            rs.getString(17));

    private final JdbcClient jdbc;

    ReceiptStore(JdbcClient jdbc, Migrations migrations) {
        migrations.migrate("receipt", ReceiptStore.class);
        this.jdbc = jdbc;
    }

    private static Instant instant(ResultSet rs, int column) throws SQLException {
        OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** The highest number given so far. */
    public long lastSubmission() {
        return jdbc.sql("select coalesce(max(number), 0) from receipt.submission")
                .query(Long.class)
                .single();
    }

    /** The highest number given so far. */
    public long lastItem() {
        return jdbc.sql("select coalesce(max(number), 0) from receipt.quarantine")
                .query(Long.class)
                .single();
    }

    public Map<String, Answered> answered(Connection connection, Collection<String> keys) throws SQLException {
        Map<String, Answered> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select key, number, digest, receipt from receipt.submission where key = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet rs = query.executeQuery()) {
                while (rs.next()) {
                    found.put(rs.getString(1), new Answered(rs.getLong(2), rs.getBytes(3), rs.getBytes(4)));
                }
            }
        }
        return found;
    }

    /** Which of these quarantined items are still open. */
    public Set<Long> open(Connection connection, Collection<Long> numbers) throws SQLException {
        Set<Long> open = new HashSet<>();
        if (numbers.isEmpty()) {
            return open;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select number from receipt.quarantine where number = any(?) and state = 'OPEN' for update")) {
            query.setArray(1, connection.createArrayOf("int8", numbers.toArray()));
            try (ResultSet rs = query.executeQuery()) {
                while (rs.next()) {
                    open.add(rs.getLong(1));
                }
            }
        }
        return open;
    }

    public void write(Connection connection, List<Kept> kept) throws SQLException {
        submissions(
                connection,
                kept.stream()
                        .filter(Kept.Submitted.class::isInstance)
                        .map(Kept.Submitted.class::cast)
                        .toList());
        quarantine(
                connection,
                kept.stream()
                        .filter(Kept.Quarantined.class::isInstance)
                        .map(Kept.Quarantined.class::cast)
                        .toList());
        for (Kept one : kept) {
            switch (one) {
                case Kept.StillOut still -> stillOut(connection, still);
                case Kept.Released released -> released(connection, released);
                case Kept.Submitted submitted -> {}
                case Kept.Quarantined quarantined -> {}
            }
        }
    }

    private void submissions(Connection connection, List<Kept.Submitted> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (CopyStream copy = new CopyStream(
                connection,
                "receipt.submission (number, key, digest, channel, login, institution, interaction, received, state,"
                        + " items, stored, receipt, payload)")) {
            for (Kept.Submitted one : rows) {
                copy.row(13)
                        .int8(one.number())
                        .text(one.key())
                        .bytes(one.digest())
                        .text(one.channel())
                        .text(one.login())
                        .text(one.institution())
                        .text(one.interaction())
                        .instant(one.received())
                        .text(one.state())
                        .int4(one.items())
                        .int4(one.stored())
                        .bytes(one.receipt())
                        .bytes(one.payload());
            }
        }
    }

    private void quarantine(Connection connection, List<Kept.Quarantined> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (CopyStream copy = new CopyStream(
                connection,
                "receipt.quarantine (number, submission, item, interaction, type, id, login, institution, code,"
                        + " findings, waiting_for, payload, state, opened)")) {
            for (Kept.Quarantined one : rows) {
                copy.row(14)
                        .int8(one.number())
                        .int8(one.submission())
                        .int4(one.item())
                        .text(one.interaction())
                        .text(one.type())
                        .text(one.id())
                        .text(one.login())
                        .text(one.institution())
                        .text(code(one.findings()))
                        .text(Json.MAPPER.writeValueAsString(one.findings()))
                        .text(one.waitingFor())
                        .bytes(one.payload())
                        .text("OPEN")
                        .instant(one.opened());
            }
        }
    }

    private static String code(List<Finding> findings) {
        return findings.stream()
                .filter(Finding::refuses)
                .map(Finding::code)
                .findFirst()
                .orElse("");
    }

    private void stillOut(Connection connection, Kept.StillOut still) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update receipt.quarantine set findings = ?, code = ?, waiting_for = ?, tries = tries + 1
                where number = ? and state = 'OPEN'
                """)) {
            update.setString(1, Json.MAPPER.writeValueAsString(still.findings()));
            update.setString(2, code(still.findings()));
            update.setString(3, still.waitingFor());
            update.setLong(4, still.number());
            update.executeUpdate();
        }
    }

    private void released(Connection connection, Kept.Released released) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update receipt.quarantine set state = 'RELEASED', closed = ?, closed_by = ?, closing = ?
                where number = ? and state = 'OPEN'
                """)) {
            update.setObject(1, released.at().atOffset(ZoneOffset.UTC));
            update.setString(2, released.by());
            update.setString(3, Long.toString(released.submission()));
            update.setLong(4, released.number());
            update.executeUpdate();
        }
    }

    List<Submission> submissions(Submissions.Filter filter, int most, long before) {
        return jdbc.sql(SUBMISSION + """
                        where number < :before and (:channel = '' or channel = :channel)
                            and (:institution = '' or institution = :institution) and (:state = '' or state = :state)
                        order by number desc limit :most
                        """)
                .param("before", before)
                .param("channel", filter.channel())
                .param("institution", filter.institution())
                .param("state", filter.state())
                .param("most", most)
                .query(SUBMISSION_MAPPER)
                .list();
    }

    Optional<Submission> submission(long number) {
        return jdbc.sql(SUBMISSION + "where number = ?")
                .param(number)
                .query(SUBMISSION_MAPPER)
                .optional();
    }

    Optional<Submission> submission(String key) {
        return jdbc.sql(SUBMISSION + "where key = ?")
                .param(key)
                .query(SUBMISSION_MAPPER)
                .optional();
    }

    Optional<byte[]> column(String column, String table, long number) {
        return jdbc.sql("select " + column + " from receipt." + table + " where number = ?")
                .param(number)
                .query((rs, row) -> rs.getBytes(1))
                .optional();
    }

    Map<String, Long> submissionsByState() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select state, count(*) from receipt.submission group by state")
                .query((rs, row) -> counts.put(rs.getString(1), rs.getLong(2)))
                .list();
        return counts;
    }

    Map<String, Submissions.Share> shares(Instant from, Instant until) {
        Map<String, Submissions.Share> shares = new HashMap<>();
        jdbc.sql("select institution, sum(items), sum(stored) from receipt.submission"
                        + " where received >= ? and received < ? group by institution")
                .param(OffsetDateTime.ofInstant(from, ZoneOffset.UTC))
                .param(OffsetDateTime.ofInstant(until, ZoneOffset.UTC))
                .query((rs, row) -> shares.put(rs.getString(1), new Submissions.Share(rs.getLong(2), rs.getLong(3))))
                .list();
        return shares;
    }

    Map<String, Long> openByInstitution() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select institution, count(*) from receipt.quarantine where state = 'OPEN' group by institution")
                .query((rs, row) -> counts.put(rs.getString(1), rs.getLong(2)))
                .list();
        return counts;
    }

    List<Item> items(Quarantine.Filter filter, int most, long before) {
        return jdbc.sql(ITEM + """
                        where number < :before and (:state = '' or state = :state) and (:code = '' or code = :code)
                            and (:institution = '' or institution = :institution)
                            and (:submission = 0 or submission = :submission)
                        order by number desc limit :most
                        """)
                .param("before", before)
                .param("state", filter.state())
                .param("code", filter.code())
                .param("institution", filter.institution())
                .param("submission", filter.submission())
                .param("most", most)
                .query(ITEM_MAPPER)
                .list();
    }

    Optional<Item> item(long number) {
        return jdbc.sql(ITEM + "where number = ?")
                .param(number)
                .query(ITEM_MAPPER)
                .optional();
    }

    Map<String, Long> openByCode() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select code, count(*) from receipt.quarantine where state = 'OPEN' group by code")
                .query((rs, row) -> counts.put(rs.getString(1), rs.getLong(2)))
                .list();
        return counts;
    }

    boolean discard(long number, String reason, String by, Instant at) {
        return jdbc.sql("""
                                update receipt.quarantine set state = 'DISCARDED', closing = ?, closed_by = ?, closed = ?
                                where number = ? and state = 'OPEN'
                                """)
                        .params(reason, by, at.atOffset(ZoneOffset.UTC), number)
                        .update()
                == 1;
    }

    /** Whether any open item waits for something to arrive. */
    public boolean waiting() {
        return jdbc.sql("""
                        select exists (
                            select from receipt.quarantine where state = 'OPEN' and waiting_for is not null)
                        """).query(Boolean.class).single();
    }

    /** Open items that wait for one of these, beyond a number, in order. */
    public List<Item> waitingFor(Collection<String> arrived, long after, int most) {
        return jdbc.sql(ITEM + """
                                where state = 'OPEN' and waiting_for = any(:arrived) and number > :after
                                order by number limit :most
                                """)
                .param("arrived", arrived.toArray(String[]::new))
                .param("after", after)
                .param("most", most)
                .query(ITEM_MAPPER)
                .list();
    }

    /** What open items wait for, beyond a name, in order. */
    public List<String> awaited(String after, int most) {
        return jdbc.sql("""
                        select distinct waiting_for from receipt.quarantine
                        where state = 'OPEN' and waiting_for is not null and waiting_for > ?
                        order by waiting_for limit ?
                        """).params(after, most).query(String.class).list();
    }
}
