package org.liankang.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liankang.sender.Options;
import org.liankang.sender.Target;

class WireTest {

    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private Target target;
    private Requests requests;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/fixed", exchange -> answer(exchange, 200, "short", true));
        server.createContext("/fhir/chunked", exchange -> answer(exchange, 200, "长".repeat(100_000), false));
        server.createContext("/fhir/nothing", exchange -> answer(exchange, 204, "", true));
        server.createContext("/fhir/wrong", exchange -> answer(exchange, 412, "no", true));
        server.createContext(
                "/fhir/echo",
                exchange -> answer(
                        exchange,
                        201,
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                        true));
        server.createContext("/fhir/close", exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 200, "bye", true);
        });
        server.start();
        target = new Target("http://localhost:" + server.getAddress().getPort() + "/fhir", "secret", "");
        requests = new Requests(target);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, int status, String text, boolean fixed) throws IOException {
        connections.add(exchange.getRemoteAddress().getPort());
        seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : fixed ? body.length : 0);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void oneConnectionCarriesManyAnswersOfEveryLength() throws IOException {
        try (var wire = new Wire(target.base())) {
            for (int i = 0; i < 50; i++) {
                assertThat(wire.send(requests.get("fixed"))).isEqualTo(200);
                assertThat(wire.text()).isEqualTo("short");
                assertThat(wire.send(requests.get("chunked"))).isEqualTo(200);
                assertThat(wire.text()).isEqualTo("长".repeat(100_000));
                assertThat(wire.send(requests.get("nothing"))).isEqualTo(204);
                assertThat(wire.length()).isZero();
                assertThat(wire.send(requests.get("wrong"))).isEqualTo(412);
                assertThat(wire.text()).isEqualTo("no");
            }
        }
        assertThat(connections).hasSize(1);
        assertThat(seen).containsOnly("Bearer secret");
    }

    @Test
    void aLargeBodyArrivesWhole() throws IOException {
        String body = "{\"text\":\"" + "健康".repeat(200_000) + "\"}";
        try (var wire = new Wire(target.base())) {
            assertThat(wire.send(requests.put("echo", body.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(201);
            assertThat(wire.text()).isEqualTo(body);
        }
    }

    @Test
    void aConnectionThatTheServerClosesIsMadeAgain() throws IOException {
        try (var wire = new Wire(target.base())) {
            for (int i = 0; i < 3; i++) {
                assertThat(wire.send(requests.get("close"))).isEqualTo(200);
                assertThat(wire.text()).isEqualTo("bye");
            }
        }
        assertThat(connections).hasSize(3);
    }

    @Test
    void aConnectionThatWasClosedInSilenceIsMadeAgain() throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 2; i++) {
                    try (Socket one = listening.accept()) {
                        one.getInputStream().read(new byte[4096]);
                        one.getOutputStream()
                                .write("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.UTF_8));
                    } catch (IOException ended) {
                        return;
                    }
                }
            });
            var base = URI.create("http://localhost:" + listening.getLocalPort());
            byte[] request = new Requests(new Target(base.toString(), "", "")).get("x");
            try (var wire = new Wire(base)) {
                assertThat(wire.send(request)).isEqualTo(200);
                assertThat(wire.send(request)).isEqualTo(200);
            }
        }
    }

    @Test
    void anAnswerWithoutALengthEndsWithItsConnection() throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket one = listening.accept()) {
                    one.getInputStream().read(new byte[4096]);
                    one.getOutputStream()
                            .write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nto the end"
                                    .getBytes(StandardCharsets.UTF_8));
                } catch (IOException ended) {
                    // the test sees what is missing
                }
            });
            var base = URI.create("http://localhost:" + listening.getLocalPort());
            try (var wire = new Wire(base)) {
                assertThat(wire.send(new Requests(new Target(base.toString(), "", "")).get("")))
                        .isEqualTo(200);
                assertThat(wire.text()).isEqualTo("to the end");
            }
        }
    }

    @Test
    void aTokenIsNotSentOverAnythingButHttpOnThisMachine() {
        assertThatThrownBy(() -> new Wire(URI.create("https://localhost/fhir"))).isInstanceOf(Options.Wrong.class);
    }

    @Test
    void clientsSendEveryParcelOnceAndStopAtTheFirstThatIsNotStored() throws Exception {
        var got = new ConcurrentLinkedQueue<Integer>();
        server.createContext("/bundles", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            got.add(body.length());
            String status = body.contains("refuse") ? "422 no" : "201 Created";
            answer(exchange, 200, "{\"entry\":[{\"response\":{\"status\" : \"" + status + "\"}}]}", true);
        });
        var to = new Target("http://localhost:" + server.getAddress().getPort() + "/bundles", "", "");
        var made = new Requests(to);
        List<Parcel> parcels = java.util.stream.IntStream.range(1, 40)
                .mapToObj(i -> new Parcel(made.bundle("x".repeat(i).getBytes(StandardCharsets.UTF_8)), 1, new int[0]))
                .toList();
        try (var clients = new Clients(to.base(), 4)) {
            assertThat(clients.send(parcels)).isPositive();
            assertThat(got).hasSize(39).doesNotHaveDuplicates();
            var refused = new Parcel(made.bundle("refuse".getBytes(StandardCharsets.UTF_8)), 1, new int[0]);
            assertThatThrownBy(() -> clients.send(List.of(refused))).hasMessageContaining("422");
        }
    }
}
