package org.liankang.sender;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
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
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    Target target() {
        return new Target("http://localhost:" + port() + "/fhir", "a-token", "");
    }

    private void handle(HttpExchange exchange) throws IOException {
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
