package org.liankang.uses.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the outside has been told: the table {@code subscription.delivery}. */
@Repository
class DeliveryStore {

    /**
     * Where the delivery to one subscriber stands.
     *
     * @param changed the version of the subscription that this is about
     * @param state {@code requested}, {@code active}, {@code error} or {@code off}
     * @param next the first number not acknowledged
     * @param attempts failed in a row
     * @param failingSince the first of them, or null
     * @param nextTry null when nothing is tried by itself
     * @param beatDue when a sign of life is due, or null
     */
    record Delivery(
            String subscription,
            long changed,
            String state,
            long next,
            int attempts,
            Instant failingSince,
            Instant nextTry,
            Instant beatDue,
            Instant deliveredAt,
            boolean paused,
            String error,
            String detail) {

        static Delivery first(String subscription) {
            return new Delivery(subscription, 0, "requested", 1, 0, null, null, null, null, false, "", "");
        }

        /** For another version of the subscription, which is to be shaken hands on. */
        Delivery asking(long version, Instant now) {
            return new Delivery(
                    subscription, version, "requested", next, 0, null, now, null, deliveredAt, paused, "", "");
        }

        /** Stopped, until the subscription or somebody changes it. */
        Delivery stopped(long version, String state, String error, String detail) {
            return new Delivery(
                    subscription,
                    version,
                    state,
                    next,
                    attempts,
                    failingSince,
                    null,
                    null,
                    deliveredAt,
                    paused,
                    error,
                    detail);
        }

        /** The endpoint took what was sent. */
        Delivery succeeded(long next, Instant now, Instant beatDue) {
            return new Delivery(subscription, changed, "active", next, 0, null, now, beatDue, now, paused, "", "");
        }

        Delivery failed(String state, Instant now, Instant nextTry, String error, String detail) {
            return new Delivery(
                    subscription,
                    changed,
                    state,
                    next,
                    attempts + 1,
                    failingSince == null ? now : failingSince,
                    nextTry,
                    beatDue,
                    deliveredAt,
                    paused,
                    error,
                    detail);
        }

        Delivery paused(boolean paused) {
            return new Delivery(
                    subscription,
                    changed,
                    state,
                    next,
                    attempts,
                    failingSince,
                    nextTry,
                    beatDue,
                    deliveredAt,
                    paused,
                    error,
                    detail);
        }
    }

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Delivery> find(String subscription) {
        return jdbc.sql("select * from subscription.delivery where subscription = ?")
                .param(subscription)
                .query(DeliveryStore::delivery)
                .optional();
    }

    List<Delivery> all() {
        return jdbc.sql("select * from subscription.delivery")
                .query(DeliveryStore::delivery)
                .list();
    }

    /** Saves what came of a try, unless somebody changed the delivery meanwhile. */
    boolean move(Delivery from, Delivery to) {
        return jdbc.sql("""
                        update subscription.delivery set changed = ?, state = ?, next = ?, attempts = ?,
                          failing_since = ?, next_try = ?, beat_due = ?, delivered_at = ?, error = ?, detail = ?
                        where subscription = ? and changed = ? and next = ? and state = ?
                        """)
                        .params(
                                to.changed(),
                                to.state(),
                                to.next(),
                                to.attempts(),
                                time(to.failingSince()),
                                time(to.nextTry()),
                                time(to.beatDue()),
                                time(to.deliveredAt()),
                                to.error(),
                                to.detail(),
                                from.subscription(),
                                from.changed(),
                                from.next(),
                                from.state())
                        .update()
                > 0;
    }

    void add(Delivery first) {
        jdbc.sql("""
                        insert into subscription.delivery values (?, ?, ?, ?, 0, null, null, null, null, false, '', '')
                        on conflict do nothing
                        """)
                .params(first.subscription(), first.changed(), first.state(), first.next())
                .update();
    }

    void pause(String subscription, boolean paused) {
        jdbc.sql("update subscription.delivery set paused = ? where subscription = ?")
                .params(paused, subscription)
                .update();
    }

    /** What a socket was sent; never backwards. */
    void sent(String subscription, long next, Instant now) {
        jdbc.sql("""
                        update subscription.delivery set next = greatest(next, ?), delivered_at = ?
                        where subscription = ?
                        """).params(next, time(now), subscription).update();
    }

    /**
     * Subscriptions with something to do now: new ones, changed ones, and endpoints with a backlog or a sign of life due.
     * During a replay the feed may show an older version than the one delivered for; nothing is done for it then.
     */
    List<String> due(Instant now) {
        return jdbc.sql("""
                        select s.id from subscription.subscription s
                        left join subscription.delivery d on d.subscription = s.id
                        where d.subscription is null or s.changed > d.changed
                           or (s.changed = d.changed and s.channel = 'rest-hook' and s.asked = 'active'
                               and s.problem = '' and not d.paused and d.next_try <= ?
                               and (d.state in ('requested', 'error') or (d.state = 'active'
                                    and (s.last >= d.next or d.beat_due <= ?))))
                        order by d.next_try nulls first
                        """).params(time(now), time(now)).query(String.class).list();
    }

    private static Timestamp time(Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getString("subscription"),
                row.getLong("changed"),
                row.getString("state"),
                row.getLong("next"),
                row.getInt("attempts"),
                instant(row, "failing_since"),
                instant(row, "next_try"),
                instant(row, "beat_due"),
                instant(row, "delivered_at"),
                row.getBoolean("paused"),
                row.getString("error"),
                row.getString("detail"));
    }
}
