package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The facts behind the charts. */
class ChartStore {

    private final JdbcClient jdbc;
    private final FactNames.Codes codes;

    ChartStore(JdbcClient jdbc, FactNames.Codes codes) {
        this.jdbc = jdbc;
        this.codes = codes;
    }

    /** Takes in what a batch says; answers all residents it touches, also those something was taken from. */
    Set<Long> take(Reading reading) {
        Set<Long> touched = new TreeSet<>(reading.residents);
        String[] references = reading.references.toArray(String[]::new);
        for (String sql : List.of(
                "delete from programme.diagnosis where reference = any(?) returning resident",
                "delete from programme.visit where reference = any(?) returning resident",
                "delete from programme.fact where source = any(?) returning resident",
                "delete from programme.told where reference = any(?) returning resident",
                "select resident from programme.patient where reference = any(?)")) {
            touched.addAll(jdbc.sql(sql).param(references).query(Long.class).set());
        }
        patients(reading.patients);
        Rows diagnoses = Rows.of("text", "bigint", "text", "date", "date");
        reading.diagnoses.forEach(d -> diagnoses.add(d.reference(), d.resident(), d.code(), d.since(), d.ended()));
        diagnoses.write(jdbc, "insert into programme.diagnosis select * from %s");
        Rows visits = Rows.of("text", "bigint", "text", "date", "int", "bigint");
        reading.visits.forEach(v -> visits.add(v.reference(), v.resident(), v.service(), v.day(), v.version(), v.at()));
        visits.write(jdbc, "insert into programme.visit select * from %s");
        Rows facts = Rows.of("text", "text", "bigint", "text", "numeric", "text", "text");
        reading.facts.forEach(
                f -> facts.add(f.source(), f.encounter(), f.resident(), f.name(), f.number(), f.words(), f.moment()));
        facts.write(jdbc, "insert into programme.fact select * from %s");
        Rows dates = Rows.of("text", "text", "bigint", "text", "date", "date", "int", "bigint");
        reading.dates.forEach(d ->
                dates.add(d.reference(), d.encounter(), d.resident(), d.name(), d.day(), d.told(), d.rank(), d.at()));
        dates.write(jdbc, "insert into programme.told select * from %s");
        touched.remove(0L);
        jdbc.sql("delete from programme.chart where resident = any(?)")
                .param(touched.toArray(Long[]::new))
                .update();
        return touched;
    }

    /** A deleted Patient stays as a trace: since when the record has known of the resident does not change. */
    private void patients(List<Reading.Patient> patients) {
        Rows rows =
                Rows.of("text", "bigint", "boolean", "date", "text", "date", "date", "text", "text", "date", "bigint");
        patients.forEach(p -> rows.add(
                p.reference(),
                p.resident(),
                p.deleted(),
                p.birth(),
                p.gender(),
                p.deceased(),
                p.since(),
                p.division(),
                p.centre(),
                p.known(),
                p.at()));
        rows.write(jdbc, """
                insert into programme.patient as old select * from %s
                on conflict (reference) do update set
                    resident = excluded.resident, deleted = excluded.deleted, birth = excluded.birth,
                    gender = excluded.gender, deceased = excluded.deceased, since = excluded.since,
                    division = excluded.division, centre = excluded.centre,
                    known = least(old.known, excluded.known), at = excluded.at
                """);
    }

    /**
     * The charts of these residents: as they are kept packed, else from the facts.
     *
     * @param kinds the kinds of visit that matter
     */
    List<Chart> charts(Collection<Long> residents, Collection<String> kinds) {
        return charts(residents, kinds, false);
    }

    /** The same, and keeps packed what was not; only for who holds the book's lock, since the facts must not change meanwhile. */
    List<Chart> keptCharts(Collection<Long> residents, Collection<String> kinds) {
        return charts(residents, kinds, true);
    }

    private List<Chart> charts(Collection<Long> residents, Collection<String> kinds, boolean keep) {
        Set<String> wanted = Set.copyOf(kinds);
        Map<Long, Chart> charts = packed(residents, wanted);
        List<Long> missing =
                residents.stream().filter(id -> !charts.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            Rows rows = Rows.of("bigint", "bytea");
            for (Chart chart : fromFacts(missing)) {
                charts.put(chart.resident().id(), chart.only(wanted));
                rows.add(chart.resident().id(), "\\x" + HexFormat.of().formatHex(ChartPacking.pack(chart)));
            }
            if (keep) {
                rows.write(jdbc, """
                        insert into programme.chart select * from %s
                        on conflict (resident) do update set body = excluded.body
                        """);
            }
        }
        return residents.stream().map(charts::get).toList();
    }

    private Map<Long, Chart> packed(Collection<Long> residents, Set<String> kinds) {
        Map<Long, Chart> charts = new HashMap<>();
        jdbc.sql("select resident, body from programme.chart where resident = any(?)")
                .param(residents.toArray(Long[]::new))
                .query(row -> {
                    long resident = row.getLong(1);
                    ChartPacking.unpack(row.getBytes(2), kinds).ifPresent(chart -> charts.put(resident, chart));
                });
        return charts;
    }

    private List<Chart> fromFacts(List<Long> residents) {
        Long[] ids = residents.toArray(Long[]::new);
        Map<Long, List<Reading.Patient>> patients = patients(ids);
        Map<Long, List<Reading.Diagnosis>> diagnoses = diagnoses(ids);
        Map<Long, List<Reading.Visit>> visits = visits(ids);
        Map<Long, Map<String, List<Found>>> facts = facts(ids);
        Map<Long, List<Chart.Told>> dates = dates(ids);
        List<Chart> charts = new ArrayList<>();
        for (Long id : residents) {
            charts.add(chart(
                    id,
                    patients.getOrDefault(id, List.of()),
                    diagnoses.getOrDefault(id, List.of()),
                    visits.getOrDefault(id, List.of()),
                    facts.getOrDefault(id, Map.of()),
                    dates.getOrDefault(id, List.of())));
        }
        return charts;
    }

    private Map<Long, List<Reading.Patient>> patients(Long[] ids) {
        return by(
                Reading.Patient::resident,
                jdbc.sql(
                                "select reference, resident, deleted, birth, gender, deceased, since, division, centre, known, at"
                                        + " from programme.patient where resident = any(?) order by at desc")
                        .param(ids)
                        .query((row, number) -> new Reading.Patient(
                                row.getString(1),
                                row.getLong(2),
                                row.getBoolean(3),
                                row.getObject(4, LocalDate.class),
                                row.getString(5),
                                row.getObject(6, LocalDate.class),
                                row.getObject(7, LocalDate.class),
                                row.getString(8),
                                row.getString(9),
                                row.getObject(10, LocalDate.class),
                                row.getLong(11)))
                        .list());
    }

    private Map<Long, List<Reading.Diagnosis>> diagnoses(Long[] ids) {
        return by(
                Reading.Diagnosis::resident,
                jdbc.sql("select reference, resident, code, since, ended from programme.diagnosis"
                                + " where resident = any(?)")
                        .param(ids)
                        .query((row, number) -> new Reading.Diagnosis(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getObject(4, LocalDate.class),
                                row.getObject(5, LocalDate.class)))
                        .list());
    }

    private Map<Long, List<Reading.Visit>> visits(Long[] ids) {
        return by(
                Reading.Visit::resident,
                jdbc.sql("select reference, resident, service, day, version, at from programme.visit"
                                + " where resident = any(?)")
                        .param(ids)
                        .query((row, number) -> new Reading.Visit(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getObject(4, LocalDate.class),
                                row.getInt(5),
                                row.getLong(6)))
                        .list());
    }

    /** A fact and what puts it in order: when it was measured, as written, and by which resource. */
    private record Found(String moment, String source, Chart.Fact fact) {

        static final Comparator<Found> ORDER = Comparator.comparing(Found::moment)
                .thenComparing(Found::source)
                .thenComparing(found -> found.fact().words())
                .thenComparing(found -> found.fact().name());
    }

    /** By resident and encounter. A fact of an encounter that is another resident's finds no visit. */
    private Map<Long, Map<String, List<Found>>> facts(Long[] ids) {
        Map<Long, Map<String, List<Found>>> facts = new HashMap<>();
        jdbc.sql("select resident, encounter, source, name, number, words, moment from programme.fact"
                        + " where resident = any(?)")
                .param(ids)
                .query(row -> {
                    facts.computeIfAbsent(row.getLong(1), resident -> new HashMap<>())
                            .computeIfAbsent(row.getString(2), encounter -> new ArrayList<>())
                            .add(new Found(
                                    row.getString(7),
                                    row.getString(3),
                                    new Chart.Fact(row.getString(4), row.getBigDecimal(5), row.getString(6))));
                });
        return facts;
    }

    private Map<Long, List<Chart.Told>> dates(Long[] ids) {
        Map<Long, List<Chart.Told>> dates = new HashMap<>();
        jdbc.sql("""
                        select t.*, coalesce(v.service, '') as service
                        from programme.told t left join programme.visit v on v.reference = t.encounter
                        where t.resident = any(?)
                        """).param(ids).query(row -> {
            if (codes.counts(row.getString("name"), row.getInt("rank"), row.getString("service"))) {
                dates.computeIfAbsent(row.getLong("resident"), resident -> new ArrayList<>())
                        .add(new Chart.Told(
                                row.getString("reference"),
                                row.getString("name"),
                                row.getObject("day", LocalDate.class),
                                row.getObject("told", LocalDate.class),
                                row.getInt("rank"),
                                row.getLong("at")));
            }
        });
        return dates;
    }

    private static Chart chart(
            long id,
            List<Reading.Patient> patients,
            List<Reading.Diagnosis> diagnoses,
            List<Reading.Visit> visits,
            Map<String, List<Found>> facts,
            List<Chart.Told> dates) {
        LocalDate firstVisit = visits.stream()
                .map(Reading.Visit::day)
                .min(LocalDate::compareTo)
                .orElse(null);
        LocalDate begins = patients.stream()
                .map(Reading.Patient::known)
                .min(LocalDate::compareTo)
                .filter(known -> firstVisit == null || known.isBefore(firstVisit))
                .orElse(firstVisit == null ? LocalDate.MAX : firstVisit);
        return new Chart(
                resident(id, patients.stream().filter(p -> !p.deleted()).toList()),
                begins,
                diagnoses.stream()
                        .map(d -> new Chart.Diagnosis(d.reference(), d.code(), d.since(), d.ended()))
                        .toList(),
                visits.stream()
                        .map(v -> new Chart.Visit(
                                v.reference(),
                                v.version(),
                                v.at(),
                                v.service(),
                                v.day(),
                                facts.getOrDefault(v.reference(), List.of()).stream()
                                        .sorted(Found.ORDER)
                                        .map(Found::fact)
                                        .toList()))
                        .toList(),
                dates);
    }

    /** Several institutions may describe the same resident: the newest word on each thing holds. */
    private static Chart.Resident resident(long id, List<Reading.Patient> newestFirst) {
        return new Chart.Resident(
                id,
                newestFirst.stream().map(Reading.Patient::reference).findFirst().orElse(""),
                first(newestFirst, Reading.Patient::birth, null),
                first(newestFirst, p -> p.gender().isEmpty() ? null : p.gender(), ""),
                first(newestFirst, Reading.Patient::deceased, null),
                first(newestFirst, Reading.Patient::since, null),
                first(newestFirst, p -> p.division().isEmpty() ? null : p.division(), ""),
                first(newestFirst, p -> p.centre().isEmpty() ? null : p.centre(), ""));
    }

    private static <T> T first(List<Reading.Patient> patients, Function<Reading.Patient, T> what, T otherwise) {
        return patients.stream()
                .map(what)
                .filter(value -> value != null)
                .findFirst()
                .orElse(otherwise);
    }

    private static <T> Map<Long, List<T>> by(Function<T, Long> resident, List<T> rows) {
        return rows.stream().collect(Collectors.groupingBy(resident));
    }
}
