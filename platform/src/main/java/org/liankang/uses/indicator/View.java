package org.liankang.uses.indicator;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One flattened view of one resource type: a SQL-on-FHIR ViewDefinition, compiled. Sibling selects multiply, a
 * {@code forEach} gives a row per element, a {@code forEachOrNull} at least one row.
 *
 * @param columns all columns of all selects, in the order they are written
 * @param when the number of the column that dates a row, -1 when rows have no date of their own
 */
record View(String name, String resource, List<Column> columns, int when, List<Select> selects, List<FhirPath> where) {

    /** The types a column may have: those of FHIR that become one SQL type. */
    enum Type {
        STRING("varchar"),
        DATE("date"),
        DATETIME("timestamp"),
        DECIMAL("double"),
        INTEGER("bigint"),
        BOOLEAN("boolean");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    record Column(String name, Type type, int number, FhirPath path) {}

    /** @param over what to repeat for, or null for once on the same element */
    record Select(FhirPath over, boolean orNull, List<Column> columns, List<Select> selects) {

        Stream<Column> allColumns() {
            return Stream.concat(columns.stream(), selects.stream().flatMap(Select::allColumns));
        }
    }

    /** The rows of one resource; the array is reused, so the reader takes what it needs before returning. */
    void rows(JsonNode resource, Consumer<Object[]> reader) {
        for (FhirPath criterion : where) {
            if (!criterion.holds(resource)) {
                return;
            }
        }
        var row = new Object[columns.size()];
        fill(selects, 0, resource, row, () -> reader.accept(row));
    }

    private static void fill(List<Select> selects, int at, JsonNode context, Object[] row, Runnable done) {
        if (at == selects.size()) {
            done.run();
            return;
        }
        Select select = selects.get(at);
        Runnable next = () -> fill(selects, at + 1, context, row, done);
        if (select.over() == null) {
            fillOne(select, context, row, next);
            return;
        }
        List<JsonNode> elements = select.over().all(context);
        for (JsonNode element : elements) {
            fillOne(select, element, row, next);
        }
        if (elements.isEmpty() && select.orNull()) {
            select.allColumns().forEach(column -> row[column.number()] = null);
            next.run();
        }
    }

    private static void fillOne(Select select, JsonNode element, Object[] row, Runnable next) {
        for (Column column : select.columns()) {
            JsonNode value = column.path().first(element);
            row[column.number()] = value == null ? null : Cell.of(value, column.type());
        }
        fill(select.selects(), 0, element, row, next);
    }
}
