package org.liankang.uses.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.liankang.Platform;
import org.liankang.TestDatabase;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Receipt;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.web.SmallDistrict;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A platform of its own with small stretches and files, and the accounts that use it in bulk. */
final class BulkPlatform implements AutoCloseable {

    final Path folder;
    private final ConfigurableApplicationContext context;
    private final Map<String, String> tokens = new TreeMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    BulkPlatform(String... settings) {
        try {
            folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bulk-platform-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--liankang.demo=true",
                "--liankang.policy.regions="
                        + Path.of("../regions").toAbsolutePath().normalize(),
                "--liankang.database.url=" + TestDatabase.freshUrl(),
                "--liankang.database.user=postgres",
                "--liankang.database.connections=8",
                "--liankang.database.folder=" + folder));
        all.addAll(List.of(settings));
        context = SpringApplication.run(Platform.class, all.toArray(String[]::new));
    }

    BulkPlatform withDistrict() {
        SmallDistrict.enter(bean(Door.class));
        return this;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Account account(String login) {
        return bean(Accounts.class).byLogin(login).orElseThrow();
    }

    private String token(String login) {
        return tokens.computeIfAbsent(
                login, one -> bean(Accounts.class).issueToken(account(one).id(), "test", Duration.ofHours(1)));
    }

    String address() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** An answer and what it says. */
    record Answer(int status, byte[] bytes, HttpResponse<byte[]> response) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.parse(bytes);
        }

        String code() {
            return Json.text(json().path("issue").path(0), "details", "coding", "code");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The path of the job that an accepted request names. */
        String job() {
            return URI.create(header("Content-Location")).getPath();
        }
    }

    Answer ask(String login, String method, String path, String... headers) {
        return ask(login, method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** The body as a stream of unknown length. */
    Answer send(String login, String path, Supplier<InputStream> body, String... headers) {
        return ask(login, "POST", path, HttpRequest.BodyPublishers.ofInputStream(body), headers);
    }

    Answer send(String login, String path, String body, String... headers) {
        return ask(login, "POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    private Answer ask(String login, String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : address() + path))
                .timeout(Duration.ofSeconds(120))
                .method(method, body);
        if (!login.isEmpty()) {
            request.header("Authorization", "Bearer " + token(login));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The steward asks for an export. */
    Answer export(String path) {
        return ask(
                "steward", "GET", "/bulk/export" + path, "Prefer", "respond-async", "Liankang-Purpose", "data-repair");
    }

    /** Waits for a job's end. */
    Answer ended(String login, String job) {
        for (int i = 0; i < 600; i++) {
            Answer state = ask(login, "GET", job);
            if (state.status() != 202) {
                return state;
            }
            pause();
        }
        throw new IllegalStateException("the job does not end");
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lines of all files of a list of the manifest, by resource. */
    Map<String, JsonNode> lines(JsonNode list) {
        Map<String, JsonNode> lines = new TreeMap<>();
        for (JsonNode file : list) {
            Answer answer = ask("steward", "GET", file.path("url").asString(""));
            String[] each = answer.text().split("\n");
            if (each.length != file.path("count").asInt(-1)) {
                throw new IllegalStateException("the manifest counts otherwise");
            }
            for (String line : each) {
                JsonNode resource = Json.parse(line);
                String name = resource.path("resourceType").asString("").equals("Bundle")
                        ? Json.text(resource, "entry", "request", "url")
                        : resource.path("resourceType").asString("") + "/"
                                + resource.path("id").asString("");
                if (lines.put(name, resource) != null) {
                    throw new IllegalStateException("a resource is there twice");
                }
            }
        }
        return lines;
    }

    /** Everything as an export tells it. */
    Map<String, JsonNode> everything() {
        return lines(ended("steward", export("").job()).json().path("output"));
    }

    /** One resource through the door. */
    Receipt put(String resource) {
        JsonNode body = Json.parse(resource.replace('\'', '"'));
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "batch");
        var entry = bundle.putArray("entry").addObject();
        entry.putObject("request")
                .put("method", "PUT")
                .put("url", Json.text(body, "resourceType") + "/" + Json.text(body, "id"));
        entry.set("resource", body);
        return SmallDistrict.send(bean(Door.class), bundle, "");
    }

    void delete(String reference) {
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "batch");
        bundle.putArray("entry")
                .addObject()
                .putObject("request")
                .put("method", "DELETE")
                .put("url", reference);
        SmallDistrict.send(bean(Door.class), bundle, "");
    }

    @Override
    public void close() {
        context.close();
    }
}
