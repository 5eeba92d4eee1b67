package org.liankang.peer;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** PostgreSQL under the data folder, from the binaries the platform uses, and the connections to it. */
@Configuration
class Storage {

    /** What Spring Boot and HAPI's starter have. */
    private static final int CONNECTIONS = 10;

    /**
     * Durable, which the library's own default is not. All else is as PostgreSQL and the library set it; with {@code
     * tuned} it is what the platform sets for its own.
     */
    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres(Environment options) throws IOException {
        Path data = Path.of(options.getRequiredProperty("data"));
        Path folder = data.resolve("postgres");
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(data.resolve("postgres-binaries").toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on");
        if (options.getProperty("tuned", Boolean.class, false)) {
            server.setServerConfig("wal_compression", "pglz")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setServerConfig("checkpoint_timeout", "15min")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("random_page_cost", "1.1");
        }
        if (Files.exists(folder.resolve("postmaster.pid"))) {
            throw new IllegalStateException("a PostgreSQL runs in " + folder + ", or was killed there: stop it, and"
                    + " remove its postmaster.pid");
        }
        return server.start();
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres postgres, Environment options) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(options.getProperty("connections", Integer.class, CONNECTIONS));
        return pool;
    }
}
