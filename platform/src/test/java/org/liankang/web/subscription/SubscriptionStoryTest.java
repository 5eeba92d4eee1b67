package org.liankang.web.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.uses.subscription.Subscriptions;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;
import tools.jackson.databind.JsonNode;

/** Subscriptions on the running platform: in by the door, out to a real endpoint and through a real socket. */
class SubscriptionStoryTest {

    private static final long PATIENCE = 30;

    private final RunningPlatform platform = RunningPlatform.shared();

    private void enter(String id, String quoted) {
        JsonNode body = Json.parse(quoted.replace('\'', '"'));
        String type = Json.text(body, "resourceType");
        Receipt receipt = platform.bean(Door.class)
                .submit(new Envelope(
                        "fhir",
                        new Submitter("sender", SmallDistrict.CENTRE),
                        Optional.empty(),
                        new Interaction.Update(type, id, java.util.OptionalInt.empty()),
                        Json.bytes(body)))
                .join();
        assertThat(receipt.accepted()).as(receipt.toString()).isTrue();
    }

    private void subscribe(String id, String channel, String endpoint) {
        enter(id, """
                {'resourceType':'Subscription','id':'%s','status':'requested','reason':'test',
                 'criteria':'urn:liankang:topic:encounter-finished',
                 'channel':{'type':'%s'%s,'payload':'application/fhir+json','header':['Authorization: Bearer hidden-secret'],
                  '_payload':{'extension':[{
                   'url':'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content',
                   'valueCode':'id-only'}]}}}""".formatted(id, channel, endpoint));
    }

    private void visit(String id) {
        enter(id, """
                {'resourceType':'Encounter','id':'%s','status':'finished',
                 'class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'outpatient'}]}],
                 'subject':{'reference':'Patient/chen'},'period':{'start':'%s','end':'%s'},
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(id, SmallDistrict.TODAY, SmallDistrict.TODAY));
    }

    private static String type(JsonNode bundle) {
        return Json.each(bundle.path("entry").path(0).path("resource").path("parameter"))
                .filter(p -> Json.text(p, "name").equals("type"))
                .map(p -> Json.text(p, "valueCode"))
                .findFirst()
                .orElse("");
    }

    @Test
    void a_visit_is_told_to_an_endpoint_and_the_administrator_sees_how_it_stands() throws Exception {
        BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        endpoint.createContext("/", exchange -> {
            heard.add(Json.parse(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        endpoint.start();
        try {
            String address = "http://localhost:" + endpoint.getAddress().getPort() + "/secret-path";
            subscribe("story-hook", "rest-hook", ",'endpoint':'" + address + "'");
            assertThat(type(heard.poll(PATIENCE, TimeUnit.SECONDS))).isEqualTo("handshake");
            visit("story-visit-1");
            JsonNode told = heard.poll(PATIENCE, TimeUnit.SECONDS);
            assertThat(type(told)).isEqualTo("event-notification");
            assertThat(Json.text(told)).contains("Encounter/story-visit-1");
            assertThat(tracedWithin(PATIENCE)).contains("Encounter/story-visit-1");

            Visitor administrator = Visitor.signedIn(platform, "admin");
            String page = administrator.get("/subscriptions").body();
            assertThat(page).contains("story-hook", "订阅").doesNotContain("hidden-secret", "secret-path");
            assertThat(administrator
                            .post("/subscriptions/story-hook/pause", Map.of())
                            .status())
                    .isEqualTo(200);
            assertThat(administrator.get("/subscriptions").body()).contains("已暂停");
            assertThat(Visitor.signedIn(platform, "doctor")
                            .get("/subscriptions")
                            .status())
                    .isEqualTo(403);
        } finally {
            endpoint.stop(0);
        }
    }

    @Test
    void a_visit_is_told_through_a_socket_again_from_a_number() throws Exception {
        subscribe("story-socket", "websocket", "");
        platform.caughtUp();
        visit("story-visit-2");
        visit("story-visit-3");
        platform.caughtUp();
        assertThat(heard("", 3)).contains("handshake");
        assertThat(heard(" 1", 3)).contains("Encounter/story-visit-2");
        assertThat(heard(" 2", 2)).contains("Encounter/story-visit-3").doesNotContain("Encounter/story-visit-2");
    }

    /** What comes through a socket bound so, until the newest visit is told. */
    private String heard(String since, int most) throws IOException, InterruptedException {
        Account sender = platform.bean(Accounts.class).byLogin("sender").orElseThrow();
        var given = (Subscriptions.Answer.Given)
                platform.bean(Subscriptions.class).bindingToken(sender, List.of("story-socket"), "ws://localhost");
        String token =
                given.resource().path("parameter").path(0).path("valueString").asString();
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(platform.address().replace("http", "ws") + "/fhir/ws"), new WebSocket.Listener() {
                            private final StringBuilder text = new StringBuilder();

                            @Override
                            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                                text.append(data);
                                if (last) {
                                    texts.add(text.toString());
                                    text.setLength(0);
                                }
                                socket.request(1);
                                return null;
                            }
                        })
                .join();
        socket.sendText("bind-with-token " + token + since, true).join();
        StringBuilder all = new StringBuilder();
        for (int count = 0; count < most && !all.toString().contains("story-visit-3"); count++) {
            String text = texts.poll(PATIENCE, TimeUnit.SECONDS);
            assertThat(text).isNotNull();
            all.append(text);
        }
        socket.abort();
        return all.toString();
    }

    /** The trace is left once the endpoint has answered, which the endpoint itself cannot see. */
    private java.util.List<String> tracedWithin(long seconds) throws InterruptedException {
        java.util.List<String> traced = java.util.List.of();
        for (int tries = 0; tries < seconds * 20 && traced.isEmpty(); tries++) {
            Thread.sleep(50);
            platform.bean(AuditTrail.class).flush();
            traced =
                    platform
                            .bean(AuditTrail.class)
                            .entries(new AuditTrail.Filter("sender", "subscription-tell", 0), 10, 0)
                            .stream()
                            .map(AuditTrail.Entry::reference)
                            .toList();
        }
        return traced;
    }
}
