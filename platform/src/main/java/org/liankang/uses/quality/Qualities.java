package org.liankang.uses.quality;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers how good what institutions send is. Whose mistakes an account may see is decided before asking. */
@Component
public class Qualities {

    /** Whose: every institution's. */
    public static final long ALL = -1;

    /**
     * From which share of passed judgements a score counts as good, and from which as fair.
     *
     * @param confidence of these numbers: H, M or L
     */
    public record Bands(BigDecimal good, BigDecimal fair, String confidence) {}

    /**
     * Which items are asked for.
     *
     * @param institution its number, 0 for what names none, or {@link #ALL}
     * @param rule code, or empty for all
     * @param mended those that were mended, instead of those that still fail
     */
    public record Filter(long institution, String rule, boolean mended) {}

    /** Where a page of items ended: the next one begins after it. */
    public record Mark(long position, String rule, String reference) {

        public static final Mark START = new Mark(Long.MAX_VALUE, "", "");

        public static Mark after(Item item) {
            return new Mark(item.position(), item.rule(), item.reference());
        }
    }

    private final JdbcClient jdbc;
    private final Rulebook rules;

    Qualities(JdbcClient jdbc, Rulebook qualityRules) {
        this.jdbc = jdbc;
        this.rules = qualityRules;
    }

    public List<Rule> rules() {
        return rules.rules();
    }

    public Optional<Rule> rule(String code) {
        return rules.rules().stream().filter(rule -> rule.code().equals(code)).findFirst();
    }

    public List<Kind> kinds() {
        return rules.kinds();
    }

    public Bands bands() {
        QualityFile.Bands bands = rules.bands();
        return new Bands(bands.good(), bands.fair(), bands.confidence());
    }

    /** Per institution, kind and rule over these months, both included. */
    public List<Score> scores(long institution, YearMonth from, YearMonth until) {
        return jdbc.sql("""
                        select institution, kind, rule, null::date as month,
                            sum(judged) as judged, sum(failed) as failed, sum(mended) as mended
                        from quality.score where (? = -1 or institution = ?) and month between ? and ?
                        group by institution, kind, rule
                        """)
                .params(institution, institution, from.atDay(1), until.atDay(1))
                .query((row, number) -> score(row))
                .list();
    }

    /** Per kind, rule and month; of several institutions together. */
    public List<Score> months(long institution, YearMonth from, YearMonth until) {
        return jdbc.sql("""
                        select -1 as institution, kind, rule, month,
                            sum(judged) as judged, sum(failed) as failed, sum(mended) as mended
                        from quality.score where (? = -1 or institution = ?) and month between ? and ?
                        group by kind, rule, month order by month
                        """)
                .params(institution, institution, from.atDay(1), until.atDay(1))
                .query((row, number) -> score(row))
                .list();
    }

    /** The newest first, at most so many after a mark. */
    public List<Item> items(Filter filter, int most, Mark after) {
        StringBuilder where = new StringBuilder(filter.mended() ? "mended is not null" : "mended is null");
        var parameters = new java.util.ArrayList<Object>();
        if (filter.institution() != ALL) {
            where.append(" and institution = ?");
            parameters.add(filter.institution());
        }
        if (!filter.rule().isEmpty()) {
            where.append(" and rule = ?");
            parameters.add(filter.rule());
        }
        where.append(" and (position, rule, reference) < (?, ?, ?)");
        parameters.addAll(List.of(after.position(), after.rule(), after.reference()));
        return jdbc.sql("select * from quality.item where " + where
                        + " order by position desc, rule desc, reference desc limit ?")
                .params(parameters)
                .param(most)
                .query((row, number) -> QualityStore.item(row))
                .list();
    }

    private static Score score(ResultSet row) throws SQLException {
        return new Score(
                row.getLong("institution"),
                row.getString("kind"),
                row.getString("rule"),
                Optional.ofNullable(row.getObject("month", LocalDate.class)).map(YearMonth::from),
                row.getLong("judged"),
                row.getLong("failed"),
                row.getLong("mended"));
    }
}
