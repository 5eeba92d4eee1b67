package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of each child, as documents say it. */
class ChildStore {

    private static final List<String> GONE = List.of(
            "delete from immunisation.dose where reference = any(?) returning resident",
            "delete from immunisation.fact where reference = any(?) returning resident",
            "delete from immunisation.weight where reference = any(?) returning resident",
            "select resident from immunisation.patient where reference = any(?)");

    private final JdbcClient jdbc;

    ChildStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A child with where it lives and what is written of each dose.
     *
     * @param began the day the record first heard of the child
     */
    record Filed(
            long resident,
            Child child,
            String division,
            String centre,
            LocalDate certified,
            LocalDate began,
            List<Reading.Dose> doses) {

        List<Reading.Dose> unread() {
            return doses.stream().filter(dose -> dose.product().isEmpty()).toList();
        }
    }

    /** Takes in what a batch says; answers all residents it touches, also those something was taken from. */
    Set<Long> take(Reading reading) {
        Set<Long> touched = new TreeSet<>(reading.residents);
        String[] references = reading.references.toArray(String[]::new);
        for (String sql : GONE) {
            touched.addAll(jdbc.sql(sql).param(references).query(Long.class).set());
        }
        patients(reading.patients);
        Rows doses = Rows.of("text", "bigint", "text", "text", "date", "text", "text", "int", "bigint");
        reading.doses.forEach(d -> doses.add(
                d.reference(), d.resident(), d.product(), d.words(), d.day(), d.place(), d.lot(), d.version(), d.at()));
        doses.write(jdbc, "insert into immunisation.dose select * from %s");
        Rows facts = Rows.of("text", "bigint", "text", "text", "date", "date");
        reading.facts.forEach(f -> facts.add(f.reference(), f.resident(), f.kind(), f.code(), f.since(), f.ended()));
        facts.write(jdbc, "insert into immunisation.fact select * from %s");
        Rows weights = Rows.of("text", "bigint", "int");
        reading.weights.forEach(w -> weights.add(w.reference(), w.resident(), w.grams()));
        weights.write(jdbc, "insert into immunisation.weight select * from %s");
        touched.remove(0L);
        return touched;
    }

    /** A deleted Patient stays as a trace: since when the record has known of the child does not change. */
    private void patients(List<Reading.Patient> patients) {
        Rows rows =
                Rows.of("text", "bigint", "boolean", "date", "text", "date", "text", "text", "date", "date", "bigint");
        patients.forEach(p -> rows.add(
                p.reference(),
                p.resident(),
                p.deleted(),
                p.birth(),
                p.gender(),
                p.deceased(),
                p.division(),
                p.centre(),
                p.certified(),
                p.known(),
                p.at()));
        rows.write(jdbc, """
                insert into immunisation.patient as old select * from %s
                on conflict (reference) do update set
                    resident = excluded.resident, deleted = excluded.deleted, birth = excluded.birth,
                    gender = excluded.gender, deceased = excluded.deceased, division = excluded.division,
                    centre = excluded.centre, certified = excluded.certified,
                    known = least(old.known, excluded.known), at = excluded.at
                """);
    }

    /** These residents as far as they have a Patient. */
    List<Filed> children(Collection<Long> residents) {
        Long[] ids = residents.toArray(Long[]::new);
        Map<Long, List<Reading.Patient>> patients =
                rows(ids, "patient", "at desc", Reading.Patient.class, Reading.Patient::resident);
        Map<Long, List<Reading.Dose>> doses =
                rows(ids, "dose", "day, reference", Reading.Dose.class, Reading.Dose::resident);
        Map<Long, List<Reading.Fact>> facts =
                rows(ids, "fact", "since, reference, code", Reading.Fact.class, Reading.Fact::resident);
        Map<Long, List<Reading.Weight>> weights =
                rows(ids, "weight", "reference", Reading.Weight.class, Reading.Weight::resident);
        List<Filed> filed = new ArrayList<>();
        for (Long id : residents) {
            if (patients.containsKey(id)) {
                filed.add(filed(
                        id,
                        patients.get(id),
                        doses.getOrDefault(id, List.of()),
                        facts.getOrDefault(id, List.of()),
                        weights.getOrDefault(id, List.of())));
            }
        }
        return filed;
    }

    private <T> Map<Long, List<T>> rows(
            Long[] ids, String table, String order, Class<T> type, Function<T, Long> resident) {
        return jdbc
                .sql("select * from immunisation." + table + " where resident = any(?) order by " + order)
                .param(ids)
                .query(type)
                .list()
                .stream()
                .collect(Collectors.groupingBy(resident));
    }

    /** Several institutions may describe the same child: the newest word on each thing holds, the first certificate. */
    private static Filed filed(
            long id,
            List<Reading.Patient> all,
            List<Reading.Dose> doses,
            List<Reading.Fact> facts,
            List<Reading.Weight> weights) {
        List<Reading.Patient> newestFirst =
                all.stream().filter(p -> !p.deleted()).toList();
        Child child = new Child(
                first(newestFirst, Reading.Patient::birth, null),
                first(newestFirst, p -> p.gender().isEmpty() ? null : p.gender(), ""),
                first(newestFirst, Reading.Patient::deceased, null),
                weights.isEmpty() ? null : weights.getFirst().grams(),
                doses.stream()
                        .filter(dose -> !dose.product().isEmpty())
                        .map(dose -> new Child.Given(dose.reference(), dose.product(), dose.day()))
                        .toList(),
                facts.stream()
                        .map(f -> new Child.Known(f.reference(), f.kind(), f.code(), f.since(), f.ended()))
                        .toList());
        return new Filed(
                id,
                child,
                first(newestFirst, p -> p.division().isEmpty() ? null : p.division(), ""),
                first(newestFirst, p -> p.centre().isEmpty() ? null : p.centre(), ""),
                newestFirst.stream()
                        .map(Reading.Patient::certified)
                        .filter(day -> day != null)
                        .min(LocalDate::compareTo)
                        .orElse(null),
                all.stream()
                        .map(Reading.Patient::known)
                        .min(LocalDate::compareTo)
                        .orElseThrow(),
                doses);
    }

    private static <T> T first(List<Reading.Patient> patients, Function<Reading.Patient, T> what, T otherwise) {
        return patients.stream()
                .map(what)
                .filter(value -> value != null)
                .findFirst()
                .orElse(otherwise);
    }
}
