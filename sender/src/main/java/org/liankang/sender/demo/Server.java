package org.liankang.sender.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server as a child process, its log in the data folder. */
final class Server {

    private static final Duration STOP = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final Path log;
    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Server(Process process, Path log, String base) {
        this.process = process;
        this.log = log;
        this.base = base;
    }

    static Server start(List<String> command, Path data, String base) throws IOException {
        Path log = data.resolve("server.log");
        Path pid = data.resolve("server.pid");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Files.writeString(pid, Long.toString(process.pid()));
        return new Server(process, log, base);
    }

    /** The process number of a server that still uses this folder, because its launcher was killed; 0 if none does. */
    static long leftBehind(Path data) throws IOException {
        Path file = data.resolve("server.pid");
        if (!Files.isRegularFile(file)) {
            return 0;
        }
        long pid = Long.parseLong(Files.readString(file).strip());
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> p.info()
                        .commandLine()
                        .map(c -> c.contains("platform.jar"))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .orElse(0L);
    }

    static boolean taken(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException free) {
            return false;
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    boolean healthy() throws InterruptedException {
        try {
            return get("/health", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How far the books have read, from 0 to 1; empty when the server does not say. */
    OptionalDouble booksRead(String token) throws InterruptedException {
        try {
            JsonNode state = JSON.readTree(get("/api/system/books", token).body());
            long last = state.path("last").asLong(0);
            double least = 1;
            for (JsonNode book : state.path("books")) {
                least = Math.min(
                        least, last == 0 ? 1 : (double) book.path("position").asLong(0) / last);
            }
            return state.path("books").isArray() ? OptionalDouble.of(least) : OptionalDouble.empty();
        } catch (IOException | JacksonException unsaid) {
            return OptionalDouble.empty();
        }
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The end of its log, without stack frames. */
    List<String> lastWords() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.removeIf(line -> line.isBlank() || line.startsWith("\tat "));
        return lines.subList(Math.max(0, lines.size() - 15), lines.size());
    }

    Path log() {
        return log;
    }

    int await() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to stop and waits until it has, so that its database is closed. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
