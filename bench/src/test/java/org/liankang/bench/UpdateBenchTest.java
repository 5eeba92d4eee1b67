package org.liankang.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.sender.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UpdateBenchTest {

    private static final String PATIENT = "6a4160eb-a793-2f86-2302-378626f46cce";
    private static final String OBSERVATION = "94638e30-1a04-89e0-aee7-f6ae2a46566e";

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<JsonNode> bodies = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> addresses = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(
                folder.resolve("Patient.ndjson"), "{\"resourceType\":\"Patient\",\"id\":\"" + PATIENT + "\"}\n");
        Files.writeString(
                folder.resolve("Observation.ndjson"),
                "{\"resourceType\":\"Observation\",\"id\":\"" + OBSERVATION
                        + "\",\"subject\":{\"reference\":\"Patient/" + PATIENT
                        + "\"},\"valueQuantity\":{\"value\":72.08,\"unit\":\"mg/dL\"}}\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/Observation", exchange -> {
            bodies.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            addresses.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyUpdateIsTheSameResourceWithAnotherValue() throws Exception {
        var target = new Target("http://localhost:" + server.getAddress().getPort() + "/fhir", "", "");
        Results results = new UpdateBench(Standing.at(target), 1).run(Sample.read(folder, 1), 1 << 28, 1, 1);

        assertThat(bodies).hasSizeGreaterThan(2);
        assertThat(bodies.stream()
                        .map(body -> body.path("valueQuantity").path("value").asInt()))
                .doesNotHaveDuplicates();
        assertThat(bodies).allSatisfy(body -> {
            assertThat(body.path("id").asString()).isEqualTo("8" + OBSERVATION.substring(1));
            assertThat(body.path("subject").path("reference").asString()).isEqualTo("Patient/7" + PATIENT.substring(1));
            assertThat(body.path("valueQuantity").path("unit").asString()).isEqualTo("mg/dL");
        });
        assertThat(addresses).containsOnly("PUT /fhir/Observation/8" + OBSERVATION.substring(1));

        Path json = folder.resolve("update.json");
        results.write(json);
        JsonNode series = JsonMapper.shared().readTree(Files.readAllBytes(json)).path("series");
        assertThat(series.path(0).path("unit").asString()).isEqualTo("requests/s");
        assertThat(series.path(0).path("median").asDouble()).isPositive();
        assertThat(series.path(1).path("p99").asDouble()).isPositive();
    }
}
