package org.liankang.uses.immunisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the schedule says of the children, and when to ask again. */
@Repository
class ImmunisationStore {

    private static final int WEEK = 6;
    private static final List<String> DERIVED = List.of("child", "judged", "due", "wake");

    private final JdbcClient jdbc;

    ImmunisationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param asked whether doses may still be asked of this resident: alive, and not too old for every vaccine */
    record Evaluated(ChildStore.Filed filed, Forecast forecast, boolean asked, boolean unknown) {}

    /** A child of a cohort with the doses that count. */
    record Member(long resident, LocalDate birth, String gender, LocalDate certified, boolean unknown) {}

    record Counted(long resident, String vaccine, int number, LocalDate day, boolean timely) {}

    /** Waits until nobody else derives anything: a batch and a daily review must not overlap. */
    void lock() {
        jdbc.sql("select at from immunisation.position for update")
                .query(Long.class)
                .single();
    }

    void replace(Collection<Long> residents, Collection<Evaluated> evaluated) {
        Long[] ids = residents.toArray(Long[]::new);
        for (String table : DERIVED) {
            jdbc.sql("delete from immunisation." + table + " where resident = any(?)")
                    .param(ids)
                    .update();
        }
        Rows children = Rows.of("bigint", "date", "text", "text", "text", "date", "boolean");
        Rows judged = Rows.of("bigint", "text", "text", "text", "date", "int", "text", "boolean");
        Rows dues =
                Rows.of("bigint", "text", "int", "int", "text", "text", "date", "date", "date", "date", "text", "text");
        Rows wake = Rows.of("bigint", "date");
        for (Evaluated one : evaluated) {
            ChildStore.Filed filed = one.filed();
            long id = filed.resident();
            if (one.asked()) {
                children.add(
                        id,
                        filed.child().birth(),
                        filed.child().sex(),
                        filed.division(),
                        filed.centre(),
                        filed.certified(),
                        one.unknown());
                one.forecast().next().stream()
                        .filter(next -> next.state() == Forecast.State.OPEN || next.state() == Forecast.State.HELD)
                        .forEach(next -> dues.add(
                                id,
                                next.vaccine(),
                                next.number(),
                                next.of(),
                                next.product(),
                                next.state(),
                                next.earliest().orElse(null),
                                next.due().orElse(null),
                                next.overdue().orElse(null),
                                next.latest().orElse(null),
                                next.clause(),
                                next.confidence()));
            }
            one.forecast()
                    .judged()
                    .forEach(j -> judged.add(
                            id, j.reference(), j.product(), j.vaccine(), j.day(), j.number(), j.verdict(), j.timely()));
            wake.add(id, one.asked() ? one.forecast().wake().orElse(null) : null);
        }
        children.write(jdbc, "insert into immunisation.child select * from %s");
        judged.write(jdbc, "insert into immunisation.judged select * from %s");
        dues.write(jdbc, "insert into immunisation.due select * from %s");
        wake.write(jdbc, "insert into immunisation.wake select * from %s");
    }

    /** Residents of whom something else may be said by this day, at most so many. */
    List<Long> awake(LocalDate today, int most) {
        return jdbc.sql("select resident from immunisation.wake where day <= ? order by resident limit ?")
                .param(today)
                .param(most)
                .query(Long.class)
                .list();
    }

    /** Has everybody evaluated again if the rules are not those of the last time. */
    void follow(String digest) {
        boolean same = jdbc.sql("select count(*) from immunisation.rulebook where digest = ?")
                        .param(digest)
                        .query(Long.class)
                        .single()
                > 0;
        if (!same) {
            jdbc.sql("delete from immunisation.rulebook").update();
            jdbc.sql("insert into immunisation.rulebook values (?)")
                    .param(digest)
                    .update();
            jdbc.sql("update immunisation.wake set day = date '0001-01-01'").update();
        }
    }

    /** The children, those longest due first, at most so many after leaving out so many. */
    List<Member> waiting(DueQuery query, String centre, int most, int offset) {
        return selected(
                        query,
                        centre,
                        "select c.resident, c.birth, c.gender, c.certified, c.unknown",
                        " order by t.first nulls last, c.birth desc, c.resident limit " + most + " offset " + offset)
                .query(Member.class)
                .list();
    }

    long count(DueQuery query, String centre) {
        return selected(query, centre, "select count(*)", "").query(Long.class).single();
    }

    private JdbcClient.StatementSpec selected(DueQuery query, String centre, String what, String end) {
        Map<String, Object> values = new HashMap<>();
        values.put("today", query.today());
        values.put("upto", query.today().plusDays(WEEK));
        var where = new StringBuilder(
                switch (query.kind()) {
                    case SOON -> " where not c.unknown and t.first <= :upto and not t.late";
                    case OVERDUE -> " where not c.unknown and t.late";
                    case UNKNOWN -> " where c.unknown";
                });
        if (query.centre() != 0) {
            where.append(" and c.centre = :centre");
            values.put("centre", centre);
        }
        if (query.bornFrom() != null) {
            where.append(" and c.birth >= :bornFrom");
            values.put("bornFrom", query.bornFrom());
        }
        if (query.bornTo() != null) {
            where.append(" and c.birth <= :bornTo");
            values.put("bornTo", query.bornTo());
        }
        return jdbc.sql(what + """
                 from immunisation.child c left join lateral (
                    select min(d.due) as first, bool_or(d.overdue <= :today) as late from immunisation.due d
                    where d.resident = c.resident and d.state = 'OPEN' and (d.latest is null or d.latest >= :today)
                 ) t on true
                """ + where + end).params(values);
    }

    /** The doses that can be given to these by a day. */
    List<Due> dues(Collection<Long> residents, LocalDate today) {
        return jdbc.sql("select d.* from immunisation.due d where resident = any(?) and state = 'OPEN'"
                        + " and due <= ? and (latest is null or latest >= ?) order by due, vaccine")
                .param(residents.toArray(Long[]::new))
                .param(today.plusDays(WEEK))
                .param(today)
                .query(ImmunisationStore::due)
                .list();
    }

    /** The children of a centre (or of all) born in a range of days. */
    List<Member> cohort(String centre, LocalDate from, LocalDate to) {
        return jdbc.sql("select resident, birth, gender, certified, unknown from immunisation.child"
                        + " where birth >= ? and birth <= ? and (? = '' or centre = ?)")
                .param(from)
                .param(to)
                .param(centre)
                .param(centre)
                .query(Member.class)
                .list();
    }

    List<Counted> counted(String centre, LocalDate from, LocalDate to) {
        return jdbc.sql("select j.resident, j.vaccine, j.number, j.day, j.timely from immunisation.judged j"
                        + " join immunisation.child c on c.resident = j.resident where j.verdict = 'COUNTED'"
                        + " and c.birth >= ? and c.birth <= ? and (? = '' or c.centre = ?)")
                .param(from)
                .param(to)
                .param(centre)
                .param(centre)
                .query(Counted.class)
                .list();
    }

    private static Due due(ResultSet row, int number) throws SQLException {
        return new Due(
                row.getLong("resident"),
                row.getString("vaccine"),
                row.getInt("number"),
                row.getInt("series"),
                row.getString("product"),
                row.getObject("earliest", LocalDate.class),
                row.getObject("due", LocalDate.class),
                row.getObject("overdue", LocalDate.class),
                row.getObject("latest", LocalDate.class),
                row.getString("clause"),
                row.getString("confidence"));
    }
}
