package org.liankang.uses.programme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.sql.Rows;
import org.liankang.uses.programme.Evaluation.Due;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the definitions say: enrolments, judged visits, tasks, and when to ask again. */
@Repository
class ProgrammeStore {

    private static final String TASK = "id, resident, centre, programme, service, due, valid_from, valid_until, state,"
            + " urgency, reason, clause, cause, definition, closed_by, closed_version, closed_at, closed_day";

    private final JdbcClient jdbc;

    ProgrammeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param centre reference of an Organization, or empty
     */
    record Row(long resident, String centre, Due due) {}

    /** What the definitions say of a resident. */
    record Evaluated(Chart.Resident resident, Evaluation evaluation) {}

    /** What a set of residents is told, before or after. */
    private record Told(Set<Enrolment> enrolments, Set<Enrolment.Visit> visits, Set<Row> tasks) {}

    /** Waits until nobody else derives anything: a batch and a daily review must not overlap. */
    void lock() {
        jdbc.sql("select at from programme.position for update")
                .query(Long.class)
                .single();
    }

    /** Waits until no batch is being read; several may evaluate different residents meanwhile. */
    void share() {
        jdbc.sql("select at from programme.position for share")
                .query(Long.class)
                .single();
    }

    /** Replaces what is said of these residents; writes only what differs, and reads only of whom something does. */
    void replace(Collection<Evaluated> evaluated) {
        Map<Long, String> digests = new HashMap<>();
        evaluated.forEach(one -> digests.put(one.resident().id(), Said.of(one)));
        Map<Long, Known> known = known(digests.keySet());
        Set<Long> different = new HashSet<>();
        digests.forEach((resident, digest) -> {
            if (!known.containsKey(resident)
                    || !digest.equals(known.get(resident).said())) {
                different.add(resident);
            }
        });
        if (!different.isEmpty()) {
            write(
                    told(different),
                    evaluated.stream()
                            .filter(one -> different.contains(one.resident().id()))
                            .toList());
        }
        Rows wake = Rows.of("bigint", "date", "text");
        for (Evaluated one : evaluated) {
            long resident = one.resident().id();
            var now = new Known(one.evaluation().wake(), digests.get(resident));
            if (!now.equals(known.get(resident))) {
                wake.add(resident, now.wake().orElse(null), now.said());
            }
        }
        wake.write(jdbc, """
                insert into programme.wake (resident, day, said) select * from %s
                on conflict (resident) do update set day = excluded.day, said = excluded.said
                """);
    }

    private void write(Told before, List<Evaluated> evaluated) {
        Told after = new Told(new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (Evaluated one : evaluated) {
            Chart.Resident resident = one.resident();
            after.enrolments().addAll(one.evaluation().enrolments());
            after.visits().addAll(one.evaluation().visits());
            one.evaluation().tasks().forEach(due -> after.tasks().add(new Row(resident.id(), resident.centre(), due)));
        }
        enrolments(before.enrolments(), after.enrolments());
        visits(before.visits(), after.visits());
        tasks(before.tasks(), after.tasks());
    }

    /** What is known of a resident without reading it: when to ask again, and a digest of all that is said. */
    private record Known(Optional<LocalDate> wake, String said) {}

    private Map<Long, Known> known(Collection<Long> residents) {
        Map<Long, Known> known = new HashMap<>();
        jdbc.sql("select resident, day, said from programme.wake where resident = any(?)")
                .param(residents.toArray(Long[]::new))
                .query(row -> {
                    known.put(
                            row.getLong(1),
                            new Known(Optional.ofNullable(row.getObject(2, LocalDate.class)), row.getString(3)));
                });
        return known;
    }

    /** Residents of whom something else may be said by this day, at most so many. */
    List<Long> awake(LocalDate today, int most) {
        return jdbc.sql("select resident from programme.wake where day <= ? order by resident limit ?")
                .param(today)
                .param(most)
                .query(Long.class)
                .list();
    }

    /** Whether the facts were kept under other names than these rules have, so that the record has to be read again. */
    boolean keptOtherFacts(Rulebook rules) {
        return jdbc.sql("select count(*) from programme.rulebook where facts is distinct from ?")
                        .param(rules.factsDigest())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Has everybody evaluated again if the rules are not those of the last time. */
    void follow(Rulebook rules) {
        boolean same = jdbc.sql("select count(*) from programme.rulebook where digest = ? and facts = ?")
                        .param(rules.digest())
                        .param(rules.factsDigest())
                        .query(Long.class)
                        .single()
                > 0;
        if (!same) {
            jdbc.sql("delete from programme.rulebook").update();
            jdbc.sql("insert into programme.rulebook (digest, facts, reviewed) values (?, ?, ?)")
                    .param(rules.digest())
                    .param(rules.factsDigest())
                    .param(Long.MIN_VALUE)
                    .update();
        }
    }

    /** The last resident that was evaluated since the rules changed; empty when everybody was. */
    Optional<Long> reviewed() {
        return jdbc.sql("select reviewed from programme.rulebook where reviewed is not null")
                .query(Long.class)
                .optional();
    }

    void reviewed(Optional<Long> resident) {
        jdbc.sql("update programme.rulebook set reviewed = ?")
                .param(1, resident.orElse(null), java.sql.Types.BIGINT)
                .update();
    }

    /** The residents after this one, in order, at most so many. */
    List<Long> after(long resident, int most) {
        return jdbc.sql("select resident from programme.wake where resident > ? order by resident limit ?")
                .param(resident)
                .param(most)
                .query(Long.class)
                .list();
    }

    List<Enrolment> enrolmentsOf(long resident) {
        return jdbc.sql("select * from programme.enrolment where resident = ? order by since, programme")
                .param(resident)
                .query(ProgrammeStore::enrolment)
                .list();
    }

    List<Enrolment.Visit> visitsOf(long resident) {
        return jdbc.sql("select * from programme.judged where resident = ?"
                        + " order by day desc, programme, service, reference")
                .param(resident)
                .query(ProgrammeStore::visit)
                .list();
    }

    Optional<Row> task(long id) {
        return jdbc.sql("select " + TASK + " from programme.task where id = ?")
                .param(id)
                .query(ProgrammeStore::task)
                .optional();
    }

    /** Most urgent first, then the longest due. */
    List<Row> tasks(TaskQuery query, String centre, LocalDate today, int most, int offset) {
        var sql = new Selection(query, centre, today);
        return sql.bind(jdbc.sql("select " + TASK + " from programme.task" + sql.where()
                        + " order by array_position(array['URGENT','RECHECK','ROUTINE'], urgency), due, id"
                        + " limit " + most + " offset " + offset))
                .query(ProgrammeStore::task)
                .list();
    }

    /** Open tasks of these residents for which a visit counts on some day from today until then. */
    List<Row> doable(Collection<Long> residents, LocalDate today, LocalDate until) {
        return jdbc.sql("select " + TASK + " from programme.task where resident = any(?) and state = 'OPEN'"
                        + " and valid_from <= ? and valid_until >= ? order by resident, due, id")
                .param(residents.toArray(Long[]::new))
                .param(until)
                .param(today)
                .query(ProgrammeStore::task)
                .list();
    }

    long count(TaskQuery query, String centre, LocalDate today) {
        var sql = new Selection(query, centre, today);
        return sql.bind(jdbc.sql("select count(*) from programme.task" + sql.where()))
                .query(Long.class)
                .single();
    }

    List<Long> residentsDue(String centre, LocalDate today, LocalDate until) {
        return jdbc.sql("select distinct resident from programme.task"
                        + " where centre = ? and state = 'OPEN' and valid_until >= ? and due <= ?")
                .params(centre, today, until)
                .query(Long.class)
                .list();
    }

    List<Row> openOf(Collection<Long> residents, LocalDate today) {
        return jdbc.sql("select " + TASK + " from programme.task"
                        + " where resident = any(?) and state = 'OPEN' and valid_until >= ?"
                        + " order by array_position(array['URGENT','RECHECK','ROUTINE'], urgency), due, id")
                .param(residents.toArray(Long[]::new))
                .param(today)
                .query(ProgrammeStore::task)
                .list();
    }

    private Told told(Set<Long> residents) {
        Long[] ids = residents.toArray(Long[]::new);
        return new Told(
                new HashSet<>(jdbc.sql("select * from programme.enrolment where resident = any(?)")
                        .param(ids)
                        .query(ProgrammeStore::enrolment)
                        .list()),
                new HashSet<>(jdbc.sql("select * from programme.judged where resident = any(?)")
                        .param(ids)
                        .query(ProgrammeStore::visit)
                        .list()),
                new HashSet<>(jdbc.sql("select " + TASK + " from programme.task where resident = any(?)")
                        .param(ids)
                        .query(ProgrammeStore::task)
                        .list()));
    }

    private void enrolments(Set<Enrolment> before, Set<Enrolment> after) {
        Rows gone = Rows.of("bigint", "text", "date");
        without(before, after).forEach(e -> gone.add(e.resident(), e.programme(), e.since()));
        gone.write(jdbc, """
                delete from programme.enrolment e using %s as gone (resident, programme, since)
                where e.resident = gone.resident and e.programme = gone.programme and e.since = gone.since
                """);
        Rows come = Rows.of("bigint", "text", "date", "date", "text", "text", "text");
        without(after, before)
                .forEach(e -> come.add(
                        e.resident(),
                        e.programme(),
                        e.since(),
                        e.until().orElse(null),
                        e.clause(),
                        e.cause(),
                        e.definition()));
        come.write(jdbc, "insert into programme.enrolment select * from %s");
    }

    private void visits(Set<Enrolment.Visit> before, Set<Enrolment.Visit> after) {
        Rows gone = Rows.of("bigint", "text", "text", "text");
        without(before, after)
                .forEach(v -> gone.add(
                        v.resident(), v.programme(), v.service(), v.visit().reference()));
        gone.write(jdbc, """
                delete from programme.judged j using %s as gone (resident, programme, service, reference)
                where j.resident = gone.resident and j.programme = gone.programme and j.service = gone.service
                  and j.reference = gone.reference
                """);
        Rows come =
                Rows.of("bigint", "text", "text", "text", "int", "bigint", "date", "boolean", "text", "text", "text");
        without(after, before)
                .forEach(v -> come.add(
                        v.resident(),
                        v.programme(),
                        v.service(),
                        v.visit().reference(),
                        v.visit().version(),
                        v.visit().position(),
                        v.visit().day(),
                        v.complete(),
                        String.join(" ", v.missing()),
                        v.classification(),
                        v.definition()));
        come.write(jdbc, "insert into programme.judged select * from %s");
    }

    private void tasks(Set<Row> before, Set<Row> after) {
        Rows gone = Rows.of("bigint");
        without(before, after).forEach(row -> gone.add(row.due().id()));
        gone.write(jdbc, "delete from programme.task t using %s as gone (id) where t.id = gone.id");
        Rows come = Rows.of(
                "bigint", "bigint", "text", "text", "text", "date", "date", "date", "text", "text", "text", "text",
                "text", "text", "text", "int", "bigint", "date");
        for (Row row : without(after, before)) {
            Due due = row.due();
            Optional<Task.Evidence> closed = Optional.ofNullable(due.closed());
            come.add(
                    due.id(),
                    row.resident(),
                    row.centre(),
                    due.programme(),
                    due.service(),
                    due.due(),
                    due.from(),
                    due.until(),
                    due.state(),
                    due.urgency(),
                    due.reason(),
                    due.clause(),
                    due.cause(),
                    due.definition(),
                    closed.map(Task.Evidence::reference).orElse(null),
                    closed.map(Task.Evidence::version).orElse(null),
                    closed.map(Task.Evidence::position).orElse(null),
                    closed.map(Task.Evidence::day).orElse(null));
        }
        come.write(jdbc, "insert into programme.task (" + TASK + ") select * from %s");
    }

    private static <T> Collection<T> without(Set<T> some, Set<T> others) {
        Set<T> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static Enrolment enrolment(ResultSet row, int number) throws SQLException {
        return new Enrolment(
                row.getLong("resident"),
                row.getString("programme"),
                row.getObject("since", LocalDate.class),
                Optional.ofNullable(row.getObject("until", LocalDate.class)),
                row.getString("clause"),
                row.getString("cause"),
                row.getString("definition"));
    }

    private static Enrolment.Visit visit(ResultSet row, int number) throws SQLException {
        String missing = row.getString("missing");
        return new Enrolment.Visit(
                row.getLong("resident"),
                row.getString("programme"),
                row.getString("service"),
                new Task.Evidence(
                        row.getString("reference"),
                        row.getInt("version"),
                        row.getLong("at"),
                        row.getObject("day", LocalDate.class)),
                row.getBoolean("complete"),
                missing.isEmpty() ? List.of() : List.of(missing.split(" ")),
                row.getString("classification"),
                row.getString("definition"));
    }

    private static Row task(ResultSet row, int number) throws SQLException {
        String closed = row.getString("closed_by");
        return new Row(
                row.getLong("resident"),
                row.getString("centre"),
                new Due(
                        row.getLong("id"),
                        row.getString("programme"),
                        row.getString("service"),
                        row.getObject("due", LocalDate.class),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class),
                        Task.State.valueOf(row.getString("state")),
                        Task.Urgency.valueOf(row.getString("urgency")),
                        row.getString("reason"),
                        row.getString("clause"),
                        row.getString("cause"),
                        row.getString("definition"),
                        closed == null
                                ? null
                                : new Task.Evidence(
                                        closed,
                                        row.getInt("closed_version"),
                                        row.getLong("closed_at"),
                                        row.getObject("closed_day", LocalDate.class))));
    }

    /** The where clause of a query and its parameters, by name. */
    private static final class Selection {

        private final Map<String, Object> values = new HashMap<>();
        private final StringBuilder where = new StringBuilder(" where true");

        Selection(TaskQuery query, String centre, LocalDate today) {
            if (query.centre() != 0) {
                and("centre = :centre", "centre", centre);
            }
            if (query.resident() != 0) {
                and("resident = :resident", "resident", query.resident());
            }
            query.from().ifPresent(from -> and("due >= :from", "from", from));
            query.to().ifPresent(to -> and("due <= :to", "to", to));
            query.programme().ifPresent(programme -> and("programme = :programme", "programme", programme));
            if (!query.states().isEmpty()) {
                // Between midnight and the review an open task whose time is over is already missed.
                String live = "case when state = 'OPEN' and valid_until < :today then 'MISSED' else state end";
                boolean open = query.states().equals(Set.of(Task.State.OPEN));
                values.put("today", today);
                and(
                        open ? "state = 'OPEN' and valid_until >= :today" : live + " in (:states)",
                        "states",
                        query.states().stream().map(Enum::name).toList());
            }
        }

        private void and(String condition, String name, Object value) {
            where.append(" and ").append(condition);
            values.put(name, value);
        }

        String where() {
            return where.toString();
        }

        JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
            return values.isEmpty() ? statement : statement.params(values);
        }
    }
}
