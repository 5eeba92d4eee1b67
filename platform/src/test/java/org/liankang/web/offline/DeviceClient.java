package org.liankang.web.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.liankang.base.json.Json;
import org.liankang.web.RunningPlatform;
import org.liankang.web.Visitor;
import tools.jackson.databind.JsonNode;

/** A registered device that talks with the platform as the app does; withdrawn when it is closed. */
final class DeviceClient implements AutoCloseable {

    /** What came back. @param bytes of the body as sent, not packed */
    record Answer(int status, JsonNode body, int bytes) {

        String code() {
            return Json.text(body, "code");
        }
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final RunningPlatform platform;
    private final Visitor owner;
    private final long device;
    private final String token;

    private DeviceClient(RunningPlatform platform, Visitor owner, long device, String token) {
        this.platform = platform;
        this.owner = owner;
        this.device = device;
        this.token = token;
    }

    static Visitor.Answer register(Visitor owner, Map<String, List<String>> fields) {
        owner.get("/account");
        return owner.post("/offline/devices", fields);
    }

    static DeviceClient registered(RunningPlatform platform, String login, String... villages) {
        return ofTeam(platform, login, "", villages);
    }

    static DeviceClient ofTeam(RunningPlatform platform, String login, String team, String... villages) {
        Visitor owner = Visitor.signedIn(platform, login);
        Visitor.Answer answer =
                register(owner, Map.of("name", List.of("a test"), "team", List.of(team), "village", List.of(villages)));
        JsonNode device = Json.parse(answer.body());
        return new DeviceClient(platform, owner, device.path("device").asLong(), Json.text(device, "token"));
    }

    long device() {
        return device;
    }

    String token() {
        return token;
    }

    Answer get(String path) {
        return send(
                platform,
                token,
                HttpRequest.newBuilder(URI.create(platform.address() + path)).GET());
    }

    Answer post(String path, JsonNode body) {
        return send(
                platform,
                token,
                HttpRequest.newBuilder(URI.create(platform.address() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    static Answer send(RunningPlatform platform, String token, HttpRequest.Builder request) {
        try {
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<byte[]> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean json = answer.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    answer.statusCode(), json ? Json.parse(answer.body()) : Json.object(), answer.body().length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        owner.get("/devices");
        owner.post("/devices/" + device + "/withdraw", Map.of());
    }
}
