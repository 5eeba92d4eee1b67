package org.liankang.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.liankang.sender.SendingFailed;

/**
 * What a server holds on disk, in bytes: one of ours, or one beside it that keeps its PostgreSQL in the same place.
 *
 * @param database {@code pg_database_size}: tables and indexes, without the write-ahead log
 * @param schemas tables with their indexes, by schema
 * @param log the write-ahead log
 * @param index the folder of the search index
 * @param lake the folder of the lake
 */
record Sizes(long database, Map<String, Long> schemas, long log, long index, long lake) {

    /** What is there without any book: the record, the submissions, and who is who. */
    private static final List<String> RECORD = List.of("record", "receipt", "person", "place", "access");

    static Sizes of(Path data) throws IOException {
        List<String> lock = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        var login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", secret(data));
        String url = "jdbc:postgresql://localhost:" + lock.get(3).strip() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement()) {
            return new Sizes(
                    database(statement),
                    schemas(statement),
                    folder(data.resolve("postgres/pg_wal")),
                    folder(data.resolve("index")),
                    folder(data.resolve("lake")));
        } catch (SQLException failure) {
            throw new SendingFailed("PostgreSQL does not say how large it is: " + failure.getMessage());
        }
    }

    /** The peer's PostgreSQL asks for none. */
    private static String secret(Path data) throws IOException {
        Path secret = data.resolve("postgres.secret");
        return Files.exists(secret) ? Files.readString(secret).strip() : "";
    }

    private static long database(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Map<String, Long> schemas(Statement statement) throws SQLException {
        Map<String, Long> schemas = new TreeMap<>();
        try (ResultSet row = statement.executeQuery("""
                select schemaname, sum(pg_total_relation_size(relid))::bigint
                from pg_stat_user_tables group by schemaname""")) {
            while (row.next()) {
                schemas.put(row.getString(1), row.getLong(2));
            }
        }
        return schemas;
    }

    /** Bytes in files below a folder; none if it is not there. */
    static long folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(Sizes::length).sum();
        } catch (UncheckedIOException changing) {
            throw changing.getCause();
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException removedMeanwhile) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Tables and indexes of the record alone. */
    long record() {
        return RECORD.stream().mapToLong(one -> schemas.getOrDefault(one, 0L)).sum();
    }

    /** The folders as they are later, when the server has written them out; the rest as it is here. */
    Sizes withFolders(Path data) throws IOException {
        return new Sizes(database, schemas, log, folder(data.resolve("index")), folder(data.resolve("lake")));
    }
}
