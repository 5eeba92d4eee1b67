package org.liankang.base.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many rows in one statement: each column travels as one array, so a batch costs one round trip whatever its size. */
public final class Rows {

    private final String[] types;
    private final List<List<String>> columns = new ArrayList<>();

    private Rows(String... types) {
        this.types = types;
        for (int at = 0; at < types.length; at++) {
            columns.add(new ArrayList<>());
        }
    }

    /** @param types the PostgreSQL types of the columns, scalars only */
    public static Rows of(String... types) {
        return new Rows(types);
    }

    /** One row; a value is written as its text, null stays null. */
    public void add(Object... values) {
        if (values.length != types.length) {
            throw new IllegalArgumentException(values.length + " values for " + types.length + " columns");
        }
        for (int at = 0; at < values.length; at++) {
            columns.get(at).add(values[at] == null ? null : values[at].toString());
        }
    }

    public boolean isEmpty() {
        return columns.getFirst().isEmpty();
    }

    /**
     * Runs a statement over the rows.
     *
     * @param statement with one {@code %s} where the rows are to stand as a table expression, and no parameters
     */
    public int write(JdbcClient jdbc, String statement) {
        if (isEmpty()) {
            return 0;
        }
        String arrays = Stream.of(types).map(type -> "?::" + type + "[]").collect(Collectors.joining(", "));
        var sql = jdbc.sql(statement.formatted("unnest(" + arrays + ")"));
        for (List<String> column : columns) {
            sql = sql.param(column.toArray(String[]::new));
        }
        return sql.update();
    }
}
