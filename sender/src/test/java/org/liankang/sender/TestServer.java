package org.liankang.sender;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A small FHIR server that keeps what it is sent, knows keys, and can be told to misbehave. */
final class TestServer implements AutoCloseable {

    /** Decides about a request before it is handled: a status to answer with, or 0 to go on, or -1 to cut the line. */
    interface Mood {
        int answer(String key, int requestsSoFar);
    }

    final Map<String, String> stored = new TreeMap<>();
    final List<String> order = Collections.synchronizedList(new ArrayList<>());
    final List<JsonNode> bundles = Collections.synchronizedList(new ArrayList<>());
    final Set<String> keys = Collections.synchronizedSet(new HashSet<>());
    final List<Map<String, String>> headers = Collections.synchronizedList(new ArrayList<>());
    int requests;
    int handled;
    volatile Mood mood = (key, soFar) -> 0;

    private final HttpServer server;
    private final Map<String, byte[]> answers = new HashMap<>();

    TestServer() throws IOException {
        this(0);
    }

    TestServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/fhir", this::handle);
        server.createContext("/bulk", this::stream);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    Target target() {
        return new Target("http://localhost:" + port() + "/fhir", "a-token", "");
    }

    /** Has a door for streams. */
    boolean door;
    /** Decides about a stream: a status to answer with, or 0 to go on, or -1 to cut the line after a third of it. */
    volatile Mood streamMood = (key, soFar) -> 0;

    final List<String> streamKeys = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> through = new HashMap<>();
    private final Map<String, List<String>> refused = new HashMap<>();
    private final Map<String, byte[]> manifests = new HashMap<>();

    private static final byte[] WITH_DOOR =
            "{\"rest\":[{\"operation\":[{\"name\":\"import\",\"definition\":\"urn:liankang:operation:import\"}]}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private synchronized void stream(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        if (path.length > 3) {
            respond(exchange, 200, String.join("\n", refused.get(path[3])).getBytes(StandardCharsets.UTF_8));
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        int mood = streamMood.answer(key, streamKeys.size());
        streamKeys.add(key);
        InputStream raw = exchange.getRequestBody();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] body = (zipped ? new GZIPInputStream(raw) : raw).readAllBytes();
        if (mood > 0) {
            respond(exchange, mood, outcome("told-to").toString().getBytes(StandardCharsets.UTF_8));
            return;
        }
        byte[] known = manifests.get(key);
        if (known == null) {
            String[] lines = new String(body, StandardCharsets.UTF_8).split("\n");
            int until = mood < 0 ? lines.length / 3 : lines.length;
            for (int at = through.getOrDefault(key, 0); at < until; at++) {
                line(key, at + 1, lines[at]);
            }
            through.put(key, until);
            if (mood < 0) {
                exchange.close();
                return;
            }
            manifests.put(key, manifest(key, lines.length, false));
            known = manifests.get(key);
        } else {
            known = manifest(key, through.get(key), true);
        }
        respond(exchange, 200, known);
    }

    private void line(String key, int number, String line) {
        JsonNode resource = Json.MAPPER.readTree(line);
        if (resource.has("id")) {
            String name = resource.path("resourceType").asString() + "/"
                    + resource.path("id").asString();
            order.add(name);
            stored.put(name, line);
        } else {
            ObjectNode outcome = outcome("id-missing");
            ((ObjectNode) outcome.path("issue").path(0)).put("diagnostics", "line " + number + ": id is missing");
            refused.computeIfAbsent(key, k -> new ArrayList<>()).add(outcome.toString());
        }
    }

    private byte[] manifest(String key, int lines, boolean repeated) {
        int out = refused.getOrDefault(key, List.of()).size();
        ObjectNode manifest = Json.MAPPER.createObjectNode();
        ObjectNode output = manifest.putArray("output").addObject().put("count", lines - out);
        output.putObject("extension").put("unchanged", 0).put("waiting", 0).put("refused", out);
        ArrayNode errors = manifest.putArray("error");
        if (out > 0) {
            errors.addObject().put("url", "http://elsewhere/bulk/jobs/" + key + "/error.ndjson");
        }
        if (repeated) {
            manifest.putObject("extension").put("repeated", true);
        }
        return manifest.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/metadata")) {
            respond(exchange, 200, door ? WITH_DOOR : "{}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        synchronized (this) {
            int status = mood.answer(key, requests++);
            if (status < 0) {
                handleOnce(exchange, key, body);
                exchange.close();
            } else if (status > 0) {
                respond(exchange, status, outcome("told-to").toString().getBytes(StandardCharsets.UTF_8));
            } else {
                byte[] answer = handleOnce(exchange, key, body);
                respond(exchange, answer[0] == 'R' ? 400 : 200, java.util.Arrays.copyOfRange(answer, 1, answer.length));
            }
        }
    }

    /** A first byte R says refused, S says stored. */
    private byte[] handleOnce(HttpExchange exchange, String key, byte[] body) {
        byte[] known = answers.get(key);
        if (known != null) {
            return known;
        }
        handled++;
        keys.add(key);
        headers.add(Map.of(
                "token", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                "institution", String.valueOf(exchange.getRequestHeaders().getFirst("Liankang-Institution"))));
        byte[] answer = answer(body);
        answers.put(key, answer);
        return answer;
    }

    private byte[] answer(byte[] body) {
        JsonNode tree;
        try {
            tree = Json.MAPPER.readTree(body);
        } catch (JacksonException broken) {
            return ("R" + outcome("json-malformed")).getBytes(StandardCharsets.UTF_8);
        }
        if (!tree.path("resourceType").asString("").equals("Bundle")) {
            return ("R" + outcome("not-a-bundle")).getBytes(StandardCharsets.UTF_8);
        }
        bundles.add(tree);
        ObjectNode response =
                Json.MAPPER.createObjectNode().put("resourceType", "Bundle").put("type", "batch-response");
        ArrayNode entries = response.putArray("entry");
        for (JsonNode entry : tree.path("entry")) {
            entries.addObject().set("response", store(entry));
        }
        return ("S" + response).getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode store(JsonNode entry) {
        JsonNode resource = entry.path("resource");
        ObjectNode response = Json.MAPPER.createObjectNode();
        if (resource.path("status").asString("").equals("quarantine-me")) {
            ObjectNode outcome = outcome("value-wrong");
            ObjectNode remark = ((ArrayNode) outcome.path("issue")).addObject().put("severity", "information");
            remark.putObject("details").putArray("coding").addObject().put("code", "quarantined");
            response.put("status", "422 Unprocessable Content").set("outcome", outcome);
            return response;
        }
        String name = resource.path("resourceType").asString() + "/"
                + resource.path("id").asString("new-" + order.size());
        order.add(name);
        stored.put(name, resource.toString());
        return response.put("status", "201 Created");
    }

    private static ObjectNode outcome(String code) {
        ObjectNode outcome = Json.MAPPER.createObjectNode().put("resourceType", "OperationOutcome");
        ObjectNode issue = outcome.putArray("issue").addObject().put("severity", "error");
        issue.putObject("details").putArray("coding").addObject().put("code", code);
        return outcome;
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
