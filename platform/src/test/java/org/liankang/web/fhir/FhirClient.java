package org.liankang.web.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.web.RunningPlatform;
import tools.jackson.databind.JsonNode;

/** A sender at the FHIR door of the running platform. */
final class FhirClient {

    private final RunningPlatform platform = RunningPlatform.shared();
    private final String token = token();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private String token() {
        Account sender = part(Accounts.class).byLogin("sender").orElseThrow();
        return part(Accounts.class).issueToken(sender.id(), "test", Duration.ofHours(1));
    }

    <T> T part(Class<T> type) {
        return platform.bean(type);
    }

    String address() {
        return platform.address();
    }

    /** An answer and what it says. */
    record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {

        /** The stable code of the first error. */
        String code() {
            for (JsonNode issue : body.path("issue")) {
                if ("error".equals(issue.path("severity").asString(""))) {
                    return Json.text(issue, "details", "coding", "code");
                }
            }
            return "";
        }

        String id() {
            return body.path("id").asString("");
        }
    }

    /** A FHIR request as the demo's sender; {@code headers} are names and values in turn. */
    Answer fhir(String method, String path, String body, String... headers) {
        return fhir(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer fhir(String method, String path, byte[] body, String... headers) {
        HttpRequest request = request(method, path, body, headers);
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode said = response.body().length == 0 ? Json.object() : Json.parse(response.body());
            return new Answer(response.statusCode(), said, response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A header that is named here takes the place of the usual one. */
    HttpRequest request(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/fhir" + path))
                .timeout(Duration.ofSeconds(60))
                .setHeader("Authorization", "Bearer " + token)
                .setHeader("Content-Type", "application/fhir+json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
