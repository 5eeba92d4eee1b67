package org.liankang.uses.reminder;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.liankang.base.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Posts messages to a provider's gateway. Follows no redirection; of an answer only what the region asks about is read. */
final class GatewaySender implements Sender, AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final Gateway gateway;
    private final String secret;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    GatewaySender(Gateway gateway, String secret) {
        this.gateway = gateway;
        this.secret = secret;
    }

    @Override
    public String name() {
        return gateway.gateway();
    }

    @Override
    public Handed send(long number, String phone, String text) throws InterruptedException {
        var filled = Map.of("{phone}", phone, "{text}", text, "{number}", String.valueOf(number), "{secret}", secret);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url()))
                .timeout(Duration.ofSeconds(gateway.timeout().seconds()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(filled(gateway.body(), filled))));
        gateway.headers().forEach((name, value) -> request.header(name, value.replace("{secret}", secret)));
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream content = answer.body()) {
                return judged(answer.statusCode(), content.readNBytes(LONGEST_ANSWER));
            }
        } catch (HttpTimeoutException late) {
            return new Handed.Later("timeout");
        } catch (ConnectException unreachable) {
            return new Handed.Later("no-connection");
        } catch (IOException broken) {
            return new Handed.Later("broken-connection");
        }
    }

    private Handed judged(int status, byte[] content) {
        if (gateway.never().contains(status)) {
            return new Handed.Never("http-" + status);
        }
        if (!gateway.taken().status().contains(status)) {
            return new Handed.Later("http-" + status);
        }
        return gateway.taken().path().isEmpty() || gateway.taken().values().contains(said(content))
                ? new Handed.Taken()
                : new Handed.Later("answer");
    }

    /** What stands at the region's path of an answer, or empty text where it is no such JSON. */
    private String said(byte[] content) {
        try {
            return Json.parse(content).at(gateway.taken().path()).asString("");
        } catch (JacksonException noJson) {
            return "";
        }
    }

    /** Each text of the template with its places filled in; what is filled in stays text, whatever it holds. */
    private static JsonNode filled(JsonNode template, Map<String, String> values) {
        return switch (template) {
            case ObjectNode object -> {
                ObjectNode filled = Json.object();
                object.propertyStream().forEach(one -> filled.set(one.getKey(), filled(one.getValue(), values)));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = Json.array();
                array.forEach(one -> filled.add(filled(one, values)));
                yield filled;
            }
            case StringNode text -> StringNode.valueOf(filled(text.stringValue(), values));
            default -> template;
        };
    }

    /** One pass over the template: a place within what was filled in is not filled in again. */
    private static String filled(String template, Map<String, String> values) {
        var filled = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            String rest = template.substring(at);
            var place = values.keySet().stream().filter(rest::startsWith).findFirst();
            filled.append(place.map(values::get).orElseGet(() -> rest.substring(0, 1)));
            at += place.map(String::length).orElse(1);
        }
        return filled.toString();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
