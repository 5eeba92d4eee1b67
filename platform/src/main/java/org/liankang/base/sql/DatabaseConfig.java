package org.liankang.base.sql;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where PostgreSQL is. With a URL the platform uses that server; without one it runs its own under the data folder.
 *
 * @param url JDBC URL of an external PostgreSQL, or empty for the embedded one
 * @param folder the platform's data folder
 * @param port the embedded server's port, 0 for any free one
 * @param connections size of the connection pool
 */
@ConfigurationProperties("liankang.database")
public record DatabaseConfig(
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("data") Path folder,
        @DefaultValue("0") int port,
        @DefaultValue("256MB") String sharedBuffers,
        @DefaultValue("16") int connections) {}
