package org.liankang.uses.lake;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.liankang.base.sql.DatabaseConfig;
import org.liankang.record.store.Version;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The views as DuckDB tables, with the position they have read to. One connection writes; readers have their own and see
 * whole transactions only. A resource a view cannot be evaluated on has no rows; why stands in {@code lake_problem}.
 */
@Component
@EnableConfigurationProperties(LakeConfig.class)
public class Lake implements AutoCloseable {

    private static final String FILE = "lake.duckdb";

    private final LakeViews views;
    private final Map<String, List<LakeView>> viewsOf;
    private final List<LakeWatcher> watchers = new CopyOnWriteArrayList<>();
    private final DuckDBConnection writer;
    private volatile long position;

    @Autowired
    Lake(LakeConfig config, DatabaseConfig database, LakeViews views) throws IOException {
        this(config.folderIn(database.folder()), config.memory(), config.threads(), views);
    }

    /** @param folder holds the file; made when it is not there */
    public Lake(Path folder, String memory, int threads, LakeViews views) throws IOException {
        this.views = views;
        this.viewsOf = views.all().stream()
                .collect(Collectors.groupingBy(view -> view.view().resource()));
        Files.createDirectories(folder);
        var settings = new Properties();
        settings.setProperty("memory_limit", memory);
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            writer = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(FILE), settings)
                    .unwrap(DuckDBConnection.class);
            prepare();
        } catch (SQLException failure) {
            throw new IllegalStateException("the analytic tables cannot be opened", failure);
        }
    }

    private void prepare() throws SQLException {
        execute("create table if not exists lake_position (position bigint not null, fingerprint varchar not null)");
        boolean same;
        try (var statement = writer.createStatement();
                var row = statement.executeQuery("select position, fingerprint from lake_position")) {
            same = row.next() && row.getString(2).equals(views.fingerprint());
            position = same ? row.getLong(1) : 0;
        }
        if (!same) {
            dropAll();
        }
        for (LakeView view : views.all()) {
            execute("create table if not exists " + view.name() + " (" + view.declaration() + ")");
        }
        for (Kept kept : views.kept()) {
            execute("create table if not exists " + kept.table() + " as " + kept.all() + " limit 0");
        }
        execute("create table if not exists lake_problem "
                + "(view varchar not null, id varchar not null, version integer not null, position bigint not null, "
                + "code varchar not null, place varchar not null)");
        if (!same) {
            execute("insert into lake_position values (0, '" + views.fingerprint() + "')");
        }
    }

    /** The definitions have changed since the tables were made: they are made anew and the feed is read again. */
    private void dropAll() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var statement = writer.createStatement();
                var rows = statement.executeQuery(
                        "select table_name from duckdb_tables() where table_name <> 'lake_position'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        for (String table : tables) {
            execute("drop table \"" + table + "\" cascade");
        }
        execute("delete from lake_position");
    }

    /** From now on it is told what changes. */
    public void watch(LakeWatcher watcher) {
        watchers.add(watcher);
    }

    /** The last position in the feed whose effects are in the tables. */
    public long position() {
        return position;
    }

    public LakeViews views() {
        return views;
    }

    /** Creates what is derived from the tables inside the database: views and macros. */
    public synchronized void define(List<String> statements) {
        try {
            for (String statement : statements) {
                execute(statement);
            }
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }

    /** Writes the rows of these changes and the position in one transaction; watchers hear which months they touched. */
    synchronized void write(List<Version> changes) {
        long next = changes.getLast().position();
        Set<Touch> touched = transaction(next, () -> {
            Set<Touch> months = new LinkedHashSet<>();
            for (var changed : byType(changes).entrySet()) {
                for (LakeView view : viewsOf.getOrDefault(changed.getKey(), List.of())) {
                    write(view, changed.getValue(), months);
                }
            }
            return months;
        });
        watchers.forEach(watcher -> watcher.touched(touched, next));
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
                        .sorted(Comparator.comparingLong(last -> last.version.position()))
                        .toList()));
        return result;
    }

    private void write(LakeView view, Collection<Last> changed, Set<Touch> touched) throws SQLException {
        List<Kept> beside = views.kept().stream()
                .filter(kept -> kept.from().equals(view.name()))
                .toList();
        Set<Long> residents = new HashSet<>();
        String[] gone = changed.stream()
                .filter(last -> last.mayHaveRows)
                .map(last -> last.version.id())
                .toArray(String[]::new);
        if (gone.length > 0) {
            if (!beside.isEmpty()) {
                residents.addAll(residentsOf(view, gone));
            }
            remove(view, gone, touched);
        }
        try (DuckDBAppender appender = writer.createAppender(view.name())) {
            for (Last last : changed) {
                if (!last.version.deleted()) {
                    append(view, last.version, appender, touched);
                    residents.add(last.version.resident());
                }
            }
        }
        for (Kept kept : beside) {
            keep(kept, residents);
        }
    }

    private Set<Long> residentsOf(LakeView view, String[] ids) throws SQLException {
        Set<Long> residents = new HashSet<>();
        try (var select = writer.prepareStatement(
                "select distinct resident from " + view.name() + " where id in (select unnest(?))")) {
            select.setArray(1, writer.createArrayOf("VARCHAR", ids));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    residents.add(rows.getLong(1));
                }
            }
        }
        return residents;
    }

    private void keep(Kept kept, Set<Long> residents) throws SQLException {
        residents.remove(0L);
        if (residents.isEmpty()) {
            return;
        }
        Array changed = writer.createArrayOf("BIGINT", residents.toArray());
        delete(" from " + kept.table() + " where resident in (select unnest(?))", changed);
        try (var insert = writer.prepareStatement("insert into " + kept.table() + " " + kept.some())) {
            insert.setArray(1, changed);
            insert.executeUpdate();
        }
    }

    /** Makes the kept tables anew from the views as they are: for tools that filled these themselves. */
    public synchronized void keepAnew() {
        transaction(position, () -> {
            for (Kept kept : views.kept()) {
                execute("delete from " + kept.table());
                execute("insert into " + kept.table() + " " + kept.all());
            }
            return Set.of();
        });
    }

    private void remove(LakeView view, String[] ids, Set<Touch> touched) throws SQLException {
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
        delete(those, array);
        delete(" from lake_problem where view = '" + view.name() + "' and id in (select unnest(?))", array);
    }

    private void delete(String those, Array ids) throws SQLException {
        try (PreparedStatement delete = writer.prepareStatement("delete" + those)) {
            delete.setArray(1, ids);
            delete.executeUpdate();
        }
    }

    private void append(LakeView view, Version given, DuckDBAppender appender, Set<Touch> touched) throws SQLException {
        View.Rows made = view.view().rows(given.body());
        if (made.problem() != null) {
            remember(view, given, made.problem());
        }
        for (JsonNode[] row : made.rows()) {
            appender.beginRow()
                    .append(given.id())
                    .append(given.number())
                    .append(given.position())
                    .append(given.resident())
                    .append(given.institution());
            int month = Touch.ALWAYS;
            for (int i = 0; i < row.length; i++) {
                Column column = view.columns().get(i);
                if (column.collection() && row[i] != null) {
                    appender.append(SqlValue.all(row[i], column.sqlType()));
                } else {
                    Object cell = row[i] == null ? null : SqlValue.of(row[i], column.sqlType());
                    append(appender, cell);
                    month = i == view.when() ? month(cell) : month;
                }
            }
            appender.endRow();
            touched.add(new Touch(view.name(), month));
        }
    }

    private void remember(LakeView view, Version given, Problem problem) throws SQLException {
        try (var insert = writer.prepareStatement("insert into lake_problem values (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, view.name());
            insert.setString(2, given.id());
            insert.setInt(3, given.number());
            insert.setLong(4, given.position());
            insert.setString(5, problem.code());
            insert.setString(6, problem.place());
            insert.executeUpdate();
        }
    }

    private static void append(DuckDBAppender appender, Object cell) throws SQLException {
        switch (cell) {
            case null -> appender.appendNull();
            case String text -> appender.append(text);
            case LocalDate day -> appender.append(day);
            case LocalDateTime time -> appender.append(time);
            case LocalTime time -> appender.append(time);
            case BigDecimal number -> appender.append(number);
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
            execute("delete from lake_problem");
            for (Kept kept : views.kept()) {
                execute("delete from " + kept.table());
            }
            for (LakeView view : views.all()) {
                execute("delete from " + view.name());
            }
            return Set.of();
        });
        watchers.forEach(LakeWatcher::forgotten);
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
                execute("update lake_position set position = " + next);
                execute("commit");
                position = next;
                return touched;
            } catch (SQLException | RuntimeException failure) {
                execute("rollback");
                throw failure;
            }
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = writer.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A connection of its own for a reader, who closes it. */
    public Connection reader() {
        try {
            return writer.duplicate();
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }

    /** All rows of a view as text, in a stable order: for comparing two states. */
    public Stream<String> content(LakeView view) {
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
            throw new LakeFailure(failure);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }
}
