package org.liankang.base.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL under the data folder. Durability is on (the library's own default is off), access needs a
 * password, and a server left behind by a killed process is stopped first: otherwise the new process would silently
 * talk to the orphan.
 */
final class EmbeddedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedServer(EmbeddedPostgres server, String password) {
        this.server = server;
        this.password = password;
    }

    static EmbeddedServer none() {
        return new EmbeddedServer(null, "");
    }

    static EmbeddedServer start(DatabaseConfig config) throws IOException {
        Path folder = config.folder().toAbsolutePath();
        Path data = folder.resolve("postgres");
        Files.createDirectories(folder);
        stopOrphan(data);
        String password = Database.secret(folder.resolve("postgres.secret"));
        Path access = data.resolve("pg_hba.conf");
        if (Files.exists(access)) {
            openFor(access, "scram-sha-256", "trust");
        }
        EmbeddedPostgres server = builder(config, folder, data).start();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + password + "'");
            openFor(access, "trust", "scram-sha-256");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException failure) {
            server.close();
            throw new IOException("the embedded PostgreSQL could not be secured", failure);
        }
        return new EmbeddedServer(server, password);
    }

    private static EmbeddedPostgres.Builder builder(DatabaseConfig config, Path folder, Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(folder.resolve("postgres-binaries").toFile())
                .setPort(config.port())
                .setPGStartupWait(PATIENCE)
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("wal_compression", "pglz")
                .setServerConfig("shared_buffers", config.sharedBuffers())
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("max_connections", "60")
                .setServerConfig("random_page_cost", "1.1");
    }

    /** The password can only be set by someone already inside, so the door is opened for the moment of the start. */
    private static void openFor(Path access, String from, String to) throws IOException {
        Files.writeString(access, Files.readString(access).replace(" " + from, " " + to));
    }

    private static void stopOrphan(Path data) throws IOException {
        Path lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
        Optional<ProcessHandle> orphan = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (orphan.isPresent() && isPostgres(orphan.get())) {
            LOG.warn("stopping a PostgreSQL left behind by a killed process");
            new ProcessBuilder("kill", "-INT", Long.toString(pid)).start();
            waitFor(orphan.get());
        }
        Files.deleteIfExists(lock);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(c -> c.endsWith("postgres")).orElse(false);
    }

    private static void waitFor(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stuck) {
            throw new IllegalStateException("an old PostgreSQL does not stop: process " + process.pid(), stuck);
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    String user() {
        return "postgres";
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
