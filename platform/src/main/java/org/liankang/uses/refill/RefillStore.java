package org.liankang.uses.refill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of {@code refill}. */
final class RefillStore {

    private final JdbcClient jdbc;

    RefillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes in what a batch says; answers the prescriptions it touches. */
    Set<String> take(Reading reading) {
        String[] references = reading.references.toArray(String[]::new);
        Set<String> touched = new TreeSet<>(reading.references);
        jdbc.sql("delete from refill.prescription where reference = any(?)")
                .param(references)
                .update();
        touched.addAll(jdbc.sql("delete from refill.dispense where reference = any(?) returning prescription")
                .param(references)
                .query(String.class)
                .set());
        Rows prescriptions = Rows.of("text", "bigint", "bigint", "text", "date", "date", "int", "int");
        reading.prescriptions.forEach(p -> prescriptions.add(
                p.reference(),
                p.resident(),
                p.institution(),
                p.medicine(),
                p.starts(),
                p.until(),
                p.supply(),
                p.repeats()));
        prescriptions.write(jdbc, "insert into refill.prescription select * from %s");
        Rows dispenses = Rows.of("text", "text", "date", "int");
        reading.dispenses.forEach(d -> {
            dispenses.add(d.reference(), d.prescription(), d.day(), d.supply());
            touched.add(d.prescription());
        });
        dispenses.write(jdbc, "insert into refill.dispense select * from %s");
        return touched;
    }

    /** Says anew what is due next of these prescriptions. */
    void count(Set<String> touched) {
        String[] references = touched.toArray(String[]::new);
        Map<String, List<Refilling.Dispense>> dispenses = new HashMap<>();
        jdbc.sql("select * from refill.dispense where prescription = any(?)")
                .param(references)
                .query((row, at) -> new Refilling.Dispense(
                        row.getString("reference"),
                        row.getString("prescription"),
                        row.getObject("day", LocalDate.class),
                        row.getObject("supply", Integer.class)))
                .list()
                .forEach(one -> dispenses
                        .computeIfAbsent(one.prescription(), key -> new ArrayList<>())
                        .add(one));
        List<Refill> refills = jdbc
                .sql("select * from refill.prescription where reference = any(?)")
                .param(references)
                .query((row, at) -> new Refilling.Prescription(
                        row.getString("reference"),
                        row.getLong("resident"),
                        row.getLong("institution"),
                        row.getString("medicine"),
                        row.getObject("starts", LocalDate.class),
                        row.getObject("until", LocalDate.class),
                        row.getInt("supply"),
                        row.getInt("repeats")))
                .list()
                .stream()
                .map(one -> Refilling.next(one, dispenses.getOrDefault(one.reference(), List.of())))
                .toList();
        jdbc.sql("delete from refill.refill where prescription = any(?)")
                .param(references)
                .update();
        Rows rows = Rows.of("text", "bigint", "bigint", "text", "text", "int", "int", "date", "text");
        refills.forEach(r -> rows.add(
                r.prescription(),
                r.resident(),
                r.institution(),
                r.medicine(),
                r.kind(),
                r.number(),
                r.allowed(),
                r.due(),
                String.join(" ", r.evidence())));
        rows.write(jdbc, "insert into refill.refill select * from %s");
    }

    List<Refill> of(long resident) {
        return jdbc.sql("select * from refill.refill where resident = ? order by due, prescription")
                .param(resident)
                .query(RefillStore::refill)
                .list();
    }

    List<Refill> at(long institution, LocalDate until, int most) {
        return jdbc.sql("""
                        select * from refill.refill where institution = ? and due <= ? order by due desc, prescription limit ?
                        """)
                .params(institution, until, most)
                .query(RefillStore::refill)
                .list();
    }

    List<Refill> due(LocalDate from, LocalDate until, int most, int offset) {
        return jdbc.sql("""
                        select * from refill.refill where due between ? and ? order by due, prescription limit ? offset ?
                        """)
                .params(from, until, most, offset)
                .query(RefillStore::refill)
                .list();
    }

    private static Refill refill(ResultSet row, int at) throws SQLException {
        String evidence = row.getString("evidence");
        return new Refill(
                row.getString("prescription"),
                row.getLong("resident"),
                row.getLong("institution"),
                row.getString("medicine"),
                Refill.Kind.valueOf(row.getString("kind")),
                row.getInt("number"),
                row.getInt("allowed"),
                row.getObject("due", LocalDate.class),
                evidence.isEmpty() ? List.of() : List.of(evidence.split(" ")));
    }
}
