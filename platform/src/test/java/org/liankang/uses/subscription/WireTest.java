package org.liankang.uses.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** A subscriber's connection, without its socket. */
class WireTest {

    private static final String FINISHED = "urn:liankang:topic:encounter-finished";

    private final Stage stage = new Stage();

    /** The other end of a connection. */
    private static final class End implements Wire.Line {
        private final List<JsonNode> heard = Collections.synchronizedList(new ArrayList<>());
        private volatile String ended;

        @Override
        public void send(String text) {
            heard.add(Json.parse(text));
        }

        @Override
        public void end(String reason) {
            ended = reason;
        }

        List<Long> numbers() {
            List<Long> numbers = new ArrayList<>();
            List.copyOf(heard).forEach(bundle -> numbers.addAll(Stage.numbers(bundle)));
            return numbers;
        }
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void subscribe() {
        stage.feed.put(0, stage.subscription("s", FINISHED, "websocket", "id-only", ""));
        stage.deliver();
    }

    private String token() {
        var given = (Subscriptions.Answer.Given)
                stage.subscriptions.bindingToken(stage.accounts.get("sender"), List.of("s"), "ws://localhost/fhir/ws");
        return given.resource().path("parameter").path(0).path("valueString").asString();
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        for (int tries = 0; tries < 3000 && !holds.getAsBoolean(); tries++) {
            Thread.sleep(10);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    @Test
    void bound_it_hears_a_handshake_and_then_the_events() throws InterruptedException {
        subscribe();
        End end = new End();
        try (Wire wire = stage.subscriptions.open(end)) {
            wire.said("bind-with-token " + token());
            until(() -> end.heard.size() == 1);
            assertThat(Stage.type(end.heard.getFirst())).isEqualTo("handshake");
            stage.encounter(1, "a", "finished");
            stage.encounter(1, "b", "finished");
            stage.follow();
            until(() -> end.numbers().size() == 2);
            assertThat(end.numbers()).containsExactly(1L, 2L);
        }
    }

    @Test
    void it_goes_on_from_the_number_it_names() throws InterruptedException {
        subscribe();
        for (int i = 0; i < 20; i++) {
            stage.encounter(i, "e" + i, "finished");
        }
        stage.follow();
        End first = new End();
        Wire wire = stage.subscriptions.open(first);
        wire.said("{\"type\":\"bind-with-token\",\"payload\":{\"token\":\"" + token() + "\"}}");
        until(() -> first.numbers().size() == 20);
        wire.close();
        stage.encounter(1, "later", "finished");
        stage.follow();
        End second = new End();
        try (Wire again = stage.subscriptions.open(second)) {
            again.said("bind-with-token " + token() + " 18");
            until(() -> second.numbers().size() == 4);
            assertThat(second.numbers()).containsExactly(18L, 19L, 20L, 21L);
        }
    }

    @Test
    void without_a_number_it_goes_on_after_what_was_sent_last() throws InterruptedException {
        subscribe();
        stage.encounter(1, "a", "finished");
        stage.follow();
        End first = new End();
        Wire wire = stage.subscriptions.open(first);
        wire.said("bind-with-token " + token());
        until(() -> stage.view("s").next() == 2);
        wire.close();
        stage.encounter(1, "b", "finished");
        stage.follow();
        End second = new End();
        try (Wire again = stage.subscriptions.open(second)) {
            again.said("bind-with-token " + token());
            until(() -> second.numbers().size() == 1);
            assertThat(second.numbers()).containsExactly(2L);
        }
    }

    @Test
    void a_wrong_token_ends_it() {
        subscribe();
        for (String said : List.of("bind-with-token wrong", "hello", "{", "{}", "bind-with-token", "")) {
            End end = new End();
            stage.subscriptions.open(end).said(said);
            assertThat(end.ended).as(said).isEqualTo("subscription-token-invalid");
            assertThat(end.heard).isEmpty();
        }
    }

    @Test
    void an_old_token_ends_it() {
        subscribe();
        String token = token();
        stage.clock.move(java.time.Duration.ofMinutes(6));
        End end = new End();
        stage.subscriptions.open(end).said("bind-with-token " + token);
        assertThat(end.ended).isEqualTo("subscription-token-invalid");
    }

    @Test
    void closing_the_account_ends_it() throws InterruptedException {
        subscribe();
        End end = new End();
        Wire wire = stage.subscriptions.open(end);
        wire.said("bind-with-token " + token());
        until(() -> end.heard.size() == 1);
        stage.close("sender");
        stage.encounter(1, "a", "finished");
        stage.follow();
        until(() -> end.ended != null);
        assertThat(end.ended).isEqualTo("subscription-account-closed");
        assertThat(end.numbers()).isEmpty();
    }
}
