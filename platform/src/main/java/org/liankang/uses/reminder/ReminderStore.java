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

    /**
     * Makes a message for each occasion that has none, and takes back that one was settled; answers how many. What was sent
     * before is not sent again.
     */
    int make(List<Occasion> occasions, Instant now) {
        Rows rows = Rows.of("text", "bigint", "bigint", "text", "date", "timestamptz");
        occasions.forEach(one -> rows.add(one.key(), one.resident(), one.centre(), one.kind(), one.due(), now));
        return rows.write(jdbc, """
                insert into reminder.message (occasion, resident, centre, kind, due, made, state, changed)
                select occasion, resident, centre, kind, due, made, 'WAITING', made
                from %s as one (occasion, resident, centre, kind, due, made)
                on conflict (occasion) do update
                    set state = case message.state when 'WITHDRAWN' then 'WAITING' else 'SENT' end, changed = excluded.changed
                    where message.state in ('WITHDRAWN', 'SETTLED')
                """);
    }

    /** Messages that wait and have rested, oldest first, after this number. */
    List<Message> waiting(long after, Instant now, int most) {
        return jdbc.sql("""
                        select * from reminder.message
                        where state = 'WAITING' and number > ? and coalesce(next <= ?, true) order by number limit ?
                        """)
                .params(after, now.atOffset(ZoneOffset.UTC), most)
                .query(ReminderStore::message)
                .list();
    }

    /** Messages that wait or were sent of what is due on this day or later, oldest first, after this number. */
    List<Message> standing(LocalDate from, long after, int most) {
        return jdbc.sql("""
                        select * from reminder.message
                        where state in ('WAITING', 'SENT') and due >= ? and number > ? order by number limit ?
                        """)
                .params(from, after, most)
                .query(ReminderStore::message)
                .list();
    }

    /** Withdraws those of these that wait, and marks as settled those that were sent; answers how many. */
    int settle(List<Long> numbers, Instant now) {
        return jdbc.sql("""
                        update reminder.message
                        set state = case state when 'WAITING' then 'WITHDRAWN' else 'SETTLED' end, changed = ?
                        where number = any(?) and state in ('WAITING', 'SENT')
                        """)
                .params(now.atOffset(ZoneOffset.UTC), numbers.toArray(Long[]::new))
                .update();
    }

    /** Only what waits still: what was withdrawn meanwhile stays so. */
    void change(long number, Message.State state, int tries, String sender, Instant now) {
        jdbc.sql("""
                        update reminder.message set state = ?, tries = ?, sender = ?, failure = '', changed = ?
                        where number = ? and state = 'WAITING'
                        """)
                .params(state.name(), tries, sender, now.atOffset(ZoneOffset.UTC), number)
                .update();
    }

    /** No sender took it: it rests, or is given up. */
    void failed(long number, Message.State state, int tries, String failure, Instant next, Instant now) {
        jdbc.sql("""
                        update reminder.message set state = ?, tries = ?, failure = ?, next = ?, changed = ?
                        where number = ? and state = 'WAITING'
                        """)
                .params(
                        state.name(),
                        tries,
                        failure,
                        next.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC),
                        number)
                .update();
    }

    /** A message that was given up waits again, as if it had not been tried; answers whether there was such a one. */
    boolean again(long number, long centre, Instant now) {
        return jdbc.sql("""
                        update reminder.message set state = 'WAITING', tries = 0, next = null, changed = ?
                        where number = ? and centre = ? and state = 'GIVEN_UP'
                        """)
                        .params(now.atOffset(ZoneOffset.UTC), number, centre)
                        .update()
                > 0;
    }

    List<Message> givenUp(long centre, int most) {
        return jdbc.sql("""
                        select * from reminder.message where centre = ? and state = 'GIVEN_UP' order by number desc limit ?
                        """).params(centre, most).query(ReminderStore::message).list();
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
                row.getString("occasion"),
                row.getLong("resident"),
                row.getLong("centre"),
                row.getString("kind"),
                row.getObject("due", LocalDate.class),
                Message.State.valueOf(row.getString("state")),
                row.getInt("tries"),
                row.getString("sender"),
                row.getString("failure"),
                row.getObject("changed", OffsetDateTime.class).toInstant());
    }
}
