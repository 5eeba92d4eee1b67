package org.liankang.uses.contract;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of what was divided. */
final class SettlementStore {

    private final JdbcClient jdbc;

    SettlementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the book from going on until the transaction ends; answers where it stands. */
    long hold() {
        return jdbc.sql("select at from contract.position for update")
                .query(Long.class)
                .single();
    }

    /**
     * The contracts of a centre's year, one for each resident, in an order that stays.
     *
     * @param stands of illnesses, by resident
     */
    List<Dividing.Earner> earners(String organization, int year, Map<Long, List<Dividing.Stand>> stands) {
        return jdbc.sql("""
                        select f.* from contract.fulfilment f join contract.agreement a on a.reference = f.agreement
                        where f.counted and f.year = ? and a.organization = ? order by f.agreement
                        """)
                .param(year)
                .param(organization)
                .query((row, number) -> new Dividing.Earner(
                        row.getString("agreement"),
                        row.getString("team"),
                        row.getBoolean("priority"),
                        row.getString("invalid").isEmpty(),
                        row.getString("unfulfilled").isEmpty(),
                        row.getInt("promised"),
                        row.getInt("kept"),
                        row.getInt("answers"),
                        row.getInt("satisfied"),
                        stands.getOrDefault(row.getLong("resident"), List.of())))
                .list();
    }

    /** Whose contracts those are. */
    List<Long> residents(String organization, int year) {
        return jdbc.sql("""
                        select distinct f.resident from contract.fulfilment f join contract.agreement a on a.reference = f.agreement
                        where f.counted and f.year = ? and a.organization = ? order by f.resident
                        """).params(year, organization).query(Long.class).list();
    }

    long write(Settlement one, String rules, List<Settlement.Line> lines) {
        long number = jdbc.sql("""
                        insert into contract.settlement
                            (organization, year, fund, share, evidence, stated_by, stated_at, position, rules)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning number
                        """)
                .params(
                        one.organization(),
                        one.year(),
                        one.fund(),
                        one.share(),
                        one.evidence(),
                        one.statedBy(),
                        one.statedAt().atOffset(ZoneOffset.UTC),
                        one.position(),
                        rules)
                .query(Long.class)
                .single();
        Rows rows = Rows.of("bigint", "int", "text", "text", "text", "bigint", "bigint", "bigint", "text");
        for (int at = 0; at < lines.size(); at++) {
            Settlement.Line line = lines.get(at);
            rows.add(
                    number,
                    at + 1,
                    line.part(),
                    line.team(),
                    line.contract(),
                    line.points(),
                    line.ofPoints(),
                    line.fen(),
                    String.join(" ", line.visits()));
        }
        rows.write(jdbc, "insert into contract.settlement_line select * from %s");
        return number;
    }

    List<Settlement> of(String organization) {
        return jdbc.sql("select * from contract.settlement where organization = ? order by number desc")
                .param(organization)
                .query(SettlementStore::settlement)
                .list();
    }

    Optional<Settlement> find(long number) {
        return jdbc.sql("select * from contract.settlement where number = ?")
                .param(number)
                .query(SettlementStore::settlement)
                .optional();
    }

    List<Settlement.Sum> sums(long number) {
        return jdbc.sql("""
                        select part, team, count(*) filter (where agreement <> '') as contracts, sum(fen)::bigint as fen
                        from contract.settlement_line where settlement = ? group by part, team order by team, min(line)
                        """)
                .param(number)
                .query((row, at) -> new Settlement.Sum(
                        row.getString("part"), row.getString("team"), row.getLong("contracts"), row.getLong("fen")))
                .list();
    }

    List<Settlement.Line> lines(long number, Optional<String> team) {
        return jdbc.sql("""
                        select * from contract.settlement_line
                        where settlement = ? and (?::text is null or team = ?) order by line
                        """)
                .param(number)
                .param(team.orElse(null))
                .param(team.orElse(null))
                .query((row, at) -> new Settlement.Line(
                        row.getString("part"),
                        row.getString("team"),
                        row.getString("agreement"),
                        row.getLong("points"),
                        row.getLong("of_points"),
                        row.getLong("fen"),
                        row.getString("visits").isEmpty()
                                ? List.of()
                                : List.of(row.getString("visits").split(" "))))
                .list();
    }

    private static Settlement settlement(ResultSet row, int at) throws SQLException {
        return new Settlement(
                row.getLong("number"),
                row.getString("organization"),
                row.getInt("year"),
                row.getLong("fund"),
                row.getBigDecimal("share"),
                row.getString("evidence"),
                row.getString("stated_by"),
                row.getObject("stated_at", java.time.OffsetDateTime.class).toInstant(),
                row.getLong("position"));
    }
}
