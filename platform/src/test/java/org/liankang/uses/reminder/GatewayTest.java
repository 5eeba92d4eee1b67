package org.liankang.uses.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.TestDatabase;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;
import org.liankang.identity.person.Person;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A gateway on this machine takes what a region's files say, or does not; nobody's number is in any log. */
class GatewayTest {

    private static final String PHONE = "13800001234";
    private static final String SECRET = "s3cret-of-the-gateway";
    private static final LocalDate DUE = LocalDate.of(2026, 11, 25);
    private static final Path NATIONAL = Path.of("../regions/national");

    @TempDir
    Path regions;

    private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<Optional<String>> authorisations = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 200;
    private volatile String answer = "{}";
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/send", exchange -> {
            bodies.add(Json.parse(exchange.getRequestBody().readAllBytes()));
            authorisations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] content = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/send";
    }

    /** A region that uses the gateway, with changes to the national file's text. */
    private Gateways gateways(Map<String, String> changed, Map<String, String> variables) throws IOException {
        Path region = regions.resolve("here/gateways");
        Files.createDirectories(region);
        String text = Files.readString(NATIONAL.resolve("gateways/sms.yaml"));
        for (Map.Entry<String, String> change : changed.entrySet()) {
            assertThat(text).contains(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
        }
        Files.writeString(region.resolve("sms.yaml"), text);
        Files.createDirectories(regions.resolve("national"));
        String rules = Files.readString(NATIONAL.resolve("reminders.yaml"));
        Files.writeString(regions.resolve("here/reminders.yaml"), rules.replace("senders: [file]", "senders: [sms]"));
        return new Gateways(new Policies(new PolicyConfig(regions, "here")), variables::get);
    }

    private Sender sms(Map<String, String> more) throws IOException {
        Map<String, String> changed = new HashMap<>(more);
        changed.put("url: \"\"", "url: " + address());
        return gateways(changed, Map.of("LIANKANG_SMS_SECRET", SECRET))
                .senders()
                .getFirst();
    }

    @Test
    void a_message_is_posted_as_the_template_says_with_the_secret_from_the_environment() throws Exception {
        Sender sms = sms(Map.of());
        assertThat(sms.name()).isEqualTo("sms");
        assertThat(sms.send(17, PHONE, "您好\"{secret}\"")).isEqualTo(new Handed.Taken());
        assertThat(bodies)
                .containsExactly(Json.object()
                        .put("phone", PHONE)
                        .put("content", "您好\"{secret}\"")
                        .put("id", "17"));
        assertThat(authorisations).containsExactly(Optional.of("Bearer " + SECRET));
    }

    @Test
    void what_the_gateway_says_decides_whether_it_is_tried_again() throws Exception {
        Sender sms = sms(Map.of("path: \"\", values: []", "path: /result/code, values: [\"0\"]"));
        answer = "{\"result\":{\"code\":0}}";
        assertThat(sms.send(1, PHONE, "一")).isEqualTo(new Handed.Taken());
        answer = "{\"result\":{\"code\":41}}";
        assertThat(sms.send(1, PHONE, "一")).isEqualTo(new Handed.Later("answer"));
        answer = "busy";
        assertThat(sms.send(1, PHONE, "一")).isEqualTo(new Handed.Later("answer"));
        status = 503;
        assertThat(sms.send(1, PHONE, "一")).isEqualTo(new Handed.Later("http-503"));
        status = 302;
        assertThat(sms.send(1, PHONE, "一")).as("no redirection is followed").isEqualTo(new Handed.Later("http-302"));
        status = 400;
        assertThat(sms.send(1, PHONE, "一")).isEqualTo(new Handed.Never("http-400"));
        server.stop(0);
        assertThat(sms.send(1, PHONE, "一")).isEqualTo(new Handed.Later("no-connection"));
    }

    @Test
    void a_gateway_that_is_down_gets_the_message_later_and_no_log_holds_number_or_secret() throws Exception {
        var logged = new ListAppender<ILoggingEvent>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        logged.start();
        root.addAppender(logged);
        try {
            TestDatabase database = TestDatabase.fresh();
            Sender sms = sms(Map.of());
            status = 503;
            Reminders morning = reminders(database, sms, "2026-11-22T09:00:00+08:00");
            morning.remember(List.of(new Occasion("service/7/" + DUE, 7, 3, "service", DUE)));
            assertThat(morning.deliver()).isZero();
            assertThat(morning.of(7, 1).getFirst().failure()).isEqualTo("sms http-503");
            status = 200;
            assertThat(morning.deliver()).as("it rests").isZero();
            assertThat(reminders(database, sms, "2026-11-22T09:10:00+08:00").deliver())
                    .isEqualTo(1);
            assertThat(morning.of(7, 1).getFirst().sender()).isEqualTo("sms");
            assertThat(bodies)
                    .extracting(body -> Json.text(body, "id"))
                    .as("the same number both times")
                    .hasSize(2)
                    .allMatch(id -> id.equals(Json.text(bodies.getFirst(), "id")));
        } finally {
            root.detachAppender(logged);
        }
        assertThat(logged.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n")))
                .doesNotContain(PHONE, SECRET);
    }

    private Reminders reminders(TestDatabase database, Sender sender, String now) {
        return new Reminders(
                ReminderRules.read(new Policies(new PolicyConfig(regions, "here"))),
                database.jdbc(),
                database.migrations(),
                ids -> Map.of(7L, new Person(7, "", "n", "female", null, null, "330203001", "", PHONE, 3, "p7")),
                resident -> false,
                List.of(sender),
                Clock.fixed(Instant.parse(now), ZoneId.of("Asia/Shanghai")));
    }

    @Test
    void a_gateway_nobody_lists_is_off_and_one_that_is_listed_needs_its_address_and_its_secret() throws IOException {
        var national = new Policies(new PolicyConfig(Path.of("../regions"), "haishu"));
        assertThat(new Gateways(national, name -> null).senders()).isEmpty();
        assertThatThrownBy(() -> gateways(Map.of(), Map.of("LIANKANG_SMS_SECRET", SECRET)))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("has no url");
        Map<String, String> here = Map.of("url: \"\"", "url: " + address());
        assertThatThrownBy(() -> gateways(here, Map.of()))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("LIANKANG_SMS_SECRET is not set");
        assertThatThrownBy(() -> gateways(Map.of("url: \"\"", "url: http://sms.example/send"), Map.of()))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("https");
    }
}
