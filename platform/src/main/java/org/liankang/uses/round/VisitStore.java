package org.liankang.uses.round;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who lives in which village, which visits were made there, and where places lie, as the record has it. */
final class VisitStore {

    private final JdbcClient jdbc;

    VisitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Home(long resident, String division, String village) {}

    record Visit(String reference, long resident, LocalDate day, String kind) {}

    boolean readWith(String digest) {
        return jdbc.sql("select count(*) from round.rulebook where digest = ?")
                        .param(digest)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void reads(String digest) {
        jdbc.sql("delete from round.rulebook").update();
        jdbc.sql("insert into round.rulebook (digest) values (?)").param(digest).update();
    }

    /** @param told residents of whom a new word came @param homes of those, who live in a listed village */
    void homes(Collection<Long> told, Collection<Home> homes) {
        jdbc.sql("delete from round.home where resident = any(?)")
                .param(told.toArray(Long[]::new))
                .update();
        Rows rows = Rows.of("bigint", "text", "text");
        homes.forEach(home -> rows.add(home.resident(), home.division(), home.village()));
        rows.write(jdbc, "insert into round.home select * from %s");
    }

    /** @param references all that were read, also those that say no visit any more */
    void visits(Collection<String> references, List<Visit> visits) {
        jdbc.sql("delete from round.visit where reference = any(?)")
                .param(references.toArray(String[]::new))
                .update();
        Rows rows = Rows.of("text", "bigint", "date", "text");
        visits.forEach(visit -> rows.add(visit.reference(), visit.resident(), visit.day(), visit.kind()));
        rows.write(jdbc, "insert into round.visit select * from %s");
    }

    /** @param references all that were read, also those that say no place any more */
    void places(Collection<String> references, List<Place> places) {
        jdbc.sql("delete from round.place where reference = any(?)")
                .param(references.toArray(String[]::new))
                .update();
        Rows rows = Rows.of("text", "text", "text", "float8", "float8", "bigint");
        places.forEach(place -> rows.add(
                place.reference(),
                place.division(),
                place.name(),
                place.spot().latitude(),
                place.spot().longitude(),
                place.at()));
        rows.write(jdbc, "insert into round.place select * from %s");
    }

    /** Of places of one name the newest word stands last. */
    List<Place> places() {
        return jdbc.sql("select * from round.place order by at")
                .query((row, number) -> new Place(
                        row.getString("reference"),
                        row.getString("division"),
                        row.getString("name"),
                        new Spot(row.getDouble("latitude"), row.getDouble("longitude")),
                        row.getLong("at")))
                .list();
    }

    /** The residents of all villages, each with the village's code. */
    Map<Long, String> homes() {
        Map<Long, String> homes = new HashMap<>();
        jdbc.sql("select resident, division || ' ' || village as code from round.home")
                .query(row -> {
                    homes.put(row.getLong("resident"), row.getString("code"));
                });
        return homes;
    }

    List<Long> residents(Village village) {
        return jdbc.sql("select resident from round.home where division = ? and village = ? order by resident")
                .param(village.division())
                .param(village.name())
                .query(Long.class)
                .list();
    }

    /** Residents visited at home, by village code and day of the month. */
    Map<String, Map<LocalDate, Integer>> visited(YearMonth month) {
        Map<String, Map<LocalDate, Integer>> visited = new HashMap<>();
        jdbc.sql("""
                        select h.division || ' ' || h.village as code, v.day, count(distinct v.resident) as people
                        from round.visit v join round.home h on h.resident = v.resident
                        where v.day between ? and ? group by 1, 2
                        """).param(month.atDay(1)).param(month.atEndOfMonth()).query(row -> {
            visited.computeIfAbsent(row.getString("code"), none -> new TreeMap<>())
                    .put(row.getObject("day", LocalDate.class), row.getInt("people"));
        });
        return visited;
    }
}
