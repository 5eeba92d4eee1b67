package org.liankang.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * A HAPI FHIR JPA server with an embedded PostgreSQL, to be measured beside Liankang on the same machine. It listens on
 * {@code --port} below {@code /fhir}, asks nobody who they are, and keeps all it has in {@code --data}.
 */
public final class Peer {

    private Peer() {}

    public static void main(String[] words) throws IOException {
        var options = new SimpleCommandLinePropertySource(words);
        Path data = Path.of(options.containsProperty("data") ? options.getProperty("data") : "data/peer")
                .toAbsolutePath();
        Files.createDirectories(data);
        // For the measurement, which reads from /proc how much CPU time this process has used.
        Files.writeString(data.resolve("server.pid"), ProcessHandle.current().pid() + "\n");
        var application = new SpringApplication(Server.class);
        application.setDefaultProperties(Map.of(
                "server.address", "localhost",
                "server.port", options.containsProperty("port") ? options.getProperty("port") : "18990",
                "data", data.toString(),
                // HAPI's own configuration is built on both, and its starter switches them on as well.
                "spring.main.allow-circular-references", "true",
                "spring.main.allow-bean-definition-overriding", "true",
                "spring.main.banner-mode", "off"));
        application.run(words);
    }
}
