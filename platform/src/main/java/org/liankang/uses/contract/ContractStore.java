package org.liankang.uses.contract;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of {@code contract}. */
@Repository
class ContractStore {

    private static final String TEAM = "CareTeam/";

    private final JdbcClient jdbc;

    ContractStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes in what a batch says; answers all residents it touches, also those something was taken from. */
    Set<Long> take(Reading reading) {
        Set<Long> touched = new TreeSet<>(reading.residents);
        String[] references = reading.references.toArray(String[]::new);
        for (String table : List.of("patient", "diagnosis", "service", "agreement", "answer")) {
            touched.addAll(jdbc.sql("delete from contract." + table + " where reference = any(?) returning resident")
                    .param(references)
                    .query(Long.class)
                    .set());
        }
        jdbc.sql("delete from contract.team where reference = any(?)")
                .param(references)
                .update();
        int gone = jdbc.sql("delete from contract.organization where reference = any(?)")
                .param(references)
                .update();
        write(reading);
        if (gone + reading.organizations.size() > 0) {
            touched.addAll(jdbc.sql("select distinct resident from contract.service where organization = any(?)")
                    .param(references)
                    .query(Long.class)
                    .set());
        }
        touched.addAll(jdbc.sql("select distinct resident from contract.agreement where team = any(?)")
                .param(reading.references.stream()
                        .filter(reference -> reference.startsWith(TEAM))
                        .map(reference -> reference.substring(TEAM.length()))
                        .toArray(String[]::new))
                .query(Long.class)
                .set());
        touched.remove(0L);
        return touched;
    }

    private void write(Reading reading) {
        Rows patients = Rows.of("text", "bigint", "date", "date", "bigint", "boolean");
        reading.patients.forEach(
                p -> patients.add(p.reference(), p.resident(), p.birth(), p.deceased(), p.at(), p.reachable()));
        patients.write(jdbc, "insert into contract.patient select * from %s");
        Rows diagnoses = Rows.of("text", "bigint", "text", "date", "date");
        reading.diagnoses.forEach(d -> diagnoses.add(d.reference(), d.resident(), d.code(), d.since(), d.ended()));
        diagnoses.write(jdbc, "insert into contract.diagnosis select * from %s");
        Rows services = Rows.of("text", "bigint", "text", "date", "text", "boolean");
        reading.services.forEach(
                s -> services.add(s.reference(), s.resident(), s.kind(), s.day(), s.organization(), s.attended()));
        services.write(jdbc, "insert into contract.service select * from %s");
        Rows organizations = Rows.of("text", "boolean");
        reading.organizations.forEach(o -> organizations.add(o.reference(), o.primary()));
        organizations.write(jdbc, "insert into contract.organization select * from %s");
        Rows teams = Rows.of("text", "text", "text", "text", "text", "int", "bigint", "boolean");
        reading.teams.forEach(t -> teams.add(
                TEAM + t.id(),
                t.name(),
                t.organization(),
                t.leader(),
                String.join(" ", t.divisions()),
                t.version(),
                t.position(),
                t.active()));
        teams.write(jdbc, "insert into contract.team select * from %s");
        Rows contracts = Rows.of(
                "text", "bigint", "text", "text", "date", "date", "date", "text", "int", "bigint", "text", "text",
                "text");
        reading.contracts.forEach(c -> contracts.add(
                c.reference(),
                c.resident(),
                c.organization(),
                c.team(),
                c.starts(),
                c.ends(),
                c.signed(),
                String.join(" ", c.packages()),
                c.version(),
                c.position(),
                c.consent(),
                c.follows(),
                c.ending()));
        contracts.write(jdbc, "insert into contract.agreement select * from %s");
        Rows answers = Rows.of("text", "bigint", "date", "text");
        reading.answers.forEach(a -> answers.add(a.reference(), a.resident(), a.day(), a.code()));
        answers.write(jdbc, "insert into contract.answer select * from %s");
    }

    /** What is known of these residents, as far as they have or had a contract. */
    List<Counting.Facts> facts(Collection<Long> residents) {
        Long[] ids = residents.toArray(Long[]::new);
        Map<Long, List<Contract>> contracts = new TreeMap<>();
        jdbc.sql("select * from contract.agreement where resident = any(?) order by reference")
                .param(ids)
                .query(ContractStore::contract)
                .list()
                .forEach(c -> contracts
                        .computeIfAbsent(c.resident(), r -> new ArrayList<>())
                        .add(c));
        return facts(contracts);
    }

    /** What is known of a resident, who may have no contract. */
    Counting.Facts facts(long resident) {
        Map<Long, List<Contract>> none = new TreeMap<>();
        none.put(resident, List.of());
        return facts(none).getFirst();
    }

    private List<Counting.Facts> facts(Map<Long, List<Contract>> contracts) {
        Long[] signed = contracts.keySet().toArray(Long[]::new);
        Map<Long, List<Counting.Diagnosis>> diagnoses = new HashMap<>();
        jdbc.sql("select * from contract.diagnosis where resident = any(?)")
                .param(signed)
                .query(row -> {
                    diagnoses
                            .computeIfAbsent(row.getLong("resident"), r -> new ArrayList<>())
                            .add(new Counting.Diagnosis(
                                    row.getString("code"),
                                    row.getObject("since", LocalDate.class),
                                    row.getObject("ended", LocalDate.class)));
                });
        Map<Long, List<Counting.Service>> services = new HashMap<>();
        jdbc.sql("""
                        select s.*, coalesce(o.in_primary_care, false) as in_primary_care
                        from contract.service s left join contract.organization o on o.reference = s.organization
                        where s.resident = any(?)
                        """).param(signed).query(row -> {
            services.computeIfAbsent(row.getLong("resident"), r -> new ArrayList<>())
                    .add(new Counting.Service(
                            row.getString("reference"),
                            row.getString("kind"),
                            row.getObject("day", LocalDate.class),
                            row.getString("organization"),
                            row.getBoolean("in_primary_care"),
                            row.getBoolean("attended")));
        });
        Map<Long, List<Counting.Answer>> answers = new HashMap<>();
        jdbc.sql("select * from contract.answer where resident = any(?) order by day, reference")
                .param(signed)
                .query(row -> {
                    answers.computeIfAbsent(row.getLong("resident"), r -> new ArrayList<>())
                            .add(new Counting.Answer(row.getObject("day", LocalDate.class), row.getString("code")));
                });
        Set<String> active = jdbc.sql("""
                        select substr(reference, 10) from contract.team
                        where active and reference in (select 'CareTeam/' || team from contract.agreement
                                                       where resident = any(?))
                        """).param(signed).query(String.class).set();
        Map<Long, Life> lives = lives(signed);
        return contracts.entrySet().stream()
                .map(entry -> new Counting.Facts(
                        entry.getKey(),
                        lives.getOrDefault(entry.getKey(), Life.UNKNOWN).birth(),
                        lives.getOrDefault(entry.getKey(), Life.UNKNOWN).deceased(),
                        entry.getValue(),
                        diagnoses.getOrDefault(entry.getKey(), List.of()),
                        services.getOrDefault(entry.getKey(), List.of()),
                        lives.getOrDefault(entry.getKey(), Life.UNKNOWN).reachable(),
                        active,
                        answers.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    private record Life(LocalDate birth, LocalDate deceased, boolean reachable) {

        private static final Life UNKNOWN = new Life(null, null, false);
    }

    /** Birth, death and whether there is a phone number; of several Patients the newest word on each holds. */
    private Map<Long, Life> lives(Long[] residents) {
        Map<Long, Life> lives = new HashMap<>();
        jdbc.sql("select * from contract.patient where resident = any(?) order by at")
                .param(residents)
                .query(row -> {
                    Life before = lives.getOrDefault(row.getLong("resident"), Life.UNKNOWN);
                    LocalDate birth = row.getObject("birth", LocalDate.class);
                    LocalDate deceased = row.getObject("deceased", LocalDate.class);
                    lives.put(
                            row.getLong("resident"),
                            new Life(
                                    birth == null ? before.birth() : birth,
                                    deceased == null ? before.deceased() : deceased,
                                    row.getBoolean("reachable") || before.reachable()));
                });
        return lives;
    }

    /** Replaces what follows for these residents; writes only what differs. */
    void replace(Collection<Long> residents, List<Counting.Result> results) {
        Long[] ids = residents.toArray(Long[]::new);
        Set<Counting.Kept> promises = new HashSet<>();
        Set<Counting.Year> years = new HashSet<>();
        results.forEach(result -> {
            promises.addAll(result.promises());
            years.addAll(result.years());
        });
        Set<Counting.Kept> oldPromises =
                new HashSet<>(jdbc.sql("select * from contract.promise where resident = any(?)")
                        .param(ids)
                        .query(ContractStore::promise)
                        .list());
        Set<Counting.Year> oldYears =
                new HashSet<>(jdbc.sql("select * from contract.fulfilment where resident = any(?)")
                        .param(ids)
                        .query(ContractStore::year)
                        .list());
        promises(without(oldPromises, promises), without(promises, oldPromises));
        years(without(oldYears, years), without(years, oldYears));
    }

    private void promises(Set<Counting.Kept> gone, Set<Counting.Kept> come) {
        Rows old = Rows.of("text", "int", "text");
        gone.forEach(p -> old.add(p.agreement(), p.year(), p.item()));
        old.write(jdbc, """
                delete from contract.promise p using %s as gone (agreement, year, item)
                where p.agreement = gone.agreement and p.year = gone.year and p.item = gone.item
                """);
        Rows rows = Rows.of("text", "bigint", "int", "text", "text", "int", "int", "text");
        come.forEach(p -> rows.add(
                p.agreement(),
                p.resident(),
                p.year(),
                p.item(),
                p.offer(),
                p.promised(),
                p.evidence().size(),
                String.join(" ", p.evidence())));
        rows.write(jdbc, "insert into contract.promise select * from %s");
    }

    private void years(Set<Counting.Year> gone, Set<Counting.Year> come) {
        Rows old = Rows.of("text", "int");
        gone.forEach(y -> old.add(y.agreement(), y.year()));
        old.write(jdbc, """
                delete from contract.fulfilment f using %s as gone (agreement, year)
                where f.agreement = gone.agreement and f.year = gone.year
                """);
        Rows rows = Rows.of(
                "text", "bigint", "int", "text", "boolean", "boolean", "text", "int", "int", "boolean", "text", "text",
                "int", "int");
        come.forEach(y -> rows.add(
                y.agreement(),
                y.resident(),
                y.year(),
                y.team(),
                y.counted(),
                y.priority(),
                String.join(" ", y.groups()),
                y.promised(),
                y.kept(),
                y.honoured(),
                String.join(" ", y.invalid()),
                String.join(" ", y.unfulfilled()),
                y.answers(),
                y.satisfied()));
        rows.write(jdbc, "insert into contract.fulfilment select * from %s");
    }

    /** Whether the rules are still those of the last time; from now on they are. */
    boolean sameRules(String digest) {
        boolean same = jdbc.sql("select count(*) from contract.rulebook where digest = ?")
                        .param(digest)
                        .query(Long.class)
                        .single()
                > 0;
        if (!same) {
            jdbc.sql("delete from contract.rulebook").update();
            jdbc.sql("insert into contract.rulebook values (?)").param(digest).update();
        }
        return same;
    }

    /** Residents with a contract, ascending, after this one, at most so many. */
    List<Long> signed(long after, int most) {
        return jdbc.sql("select distinct resident from contract.agreement where resident > ? order by resident limit ?")
                .param(after)
                .param(most)
                .query(Long.class)
                .list();
    }

    /** The contract that covers a day; of several the one signed last. */
    Optional<Contract> of(long resident, LocalDate on) {
        return jdbc.sql("""
                        select * from contract.agreement where resident = ? and ? between starts and ends
                        order by signed desc, reference desc limit 1
                        """)
                .param(resident)
                .param(on)
                .query(ContractStore::contract)
                .optional();
    }

    /** Of these residents, those a contract covers on a day. */
    Set<Long> signed(Collection<Long> residents, LocalDate on) {
        return jdbc.sql("""
                        select distinct resident from contract.agreement where resident = any(?) and ? between starts and ends
                        """)
                .param(residents.toArray(Long[]::new))
                .param(on)
                .query(Long.class)
                .set();
    }

    /** Contracts that run their time and end within these days, with nothing after them. */
    List<Contract> ending(LocalDate from, LocalDate until) {
        return jdbc.sql("""
                        select a.* from contract.agreement a where a.ends between ? and ? and a.ending = ''
                            and not exists (select from contract.agreement b
                                            where b.resident = a.resident and b.ends > a.ends)
                        order by a.reference
                        """).params(from, until).query(ContractStore::contract).list();
    }

    /** All contracts of a resident, the one that begins last first. */
    List<Contract> all(long resident) {
        return jdbc.sql("select * from contract.agreement where resident = ? order by starts desc, reference")
                .param(resident)
                .query(ContractStore::contract)
                .list();
    }

    /** How the contracts of a resident stand, year by year, the last year first. */
    List<Counting.Year> years(long resident) {
        return jdbc.sql("select * from contract.fulfilment where resident = ? order by year desc, agreement")
                .param(resident)
                .query(ContractStore::year)
                .list();
    }

    List<Team> teams() {
        return jdbc.sql("select * from contract.team order by organization, name, reference")
                .query((row, number) -> new Team(
                        row.getString("reference").substring(TEAM.length()),
                        row.getString("name"),
                        row.getString("organization"),
                        row.getString("leader"),
                        words(row.getString("divisions")),
                        row.getInt("version"),
                        row.getLong("at"),
                        row.getBoolean("active")))
                .list();
    }

    List<Counting.Kept> promises(long resident, int year) {
        return jdbc.sql("select * from contract.promise where resident = ? and year = ? order by agreement, item")
                .param(resident)
                .param(year)
                .query(ContractStore::promise)
                .list();
    }

    List<Long> residents(String team, int year) {
        return jdbc.sql("select distinct resident from contract.fulfilment where year = ? and team = ? and counted")
                .params(year, team)
                .query(Long.class)
                .list();
    }

    /** The teams' years, by team; of one team if it is named. */
    List<Fulfilment> fulfilments(int year, Optional<String> team) {
        Map<String, Map<String, Long>> groups = new HashMap<>();
        jdbc.sql("""
                        select team, g as code, count(*) as members
                        from contract.fulfilment, string_to_table(groups, ' ') g
                        where counted and year = ? and (?::text is null or team = ?) and g <> ''
                        group by team, g
                        """)
                .param(year)
                .param(team.orElse(null))
                .param(team.orElse(null))
                .query(row -> {
                    groups.computeIfAbsent(row.getString("team"), t -> new TreeMap<>())
                            .put(row.getString("code"), row.getLong("members"));
                });
        return jdbc.sql("""
                        select team, count(*) as contracts, count(*) filter (where priority) as priority,
                               sum(promised) as promised, sum(kept) as kept,
                               count(*) filter (where promised > 0) as promising,
                               count(*) filter (where honoured) as honoured,
                               count(*) filter (where invalid = '') as valid,
                               count(*) filter (where unfulfilled = '') as fulfilled,
                               sum(answers) as answers, sum(satisfied) as satisfied
                        from contract.fulfilment
                        where counted and year = ? and (?::text is null or team = ?)
                        group by team order by team
                        """)
                .param(year)
                .param(team.orElse(null))
                .param(team.orElse(null))
                .query((row, number) -> new Fulfilment(
                        row.getString("team"),
                        year,
                        row.getLong("contracts"),
                        row.getLong("priority"),
                        groups.getOrDefault(row.getString("team"), Map.of()),
                        row.getLong("promised"),
                        row.getLong("kept"),
                        row.getLong("promising"),
                        row.getLong("honoured"),
                        row.getLong("valid"),
                        row.getLong("fulfilled"),
                        row.getLong("answers"),
                        row.getLong("satisfied")))
                .list();
    }

    private static <T> Set<T> without(Set<T> some, Set<T> others) {
        Set<T> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static List<String> words(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(" "));
    }

    private static Contract contract(ResultSet row, int number) throws SQLException {
        return new Contract(
                row.getString("reference"),
                row.getLong("resident"),
                row.getString("organization"),
                row.getString("team"),
                row.getObject("starts", LocalDate.class),
                row.getObject("ends", LocalDate.class),
                row.getObject("signed", LocalDate.class),
                words(row.getString("packages")),
                row.getInt("version"),
                row.getLong("at"),
                row.getString("consent"),
                row.getString("follows"),
                row.getString("ending"));
    }

    private static Counting.Kept promise(ResultSet row, int number) throws SQLException {
        return new Counting.Kept(
                row.getString("agreement"),
                row.getLong("resident"),
                row.getInt("year"),
                row.getString("item"),
                row.getString("package"),
                row.getInt("promised"),
                words(row.getString("evidence")));
    }

    private static Counting.Year year(ResultSet row, int number) throws SQLException {
        return new Counting.Year(
                row.getString("agreement"),
                row.getLong("resident"),
                row.getInt("year"),
                row.getString("team"),
                row.getBoolean("counted"),
                row.getBoolean("priority"),
                new TreeSet<>(words(row.getString("groups"))),
                row.getInt("promised"),
                row.getInt("kept"),
                row.getBoolean("honoured"),
                new TreeSet<>(words(row.getString("invalid"))),
                new TreeSet<>(words(row.getString("unfulfilled"))),
                row.getInt("answers"),
                row.getInt("satisfied"));
    }
}
