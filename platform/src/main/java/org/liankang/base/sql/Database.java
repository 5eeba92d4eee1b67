package org.liankang.base.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The one operational database: an external PostgreSQL by URL, or an embedded one that keeps its data folder. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseConfig.class)
class Database {

    @Bean(destroyMethod = "close")
    EmbeddedServer embeddedServer(DatabaseConfig config) throws IOException {
        return config.url().isBlank() ? EmbeddedServer.start(config) : EmbeddedServer.none();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseConfig config, EmbeddedServer server) {
        var pool = new HikariConfig();
        pool.setPoolName("liankang");
        pool.setJdbcUrl(config.url().isBlank() ? server.url() : config.url());
        pool.setUsername(config.url().isBlank() ? server.user() : config.user());
        pool.setPassword(config.url().isBlank() ? server.password() : config.password());
        pool.setMaximumPoolSize(config.connections());
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", "liankang");
        pool.addDataSourceProperty("logServerErrorDetail", "false"); // it would put the values of rows into the log
        return new HikariDataSource(pool);
    }

    @Bean
    JdbcClient jdbcClient(DataSource source) {
        return JdbcClient.create(source);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource source) {
        return new JdbcTransactionManager(source);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    Migrations migrations(DataSource source) {
        return new Migrations(source);
    }

    /** The embedded server's password: made once, readable by its owner only, never in the repository. */
    static String secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }
}
