package org.liankang.uses.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is derived from the feed: the tables {@code subscription.subscription} and {@code subscription.event}. */
@Repository
class SubscriptionStore {

    /**
     * A subscription as the feed has it.
     *
     * @param changed position of the version in force
     * @param asked {@code active}, {@code off} or {@code deleted}
     * @param problem code that keeps it from working, or empty
     * @param last number of its newest event
     */
    record Known(
            String id,
            String owner,
            long changed,
            String asked,
            String channel,
            String criteria,
            String endpoint,
            String problem,
            String detail,
            long last) {

        boolean hears() {
            return asked.equals("active") && problem.isEmpty();
        }
    }

    /** @param position of the version that made it */
    record Event(String subscription, long number, long position, long resident, String focus) {}

    private final JdbcClient jdbc;

    SubscriptionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Known> all() {
        return jdbc.sql("select * from subscription.subscription order by id")
                .query(SubscriptionStore::known)
                .list();
    }

    Optional<Known> find(String id) {
        return jdbc.sql("select * from subscription.subscription where id = ?")
                .param(id)
                .query(SubscriptionStore::known)
                .optional();
    }

    void put(Known one) {
        jdbc.sql("""
                        insert into subscription.subscription values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (id) do update set owner = excluded.owner, changed = excluded.changed,
                          asked = excluded.asked, channel = excluded.channel, criteria = excluded.criteria,
                          endpoint = excluded.endpoint, problem = excluded.problem, detail = excluded.detail,
                          last = excluded.last
                        """)
                .params(
                        one.id(),
                        one.owner(),
                        one.changed(),
                        one.asked(),
                        one.channel(),
                        one.criteria(),
                        one.endpoint(),
                        one.problem(),
                        one.detail(),
                        one.last())
                .update();
    }

    /** Events of one batch, of each subscription in the order of their numbers. */
    void add(List<Event> events) {
        Rows rows = Rows.of("text", "bigint", "bigint", "bigint", "text");
        events.forEach(e -> rows.add(e.subscription(), e.number(), e.position(), e.resident(), e.focus()));
        rows.write(jdbc, "insert into subscription.event select * from %s");
        Rows lasts = Rows.of("text", "bigint");
        events.forEach(e -> lasts.add(e.subscription(), e.number()));
        lasts.write(jdbc, """
                update subscription.subscription s set last = n.last
                from (select id, max(number) as last from %s as t (id, number) group by id) n where s.id = n.id
                """);
    }

    /** From a number up to and with another, at most so many, in order. */
    List<Event> events(String id, long from, long until, int most) {
        return jdbc.sql("""
                        select * from subscription.event
                        where subscription = ? and number >= ? and number <= ? order by number limit ?
                        """)
                .params(id, from, until, most)
                .query((row, n) -> new Event(
                        row.getString("subscription"),
                        row.getLong("number"),
                        row.getLong("position"),
                        row.getLong("resident"),
                        row.getString("focus")))
                .list();
    }

    static Known known(ResultSet row, int number) throws SQLException {
        return new Known(
                row.getString("id"),
                row.getString("owner"),
                row.getLong("changed"),
                row.getString("asked"),
                row.getString("channel"),
                row.getString("criteria"),
                row.getString("endpoint"),
                row.getString("problem"),
                row.getString("detail"),
                row.getLong("last"));
    }
}
