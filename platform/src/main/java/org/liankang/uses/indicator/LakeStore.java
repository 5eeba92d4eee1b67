package org.liankang.uses.indicator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.liankang.base.policy.PolicyError;
import org.liankang.base.sql.DatabaseConfig;
import org.liankang.record.store.Version;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The flattened views as DuckDB tables, with the position they have read to. One connection writes; readers have their
 * own and see whole transactions only.
 */
@Component
@EnableConfigurationProperties(IndicatorConfig.class)
class LakeStore implements AutoCloseable {

    /**
     * A month in which rows of a view came or went.
     *
     * @param month years × 12 + months, or {@link #ALWAYS} for rows without a date, which count in every month
     */
    record Touch(String view, int month) {

        static final int ALWAYS = Integer.MIN_VALUE;

        static int month(LocalDate day) {
            return day.getYear() * 12 + day.getMonthValue();
        }
    }

    private final Catalogue catalogue;
    private final Map<String, List<View>> viewsOf;
    private final DuckDBConnection writer;
    private volatile long position;

    @Autowired
    LakeStore(IndicatorConfig config, DatabaseConfig database, Catalogue catalogue) throws IOException {
        this(config.folderIn(database.folder()), config.memory(), config.threads(), catalogue);
    }

    LakeStore(Path folder, String memory, int threads, Catalogue catalogue) throws IOException {
        this.catalogue = catalogue;
        this.viewsOf = catalogue.views().stream().collect(Collectors.groupingBy(View::resource));
        Files.createDirectories(folder);
        var settings = new Properties();
        settings.setProperty("memory_limit", memory);
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            writer = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("indicators.duckdb"), settings)
                    .unwrap(DuckDBConnection.class);
            prepare();
        } catch (SQLException failure) {
            throw new IllegalStateException("the analytic tables cannot be opened", failure);
        }
    }

    private void prepare() throws SQLException {
        execute("create table if not exists book (position bigint not null, fingerprint varchar not null)");
        boolean same;
        try (var statement = writer.createStatement();
                var row = statement.executeQuery("select position, fingerprint from book")) {
            same = row.next() && row.getString(2).equals(catalogue.fingerprint());
            position = same ? row.getLong(1) : 0;
        }
        if (!same) {
            dropAll();
        }
        for (View view : catalogue.views()) {
            execute("create table if not exists " + view.name() + " (" + columns(view) + ")");
        }
        if (!same) {
            execute("insert into book values (0, '" + catalogue.fingerprint() + "')");
        }
        for (String group : catalogue.groups()) {
            execute(group);
        }
        for (Definition definition : catalogue.definitions()) {
            check(definition);
        }
    }

    /** The definitions have changed since the tables were made: they are made anew and the feed is read again. */
    private void dropAll() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var statement = writer.createStatement();
                var rows =
                        statement.executeQuery("select table_name from duckdb_tables() where table_name <> 'book'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        for (String table : tables) {
            execute("drop table \"" + table + "\" cascade");
        }
        execute("delete from book");
    }

    private static String columns(View view) {
        return "id varchar not null, version integer not null, position bigint not null, "
                + "resident bigint, institution bigint"
                + view.columns().stream()
                        .map(column ->
                                ", " + column.name() + " " + column.type().sql())
                        .collect(Collectors.joining());
    }

    private void check(Definition definition) {
        LocalDate day = LocalDate.of(2025, 1, 31);
        try (var statement = writer.prepareStatement(RowsQuery.sums(definition, day))) {
            statement.getMetaData();
        } catch (SQLException wrong) {
            throw new PolicyError("indicators/" + definition.code() + ".yaml", 0, wrong.getMessage());
        }
    }

    long position() {
        return position;
    }

    /** Writes the rows of these changes and the position in one transaction; says which months they touched. */
    synchronized Set<Touch> write(List<Version> changes) {
        return transaction(changes.getLast().position(), () -> {
            Set<Touch> touched = new LinkedHashSet<>();
            for (var changed : byType(changes).entrySet()) {
                for (View view : viewsOf.getOrDefault(changed.getKey(), List.of())) {
                    write(view, changed.getValue(), touched);
                }
            }
            return touched;
        });
    }

    /** The last version of each resource; what came between has no effect that lasts. */
    private static final class Last {

        private final boolean mayHaveRows;
        private Version version;

        Last(Version first) {
            this.mayHaveRows = first.number() > 1;
            this.version = first;
        }
    }

    private Map<String, Collection<Last>> byType(List<Version> changes) {
        Map<String, Map<String, Last>> byType = new LinkedHashMap<>();
        for (Version change : changes) {
            if (viewsOf.containsKey(change.type())) {
                byType.computeIfAbsent(change.type(), type -> new HashMap<>())
                        .computeIfAbsent(change.id(), id -> new Last(change))
                        .version = change;
            }
        }
        Map<String, Collection<Last>> result = new LinkedHashMap<>();
        byType.forEach((type, lasts) -> result.put(
                type,
                lasts.values().stream()
                        .sorted(java.util.Comparator.comparingLong(last -> last.version.position()))
                        .toList()));
        return result;
    }

    private void write(View view, Collection<Last> changed, Set<Touch> touched) throws SQLException {
        String[] gone = changed.stream()
                .filter(last -> last.mayHaveRows)
                .map(last -> last.version.id())
                .toArray(String[]::new);
        if (gone.length > 0) {
            remove(view, gone, touched);
        }
        try (DuckDBAppender appender = writer.createAppender(view.name())) {
            for (Last last : changed) {
                if (!last.version.deleted()) {
                    append(view, last.version, appender, touched);
                }
            }
        }
    }

    private void remove(View view, String[] ids, Set<Touch> touched) throws SQLException {
        String those = " from " + view.name() + " where id in (select unnest(?))";
        var array = writer.createArrayOf("VARCHAR", ids);
        if (view.when() < 0) {
            touched.add(new Touch(view.name(), Touch.ALWAYS));
        } else {
            String day = view.columns().get(view.when()).name();
            try (PreparedStatement dates =
                    writer.prepareStatement("select distinct year(" + day + ") * 12 + month(" + day + ")" + those)) {
                dates.setArray(1, array);
                try (ResultSet months = dates.executeQuery()) {
                    while (months.next()) {
                        int month = months.getInt(1);
                        touched.add(new Touch(view.name(), months.wasNull() ? Touch.ALWAYS : month));
                    }
                }
            }
        }
        try (PreparedStatement delete = writer.prepareStatement("delete" + those)) {
            delete.setArray(1, array);
            delete.executeUpdate();
        }
    }

    private void append(View view, Version version, DuckDBAppender appender, Set<Touch> touched) {
        view.rows(version.body(), row -> {
            try {
                appender.beginRow()
                        .append(version.id())
                        .append(version.number())
                        .append(version.position())
                        .append(version.resident())
                        .append(version.institution());
                for (Object cell : row) {
                    append(appender, cell);
                }
                appender.endRow();
            } catch (SQLException failure) {
                throw new StoreFailure(failure);
            }
            touched.add(new Touch(view.name(), view.when() < 0 ? Touch.ALWAYS : month(row[view.when()])));
        });
    }

    private static void append(DuckDBAppender appender, Object cell) throws SQLException {
        switch (cell) {
            case null -> appender.appendNull();
            case String text -> appender.append(text);
            case LocalDate day -> appender.append(day);
            case LocalDateTime time -> appender.append(time);
            case Double number -> appender.append(number.doubleValue());
            case Long number -> appender.append(number.longValue());
            case Boolean flag -> appender.append(flag.booleanValue());
            default ->
                throw new IllegalStateException(
                        "no column holds a " + cell.getClass().getSimpleName());
        }
    }

    private static int month(Object when) {
        return switch (when) {
            case LocalDate day -> Touch.month(day);
            case LocalDateTime time -> Touch.month(time.toLocalDate());
            case null, default -> Touch.ALWAYS;
        };
    }

    synchronized void clear() {
        transaction(0, () -> {
            for (View view : catalogue.views()) {
                execute("delete from " + view.name());
            }
            return Set.of();
        });
    }

    /** What a transaction does beside moving the position. */
    private interface Work {
        Set<Touch> run() throws SQLException;
    }

    /**
     * Begins by a statement of its own: with autocommit merely off the driver would begin at the first statement, and
     * an appender before it would commit by itself.
     */
    private Set<Touch> transaction(long next, Work work) {
        try {
            execute("begin transaction");
            try {
                Set<Touch> touched = work.run();
                execute("update book set position = " + next);
                execute("commit");
                position = next;
                return touched;
            } catch (SQLException | RuntimeException failure) {
                execute("rollback");
                throw failure;
            }
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = writer.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A connection of its own for a reader, who closes it. */
    Connection reader() {
        try {
            return writer.duplicate();
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    /** The summed rows of an indicator by scope and age band. */
    List<RowsQuery.Sum> sums(Definition definition, LocalDate asOf) {
        try (Connection reader = reader();
                var statement = reader.createStatement();
                var rows = statement.executeQuery(RowsQuery.sums(definition, asOf))) {
            List<RowsQuery.Sum> sums = new ArrayList<>();
            while (rows.next()) {
                sums.add(RowsQuery.sum(rows));
            }
            return sums;
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    /** One page of the units behind an indicator. */
    Indicators.Page units(
            Definition definition, LocalDate asOf, Scope scope, Indicators.Part part, int most, int offset) {
        String sql = RowsQuery.units(definition, asOf, scope, part);
        try (Connection reader = reader();
                var statement = reader.prepareStatement(sql)) {
            int at = 1;
            if (scope.kind() != Scope.Kind.REGION) {
                statement.setString(at++, scope.key());
            }
            statement.setInt(at++, most);
            statement.setInt(at, offset);
            try (ResultSet rows = statement.executeQuery()) {
                return RowsQuery.page(rows);
            }
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    /** All rows of a view as text, in a stable order: for comparing two states. */
    Stream<String> content(View view) {
        try (Connection reader = reader();
                var statement = reader.createStatement();
                var rows =
                        statement.executeQuery("select cast(t as varchar) from " + view.name() + " t order by all")) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines.stream();
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (SQLException failure) {
            throw new StoreFailure(failure);
        }
    }

    /** The analytic database failed: a bug or a broken disk, never bad input. */
    static final class StoreFailure extends RuntimeException {

        StoreFailure(SQLException cause) {
            super(cause);
        }
    }
}
