package org.liankang.uses.indicator;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The SQL put around an indicator's own, and how its results are read. Part of {@link IndicatorStore}. */
final class RowsQuery {

    /** Rows of one scope and age band, summed. */
    record Sum(Scope scope, BandRate rate) {}

    private static final int BY_DIVISION = 1;
    private static final int BY_INSTITUTION = 2;

    private RowsQuery() {}

    /** An indicator's own SQL with the days put in. */
    static String rows(Definition definition, LocalDate asOf) {
        String sql = definition
                .sql()
                .replace("$from", date(definition.window().from(asOf)))
                .replace("$to", date(asOf.plusDays(1)))
                .replace("$as_of", date(asOf));
        return sql.stripTrailing();
    }

    private static String date(LocalDate day) {
        return "date '" + day + "'";
    }

    /** @param rows the indicator's own SQL, ready to run */
    static String sums(Definition definition, String rows) {
        String band = definition.calculation().banded() ? "band" : "''";
        // Added up once over all rows, then the few sums over each grouping.
        return "select grouping(division, institution), division, institution, age_band, sum(numerator), sum(denominator) "
                + "from (select division, institution, " + band + " as age_band, "
                + "cast(sum(numerator) as double) as numerator, cast(sum(denominator) as double) as denominator from "
                + "(" + rows + "\n) group by 1, 2, 3) "
                + "group by grouping sets ((age_band), (division, age_band), (institution, age_band)) "
                + "order by all";
    }

    static Sum sum(ResultSet row) throws SQLException {
        var rate = new BandRate(row.getString(4), row.getDouble(5), row.getDouble(6));
        // grouping() has a bit for each column that is rolled up: division the higher, institution the lower.
        return switch (row.getInt(1)) {
            case BY_DIVISION -> new Sum(Scope.division(text(row, 2)), rate);
            case BY_INSTITUTION -> new Sum(Scope.institution(text(row, 3)), rate);
            default -> new Sum(Scope.region(), rate);
        };
    }

    static String units(Definition definition, LocalDate asOf, Scope scope, Indicators.Part part) {
        String where = switch (scope.kind()) {
            case REGION -> "where true";
            case DIVISION -> "where division = ?";
            case INSTITUTION -> "where institution = ?";
        };
        String which = switch (part) {
            case ALL -> "";
            case IN_NUMERATOR -> " and numerator > 0";
            case NOT_IN_NUMERATOR -> " and numerator = 0";
        };
        return "select unit_kind, resident, unit_id, division, institution, cast(numerator as double), "
                + "cast(denominator as double), cast(evidence as varchar[]), count(*) over () from ("
                + rows(definition, asOf) + "\n) " + where + which
                + " order by unit_kind, resident, unit_id, numerator, denominator limit ? offset ?";
    }

    static Indicators.Page page(ResultSet rows) throws SQLException {
        List<Indicators.Unit> units = new ArrayList<>();
        long total = 0;
        while (rows.next()) {
            units.add(new Indicators.Unit(
                    text(rows, 1),
                    rows.getLong(2),
                    text(rows, 3),
                    text(rows, 4),
                    text(rows, 5),
                    rows.getDouble(6),
                    rows.getDouble(7),
                    texts(rows.getArray(8))));
            total = rows.getLong(9);
        }
        return new Indicators.Page(List.copyOf(units), total);
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .map(String::valueOf)
                        .toList();
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
