package org.liankang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.liankang.base.json.Json;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The whole platform in demo mode on its real embedded PostgreSQL, started once for all tests of a JVM. Tests share its
 * record, so each uses identifiers of its own.
 */
public final class RunningPlatform {

    private static RunningPlatform shared;
    private static boolean tried;

    private final ConfigurableApplicationContext context;
    private final Path folder;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private RunningPlatform(ConfigurableApplicationContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    public static synchronized RunningPlatform shared() {
        if (shared == null) {
            if (tried) {
                throw new IllegalStateException("the platform did not start; the first failure says why");
            }
            tried = true;
            try {
                Path folder = Files.createTempDirectory("liankang-test");
                shared = start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return shared;
    }

    /** Another platform on its own folder; the caller closes it. */
    public static RunningPlatform start(Path folder) {
        SpringApplication application = new SpringApplicationBuilder(Platform.class).build();
        return new RunningPlatform(
                application.run(
                        "--server.port=0",
                        "--liankang.demo=true",
                        "--liankang.policy.regions=" + Path.of("..", "regions"),
                        "--liankang.database.folder=" + folder),
                folder);
    }

    public void close() {
        context.close();
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public String address() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** The demo's token of a role, for example {@code sender}. */
    public String token(String role) {
        try {
            return Json.text(Json.parse(Files.readAllBytes(folder.resolve("demo-accounts.json"))), "tokens", role);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An answer and what it says. */
    public record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {

        /** The stable code of the first error. */
        public String code() {
            for (JsonNode issue : body.path("issue")) {
                if ("error".equals(issue.path("severity").asString(""))) {
                    return Json.text(issue, "details", "coding", "code");
                }
            }
            return "";
        }

        public String id() {
            return body.path("id").asString("");
        }
    }

    /** A FHIR request as the demo's sender; {@code headers} are names and values in turn. */
    public Answer fhir(String method, String path, String body, String... headers) {
        return fhir(method, path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    public Answer fhir(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/fhir" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token("sender"))
                .header("Content-Type", "application/fhir+json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode said = response.body().length == 0 ? Json.object() : Json.parse(response.body());
            return new Answer(response.statusCode(), said, response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            // the server may still be writing its last files; the system clears its temporary folder
        }
    }
}
