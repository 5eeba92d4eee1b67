package org.liankang.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long after a resource was recorded its subscriber hears of it. The subscriber is an endpoint of this process; the
 * server must run with {@code --liankang.subscription.local-http=true}.
 */
final class SubscribeBench {

    private static final long PATIENCE = 60;
    private static final long APART = 250;

    private record Heard(String focus, long at) {}

    private final Target target;
    private final int events;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();

    SubscribeBench(Target target, int events) {
        this.target = target;
        this.events = events;
    }

    Results run() throws IOException, InterruptedException {
        HttpServer endpoint = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        endpoint.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            long now = System.nanoTime();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            hear(JsonMapper.shared().readTree(body), now);
        });
        endpoint.start();
        String id = "bench-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try {
            put(
                    "Subscription/" + id,
                    subscription(id, "requested", endpoint.getAddress().getPort()));
            next("");
            double[] sinceSent = new double[events];
            double[] sinceAnswer = new double[events];
            for (int i = 0; i < events; i++) {
                String one = id + "-" + i;
                long sent = System.nanoTime();
                put("Basic/" + one, Map.of("resourceType", "Basic", "id", one, "code", coding(id)));
                long answered = System.nanoTime();
                Heard told = next("Basic/" + one);
                sinceSent[i] = (told.at() - sent) / 1e6;
                sinceAnswer[i] = (told.at() - answered) / 1e6;
                Thread.sleep(APART);
            }
            Results results = new Results("Subscribe");
            results.remark(
                    events + " resources, one every " + APART + " ms, told one by one in order, " + target.base());
            results.add(new Series("heard after it was sent", "ms", sinceSent));
            results.add(new Series("heard after it was acknowledged", "ms", sinceAnswer));
            return results;
        } finally {
            put(
                    "Subscription/" + id,
                    subscription(id, "off", endpoint.getAddress().getPort()));
            endpoint.stop(0);
        }
    }

    /** A handshake is heard as an empty focus. */
    private void hear(JsonNode bundle, long now) {
        List<String> focuses = new ArrayList<>();
        for (JsonNode parameter : bundle.path("entry").path(0).path("resource").path("parameter")) {
            for (JsonNode part : parameter.path("part")) {
                if (part.path("name").asString("").equals("focus")) {
                    focuses.add(part.path("valueReference").path("reference").asString(""));
                }
            }
        }
        if (focuses.isEmpty()) {
            focuses.add("");
        }
        focuses.forEach(focus -> heard.add(new Heard(focus, now)));
    }

    private Heard next(String focus) throws InterruptedException {
        Heard told = heard.poll(PATIENCE, TimeUnit.SECONDS);
        if (told == null || !told.focus().endsWith(focus)) {
            throw new SendingFailed("not told of " + (focus.isEmpty() ? "the subscription" : focus)
                    + "; does the server run with --liankang.subscription.local-http=true?");
        }
        return told;
    }

    private static Map<String, Object> subscription(String id, String status, int port) {
        String extension = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content";
        return Map.of(
                "resourceType",
                "Subscription",
                "id",
                id,
                "status",
                status,
                "reason",
                "bench",
                "criteria",
                "Basic?code=" + id,
                "channel",
                Map.of(
                        "type",
                        "rest-hook",
                        "endpoint",
                        "http://localhost:" + port + "/",
                        "payload",
                        "application/fhir+json",
                        "_payload",
                        Map.of("extension", List.of(Map.of("url", extension, "valueCode", "id-only")))));
    }

    private static Map<String, Object> coding(String code) {
        return Map.of("coding", List.of(Map.of("system", "urn:liankang:bench", "code", code)));
    }

    private void put(String path, Map<String, Object> resource) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.base() + "/" + path))
                .header("Content-Type", "application/fhir+json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(resource)));
        if (!target.token().isEmpty()) {
            request.header("Authorization", "Bearer " + target.token());
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new SendingFailed(path + " was answered " + answer.statusCode());
        }
    }
}
