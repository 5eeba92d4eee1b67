package org.liankang.web.fhir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Accounts;
import org.liankang.web.RunningPlatform;
import org.liankang.web.fhir.ConformanceTest.Section;
import org.liankang.web.fhir.FhirClient.Answer;
import tools.jackson.databind.JsonNode;

/** Each operation that the CapabilityStatement names, called once where it says that it can be called. */
final class OperationConformance {

    private static final String DIAGNOSES = "urn:oid:2.16.156.10011.2.3.3.11.3";

    private OperationConformance() {}

    static Section section(FhirClient platform) {
        String id = UUID.randomUUID().toString();
        put(platform, "Patient", id, "\"gender\":\"female\"");
        put(platform, "Group", id, "\"type\":\"person\",\"actual\":true");
        put(
                platform,
                "CodeSystem",
                id,
                "\"url\":\"urn:test:" + id
                        + "\",\"status\":\"active\",\"content\":\"complete\",\"concept\":[{\"code\":\"a\"},{\"code\":\"b\"}]");
        put(
                platform,
                "ValueSet",
                id,
                "\"url\":\"urn:test:vs:" + id
                        + "\",\"status\":\"active\",\"compose\":{\"include\":[{\"system\":\"urn:test:" + id + "\"}]}");
        put(
                platform,
                "ConceptMap",
                id,
                "\"url\":\"urn:test:cm:" + id + "\",\"status\":\"active\",\"group\":[{\"source\":\"urn:test:" + id
                        + "\",\"target\":\"urn:test:x\",\"element\":[{\"code\":\"a\",\"target\":[{\"code\":\"x\",\"equivalence\":\"equal\"}]}]}]");
        put(
                platform,
                "Subscription",
                id,
                "\"status\":\"requested\",\"reason\":\"x\",\"criteria\":\"urn:liankang:topic:encounter-finished\",\"channel\":{\"type\":\"websocket\"}");
        RunningPlatform.shared().caughtUp();
        String set = "url=urn:liankang:vs:hypertension";
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("CodeSystem/$lookup", "system=" + DIAGNOSES + "&code=I10");
        queries.put("CodeSystem/{id}/$lookup", "code=a");
        queries.put("CodeSystem/$subsumes", "system=" + DIAGNOSES + "&codeA=I10&codeB=I10.x00x002");
        queries.put("CodeSystem/{id}/$subsumes", "codeA=a&codeB=b");
        queries.put("CodeSystem/$validate-code", "url=" + DIAGNOSES + "&code=I10");
        queries.put("CodeSystem/{id}/$validate-code", "code=a");
        queries.put("ValueSet/$expand", set + "&count=5");
        queries.put("ValueSet/$validate-code", set + "&system=" + DIAGNOSES + "&code=I10");
        queries.put("ValueSet/{id}/$validate-code", "system=urn:test:" + id + "&code=a");
        queries.put(
                "ConceptMap/$translate",
                "url=urn:liankang:map:sex-to-fhir&system=urn:oid:2.16.156.10011.2.3.3.4&code=1");
        queries.put("ConceptMap/{id}/$translate", "system=urn:test:" + id + "&code=a");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        JsonNode paths = platform.fhir("GET", "/openapi.json", "").body().path("paths");
        for (String path : paths.propertyNames()) {
            boolean once = !path.contains("$validate")
                    || path.contains("-code")
                    || path.startsWith("/$")
                    || path.startsWith("/Patient");
            if (path.contains("/$") && once && (!path.contains("$meta") || path.startsWith("/Patient"))) {
                rows.put(
                        "`" + path.substring(1) + "`",
                        cells(platform, path, id, queries.getOrDefault(path.substring(1), ""), paths));
            }
        }
        return new Section(
                "Operations",
                "`$validate` and `$meta` stand for every type. An export is asked for by an account that may; an import names a source that is not listed here.",
                List.of("GET", "POST", "what"),
                rows);
    }

    private static List<String> cells(FhirClient platform, String path, String id, String query, JsonNode paths) {
        String address = path.replace("{id}", id) + (query.isEmpty() ? "" : "?" + query);
        Accounts accounts = platform.part(Accounts.class);
        boolean bulk = path.endsWith("$export");
        long account =
                accounts.byLogin(bulk ? "steward" : "sender").orElseThrow().id();
        String[] headers = {
            "Authorization",
            "Bearer " + accounts.issueToken(account, "test", Duration.ofHours(1)),
            "Prefer",
            "respond-async",
            "Liankang-Purpose",
            "quality-check"
        };
        boolean document = path.equals("/$validate") || path.equals("/Patient/$validate");
        String body = document
                ? Json.text(MinimalResource.of("Patient", id))
                : path.endsWith("$import")
                        ? "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"inputFormat\",\"valueCode\":\"application/fhir+ndjson\"},"
                                + "{\"name\":\"input\",\"part\":[{\"name\":\"url\",\"valueUrl\":\"https://files.example.org/x\"}]}]}"
                        : "";
        return List.of(
                cell(platform.fhir("GET", address, "", headers), headers[1]),
                cell(platform.fhir("POST", address, body, headers), headers[1]),
                paths.path(path).path("post").path("summary").asString());
    }

    /** A job that was begun is given up again: what comes of one is tested elsewhere. */
    private static String cell(Answer answer, String token) {
        answer.response().headers().firstValue("Content-Location").ifPresent(job -> {
            try (HttpClient http = HttpClient.newHttpClient()) {
                http.send(
                        HttpRequest.newBuilder(URI.create(job))
                                .header("Authorization", token)
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        });
        return ConformanceTest.cell(answer);
    }

    private static void put(FhirClient platform, String type, String id, String content) {
        Answer answer = platform.fhir(
                "PUT",
                "/" + type + "/" + id,
                "{\"resourceType\":\"" + type + "\",\"id\":\"" + id + "\"," + content + "}");
        if (answer.status() > 201) {
            throw new IllegalStateException(answer.body().toString());
        }
    }
}
