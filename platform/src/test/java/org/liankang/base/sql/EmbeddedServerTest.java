package org.liankang.base.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL as a platform finds it after good and bad days. */
class EmbeddedServerTest {

    @TempDir
    private Path folder;

    private DatabaseConfig config() {
        return new DatabaseConfig("", "", "", folder, 0, "64MB", 4);
    }

    private static Connection open(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** A platform that will be killed: starts the server, writes a row, says so, and waits for its end. */
    static final class Doomed {

        public static void main(String[] folder) throws Exception {
            EmbeddedServer server =
                    EmbeddedServer.start(new DatabaseConfig("", "", "", Path.of(folder[0]), 0, "64MB", 4));
            try (Connection connection = open(server);
                    var statement = connection.createStatement()) {
                statement.execute("create table kept as select 42 as answer");
            }
            System.out.println("written");
            Thread.sleep(60_000);
        }
    }

    @Test
    void it_is_durable_and_closed_to_strangers() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(config())) {
            try (Connection connection = open(server)) {
                for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
                    assertThat(ask(connection, "show " + setting)).as(setting).isEqualTo("on");
                }
            }
            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class);
            assertThat(Files.getPosixFilePermissions(folder.resolve("postgres.secret")))
                    .hasSize(2);
        }
    }

    @Test
    void a_server_left_behind_by_a_killed_platform_is_stopped_and_keeps_its_rows() throws Exception {
        Process doomed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Doomed.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = doomed.inputReader()) {
            assertThat(said.lines().filter("written"::equals).findFirst()).isPresent();
        } finally {
            doomed.destroyForcibly().waitFor();
        }
        long left = Long.parseLong(
                Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst());
        assertThat(ProcessHandle.of(left)).isPresent();
        try (EmbeddedServer next = EmbeddedServer.start(config());
                Connection connection = open(next)) {
            assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(ask(connection, "select answer from kept")).isEqualTo("42");
        }
    }
}
