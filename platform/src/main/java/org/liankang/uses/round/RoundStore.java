package org.liankang.uses.round;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plans. */
final class RoundStore {

    private final JdbcClient jdbc;

    RoundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param rules digest of what it was made with @param published null for a draft */
    record Head(
            long id,
            YearMonth month,
            long seed,
            boolean stopped,
            String rules,
            int owed,
            Instant at,
            String by,
            Instant published,
            String publishedBy) {}

    /** Keeps a plan; {@code head.id} does not count. */
    long add(Head head, List<Month.Stop> stops, List<Shortfall> shortfalls) {
        long plan = jdbc.sql("insert into round.plan (month, seed, stopped, rules, owed, made_at, made_by)"
                        + " values (?, ?, ?, ?, ?, ?, ?) returning id")
                .params(head.month().atDay(1), head.seed(), head.stopped(), head.rules(), head.owed())
                .param(OffsetDateTime.ofInstant(head.at(), ZoneOffset.UTC))
                .param(head.by())
                .query(Long.class)
                .single();
        Rows rows = Rows.of("bigint", "text", "text", "date", "int", "int", "int", "int", "int", "boolean");
        for (Month.Stop stop : stops) {
            rows.add(
                    plan,
                    stop.village(),
                    stop.vehicle(),
                    stop.day(),
                    stop.place(),
                    stop.drive(),
                    stop.arrive(),
                    stop.leave(),
                    stop.due(),
                    stop.locked());
        }
        rows.write(
                jdbc,
                "insert into round.stop (plan, village, vehicle, day, place, drive, arrive, leave, due, locked)"
                        + " select * from %s");
        lacking(plan, shortfalls);
        return plan;
    }

    /** Writes which villages lack rounds now. */
    void lacking(long plan, List<Shortfall> shortfalls) {
        jdbc.sql("delete from round.shortfall where plan = ?").param(plan).update();
        Rows lacking = Rows.of("bigint", "text", "int", "int", "text");
        shortfalls.forEach(one -> lacking.add(plan, one.village(), one.owed(), one.planned(), one.reason()));
        lacking.write(jdbc, "insert into round.shortfall (plan, village, owed, planned, reason) select * from %s");
    }

    /** A stop somebody puts in; its place and times are set with the others of its day. */
    long add(long plan, Planned.Stop stop) {
        return jdbc.sql("insert into round.stop (plan, village, vehicle, day, place, drive, arrive, leave, due, locked)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .params(plan, stop.village(), stop.vehicle(), stop.day(), stop.place(), stop.drive())
                .params(stop.arrive(), stop.leave(), stop.due(), stop.locked())
                .query(Long.class)
                .single();
    }

    void remove(long stop) {
        jdbc.sql("delete from round.stop where id = ?").param(stop).update();
    }

    /** @param at null makes it a draft again */
    void publish(long plan, Instant at, String by) {
        jdbc.sql("update round.plan set published_at = cast(? as timestamptz), published_by = ? where id = ?")
                .params(at == null ? null : at.toString(), by, plan)
                .update();
    }

    /** The newest of a month. */
    Optional<Head> newest(YearMonth month) {
        return jdbc.sql("select * from round.plan where month = ? order by id desc limit 1")
                .param(month.atDay(1))
                .query(RoundStore::head)
                .optional();
    }

    /** The newest of a month, held until the transaction ends. */
    Optional<Head> holding(YearMonth month) {
        return jdbc.sql("select * from round.plan where month = ? order by id desc limit 1 for update")
                .param(month.atDay(1))
                .query(RoundStore::head)
                .optional();
    }

    /** The plan a stop belongs to, held until the transaction ends. */
    Optional<Head> holding(long stop) {
        return jdbc.sql(
                        "select p.* from round.plan p join round.stop s on s.plan = p.id where s.id = ? for update of p")
                .param(stop)
                .query(RoundStore::head)
                .optional();
    }

    List<Planned.Stop> stops(long plan) {
        return jdbc.sql("select * from round.stop where plan = ? order by day, vehicle, place")
                .param(plan)
                .query(RoundStore::stop)
                .list();
    }

    Optional<Planned.Stop> stop(long id) {
        return jdbc.sql("select * from round.stop where id = ?")
                .param(id)
                .query(RoundStore::stop)
                .optional();
    }

    List<Shortfall> shortfalls(long plan) {
        return jdbc.sql("select * from round.shortfall where plan = ? order by village")
                .param(plan)
                .query((row, number) -> new Shortfall(
                        row.getString("village"),
                        row.getInt("owed"),
                        row.getInt("planned"),
                        Shortfall.Reason.valueOf(row.getString("reason"))))
                .list();
    }

    /** Writes where and when these stops are now. */
    void set(List<Planned.Stop> stops) {
        Rows rows = Rows.of("bigint", "text", "date", "int", "int", "int", "int", "boolean");
        stops.forEach(stop -> rows.add(
                stop.id(),
                stop.vehicle(),
                stop.day(),
                stop.place(),
                stop.drive(),
                stop.arrive(),
                stop.leave(),
                stop.locked()));
        rows.write(jdbc, """
                update round.stop s set vehicle = n.vehicle, day = n.day, place = n.place, drive = n.drive,
                    arrive = n.arrive, leave = n.leave, locked = n.locked
                from %s as n (id, vehicle, day, place, drive, arrive, leave, locked) where s.id = n.id
                """);
    }

    private static Head head(ResultSet row, int number) throws SQLException {
        return new Head(
                row.getLong("id"),
                YearMonth.from(row.getObject("month", LocalDate.class)),
                row.getLong("seed"),
                row.getBoolean("stopped"),
                row.getString("rules"),
                row.getInt("owed"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getString("made_by"),
                Optional.ofNullable(row.getObject("published_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                row.getString("published_by"));
    }

    private static Planned.Stop stop(ResultSet row, int number) throws SQLException {
        return new Planned.Stop(
                row.getLong("id"),
                row.getString("village"),
                row.getString("vehicle"),
                row.getObject("day", LocalDate.class),
                row.getInt("place"),
                row.getInt("drive"),
                row.getInt("arrive"),
                row.getInt("leave"),
                row.getInt("due"),
                row.getBoolean("locked"));
    }
}
