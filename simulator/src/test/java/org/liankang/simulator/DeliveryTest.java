package org.liankang.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liankang.sender.Patience;
import org.liankang.sender.Progress;
import org.liankang.sender.Sender;
import org.liankang.sender.Target;
import org.liankang.simulator.send.Delivery;
import org.liankang.simulator.send.Refused;

class DeliveryTest {

    private static final Patience SHORT = new Patience(
            Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(20), 3, Duration.ofSeconds(10));

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Set<String> headers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private HttpServer server;

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** A server that answers each request with the status a rule gives for its running number. */
    private String serve(ToIntFunction<Integer> status, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(
                "/fhir", exchange -> answer(exchange, status.applyAsInt(requests.incrementAndGet()), body));
        server.start();
        return "http://localhost:" + server.getAddress().getPort() + "/fhir";
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (status == 200) {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        }
        headers.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + exchange.getRequestHeaders().getFirst("Liankang-Institution").length());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void send(String address, Simulator simulator) throws Refused, InterruptedException {
        Target target = new Target(address, "secret", "");
        try (var sender = new Sender(target, SHORT, notice -> {});
                var progress =
                        new Progress("Residents", 60, new PrintStream(shown, true, StandardCharsets.UTF_8), false)) {
            new Delivery(sender, 2, progress)
                    .send(
                            simulator,
                            simulator.directoryBundles(),
                            simulator::residents,
                            Keys.prefix(Haishu.scenario(60, 1)));
        }
    }

    private static Simulator simulator() {
        return new Simulator(Haishu.REGION, Haishu.scenario(60, 1));
    }

    @Test
    void everyBundleIsPostedOnceWithItsKeyAndASlowServerIsAskedAgain() throws Exception {
        int expected = Haishu.Run.of(60, 1).bundles().size();
        send(serve(number -> number == 2 ? 503 : number == 4 ? 429 : 200, "{}"), simulator());
        assertThat(keys).hasSize(expected).contains("sim-haishu-1-60-2026-11-21-0");
        assertThat(requests.get()).isEqualTo(expected + 2);
        assertThat(headers).containsExactly("Bearer secret application/fhir+json 18");
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .startsWith("Residents  100%")
                .contains("resources")
                .doesNotContain("\r");
    }

    @Test
    void aRefusalStopsTheRunAndIsShown() throws Exception {
        String address = serve(
                number -> number == 3 ? 422 : 200,
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"division-unknown\"}]}");
        Refused refused = assertThrows(Refused.class, () -> send(address, simulator()));
        assertThat(refused)
                .hasMessageContaining("422")
                .hasMessageContaining("division-unknown")
                .hasMessageContaining("bundle 2");
        assertThat(requests.get()).isLessThan(6);
    }

    @Test
    void wrongArgumentsAreNamed() throws Exception {
        server = HttpServer.create();
        LocalDate today = LocalDate.of(2026, 11, 21);
        for (List<String> wrong : List.of(
                List.of("simulate", "--out", "x"),
                List.of("--residents", "9", "--out", "x", "--to", "y"),
                List.of("--residents", "9", "--to", "http://x"),
                List.of("--residents", "9", "--out", "x", "--end-date", "soon"),
                List.of("--resident", "9"),
                List.of("--residents", "0", "--out", "x"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Options.parse(wrong.toArray(String[]::new), today))
                    .withMessageContaining("-");
        }
        Options options = Options.parse(new String[] {"simulate", "--residents", "9", "--out", "x"}, today);
        assertThat(options.scenario().end()).isEqualTo(today);
        assertThat(options.scenario().start()).isEqualTo(LocalDate.of(2021, 11, 22));
        assertThat(options.out()).isEqualTo(Path.of("x"));
    }
}
