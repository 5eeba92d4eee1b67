package org.liankang.uses.reminder;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of {@code reminder}. */
final class ReminderStore {

    private final JdbcClient jdbc;

    ReminderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes a message for each occasion that has none; answers how many. */
    int make(List<Occasion> occasions, Instant now) {
        Rows rows = Rows.of("text", "bigint", "bigint", "text", "date", "timestamptz");
        occasions.forEach(one -> rows.add(one.key(), one.resident(), one.centre(), one.kind(), one.due(), now));
        return rows.write(jdbc, """
                insert into reminder.message (occasion, resident, centre, kind, due, made, state, changed)
                select occasion, resident, centre, kind, due, made, 'WAITING', made
                from %s as one (occasion, resident, centre, kind, due, made)
                on conflict (occasion) do nothing
                """);
    }

    /** Messages that wait, oldest first, after this number. */
    List<Message> waiting(long after, int most) {
        return jdbc.sql("select * from reminder.message where state = 'WAITING' and number > ? order by number limit ?")
                .params(after, most)
                .query(ReminderStore::message)
                .list();
    }

    void change(long number, Message.State state, int tries, String sender, Instant now) {
        jdbc.sql("update reminder.message set state = ?, tries = ?, sender = ?, changed = ? where number = ?")
                .params(state.name(), tries, sender, now.atOffset(ZoneOffset.UTC), number)
                .update();
    }

    List<Message> of(long resident, int most) {
        return jdbc.sql("select * from reminder.message where resident = ? order by number desc limit ?")
                .params(resident, most)
                .query(ReminderStore::message)
                .list();
    }

    List<Message> at(long centre, int most) {
        return jdbc.sql("select * from reminder.message where centre = ? order by number desc limit ?")
                .params(centre, most)
                .query(ReminderStore::message)
                .list();
    }

    private static Message message(ResultSet row, int at) throws SQLException {
        return new Message(
                row.getLong("number"),
                row.getLong("resident"),
                row.getLong("centre"),
                row.getString("kind"),
                row.getObject("due", LocalDate.class),
                Message.State.valueOf(row.getString("state")),
                row.getInt("tries"),
                row.getString("sender"),
                row.getObject("changed", OffsetDateTime.class).toInstant());
    }
}
