package org.liankang.uses.plan;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reports, in PostgreSQL. */
final class PlanStore {

    /** A row of the table with the row of the plan it reports. */
    private record Kept(String measure, Plan.Report report) {}

    /** What a MeasureReport says. */
    record Reported(
            String measure,
            boolean counts,
            LocalDate from,
            LocalDate upto,
            LocalDate on,
            BigDecimal value,
            String evidence,
            String reporter) {}

    /** Of each resource its newest version, and whether that counts: replaced and withdrawn ones do not. */
    private static final String COLUMNS =
            "id, version, counts and version = max(version) over (partition by id) as counts, measure, period_from, "
                    + "coalesce(period_upto, reported) as upto, value, evidence, reporter, institution, submission, at, "
                    + "reported, position";

    private final JdbcClient jdbc;

    PlanStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean knows(String id) {
        return jdbc.sql("select exists (select from plan.report where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    void keep(Version version, Reported reported) {
        jdbc.sql("insert into plan.report (id, version, position, measure, counts, period_from, period_upto, reported, "
                        + "value, evidence, reporter, institution, submission, at) "
                        + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(version.id(), version.number(), version.position(), reported.measure(), reported.counts())
                .params(reported.from(), reported.upto(), reported.on(), reported.value(), reported.evidence())
                .params(reported.reporter(), version.institution(), version.submission())
                .param(OffsetDateTime.ofInstant(version.at(), ZoneOffset.UTC))
                .update();
    }

    /** The latest report that counts of each row, by canonical. */
    Map<String, Plan.Report> latest() {
        return jdbc
                .sql("select distinct on (measure) * from (select " + COLUMNS + " from plan.report) r where counts "
                        + "order by measure, upto desc nulls last, reported desc nulls last, position desc")
                .query((row, number) -> kept(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Kept::measure, Kept::report));
    }

    /** All reports of a row, the newest first. */
    List<Plan.Report> history(String measure) {
        return jdbc.sql("select * from (select " + COLUMNS + " from plan.report) r where measure = ? "
                        + "order by position desc")
                .param(measure)
                .query((row, number) -> kept(row).report())
                .list();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("measure"),
                new Plan.Report(
                        "MeasureReport/" + row.getString("id"),
                        row.getInt("version"),
                        row.getBoolean("counts"),
                        row.getObject("period_from", LocalDate.class),
                        row.getObject("upto", LocalDate.class),
                        row.getBigDecimal("value"),
                        row.getString("evidence"),
                        row.getString("reporter"),
                        row.getLong("institution"),
                        row.getLong("submission"),
                        row.getObject("at", OffsetDateTime.class).toInstant()));
    }
}
