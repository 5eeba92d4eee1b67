package org.liankang.uses.education;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The activities, in PostgreSQL. */
final class EducationStore {

    private final JdbcClient jdbc;

    EducationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void forget(String id) {
        jdbc.sql("delete from education.activity where id = ?").param(id).update();
    }

    void keep(String id, String reporter, Activity activity) {
        jdbc.sql("insert into education.activity (id, version, reporter, kind, day, title, people, evidence) "
                        + "values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(id, activity.version(), reporter, activity.kind(), activity.day(), activity.title())
                .params(activity.people(), activity.evidence())
                .update();
    }

    /** Of an institution in a range of days, the newest first. */
    List<Activity> of(String reporter, LocalDate from, LocalDate upto) {
        return jdbc.sql("select * from education.activity where reporter = ? and day >= ? and day <= ? "
                        + "order by day desc, id")
                .params(reporter, from, upto)
                .query((row, number) -> new Activity(
                        "MeasureReport/" + row.getString("id"),
                        row.getInt("version"),
                        row.getString("kind"),
                        row.getObject("day", LocalDate.class),
                        row.getString("title"),
                        row.getInt("people"),
                        row.getString("evidence")))
                .list();
    }
}
