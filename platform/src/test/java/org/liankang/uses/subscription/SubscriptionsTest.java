package org.liankang.uses.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.Role;
import org.liankang.uses.Replays;
import tools.jackson.databind.JsonNode;

class SubscriptionsTest {

    private static final String FINISHED = "urn:liankang:topic:encounter-finished";

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void a_subscription_begins_with_a_handshake_and_is_active_then() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.follow();
        assertThat(stage.view("s").state()).isEqualTo("requested");
        stage.deliver();
        assertThat(stage.received).hasSize(1);
        JsonNode handshake = stage.received.getFirst();
        assertThat(Stage.type(handshake)).isEqualTo("handshake");
        assertThat(handshake.path("type").asString()).isEqualTo("history");
        assertThat(Stage.parameters(handshake, "status")
                        .getFirst()
                        .path("valueCode")
                        .asString())
                .isEqualTo("requested");
        assertThat(stage.view("s").state()).isEqualTo("active");
    }

    @Test
    void each_event_has_the_next_number_and_names_its_focus() {
        stage.encounter(1, "before", "finished");
        stage.subscribe("s", FINISHED, "id-only");
        stage.encounter(1, "a", "in-progress");
        stage.encounter(1, "a", "finished");
        stage.encounter(1, "a", "finished");
        stage.encounter(2, "b", "finished");
        stage.deliver();
        assertThat(stage.numbers()).containsExactly(1L, 2L);
        List<JsonNode> events = Stage.parameters(stage.received.getLast(), "notification-event");
        assertThat(events)
                .extracting(e -> Json.text(Stage.part(e, "focus"), "valueReference", "reference"))
                .containsExactly("Encounter/a", "Encounter/b");
        assertThat(stage.received.getLast().path("entry").size()).isEqualTo(1);
        assertThat(stage.traces)
                .containsExactly(
                        new Stage.Trace("sender", Purpose.QUALITY_CHECK, 1, "Encounter/a"),
                        new Stage.Trace("sender", Purpose.QUALITY_CHECK, 2, "Encounter/b"));
    }

    @Test
    void an_empty_payload_says_only_that_something_happened_and_leaves_no_trace() {
        stage.subscribe("s", FINISHED, "empty");
        stage.encounter(1, "a", "finished");
        stage.deliver();
        String told = Json.text(stage.received.getLast());
        assertThat(stage.numbers()).containsExactly(1L);
        assertThat(told).doesNotContain("Encounter");
        assertThat(stage.traces).isEmpty();
    }

    @Test
    void a_full_payload_carries_the_version_that_made_the_event() {
        stage.subscribe("s", "Encounter?status=in-progress", "full-resource");
        stage.encounter(1, "a", "in-progress");
        stage.encounter(1, "a", "finished");
        stage.deliver();
        JsonNode entry = stage.received.getLast().path("entry").path(1);
        assertThat(entry.path("resource").path("status").asString()).isEqualTo("in-progress");
        assertThat(Json.text(entry, "resource", "meta", "versionId")).isEqualTo("1");
        assertThat(Json.text(entry, "request", "method")).isEqualTo("POST");
    }

    @Test
    void an_endpoint_that_is_down_for_six_days_gets_everything_in_order_without_a_gap() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.deliver();
        stage.answer = () -> 503;
        for (int hour = 0; hour < 6 * 24; hour++) {
            stage.encounter(hour, "e" + hour, "finished");
            stage.deliver();
            stage.clock.move(Duration.ofHours(1));
        }
        assertThat(stage.numbers()).isEmpty();
        assertThat(stage.view("s").state()).isEqualTo("active");
        assertThat(stage.view("s").error()).isEqualTo("subscription-endpoint-answer");
        assertThat(stage.view("s").backlog()).isEqualTo(144);
        stage.answer = () -> 200;
        stage.clock.move(Duration.ofHours(3));
        stage.deliver();
        assertThat(stage.numbers()).isEqualTo(upTo(144));
        assertThat(stage.view("s").error()).isEmpty();
        assertThat(stage.view("s").attempts()).isZero();
    }

    @Test
    void an_endpoint_is_asked_less_and_less_often() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.deliver();
        int[] asked = {0};
        stage.answer = () -> {
            asked[0]++;
            return 500;
        };
        stage.encounter(1, "a", "finished");
        for (int minute = 0; minute < 24 * 60; minute++) {
            stage.deliver();
            stage.clock.move(Duration.ofMinutes(1));
        }
        assertThat(asked[0]).isBetween(15, 30);
    }

    @Test
    void after_seven_days_it_is_given_up_and_everything_can_still_be_asked_for() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.deliver();
        stage.answer = () -> 500;
        stage.encounter(1, "a", "finished");
        stage.deliver();
        stage.clock.move(Duration.ofDays(7).minusHours(3));
        stage.deliver();
        assertThat(stage.view("s").state()).isEqualTo("active");
        stage.clock.move(Duration.ofHours(4));
        stage.deliver();
        assertThat(stage.view("s").state()).isEqualTo("error");
        assertThat(stage.view("s").error()).isEqualTo("subscription-given-up");
        stage.encounter(1, "b", "finished");
        stage.clock.move(Duration.ofDays(30));
        stage.answer = () -> 200;
        stage.deliver();
        assertThat(stage.numbers()).isEmpty();
        assertThat(Stage.numbers(events("s", null, null))).containsExactly(1L, 2L);
        assertThat(stage.subscriptions.retry("s")).isTrue();
        stage.deliver();
        assertThat(stage.numbers()).containsExactly(1L, 2L);
        assertThat(stage.view("s").state()).isEqualTo("active");
    }

    @Test
    void a_failed_handshake_is_an_error_that_heals_by_itself() {
        stage.answer = () -> 404;
        stage.subscribe("s", FINISHED, "id-only");
        stage.encounter(1, "a", "finished");
        stage.deliver();
        assertThat(stage.view("s").state()).isEqualTo("error");
        stage.answer = () -> 200;
        stage.clock.move(Duration.ofMinutes(1));
        stage.deliver();
        assertThat(stage.view("s").state()).isEqualTo("active");
        assertThat(stage.numbers()).containsExactly(1L);
    }

    @Test
    void a_restart_in_the_middle_loses_nothing_and_repeats_at_most_what_was_under_way() {
        stage.subscribe("s", FINISHED, "id-only");
        for (int i = 0; i < 30; i++) {
            stage.encounter(i, "a" + i, "finished");
        }
        int[] asked = {0};
        stage.answer = () -> ++asked[0] > 1 ? 500 : 200;
        stage.deliver();
        stage.deliveries.stop();
        stage.begin();
        stage.encounter(1, "later", "finished");
        stage.answer = () -> 200;
        stage.clock.move(Duration.ofMinutes(1));
        stage.deliver();
        assertThat(stage.numbers()).isEqualTo(upTo(31));
        assertThat(Stage.type(stage.received.getFirst())).isEqualTo("handshake");
    }

    @Test
    void the_book_read_again_gives_the_same_numbers_and_delivers_nothing_twice() {
        stage.encounter(3, "early", "finished");
        stage.subscribe("s", FINISHED, "id-only");
        stage.encounter(1, "a", "finished");
        stage.subscribe("t", "Encounter?status=finished", "id-only");
        stage.encounter(2, "b", "finished");
        stage.subscribe("s", FINISHED, "id-only", Stage.filter("Encounter?patient=Patient/p1"));
        stage.encounter(2, "c", "finished");
        stage.encounter(1, "d", "finished");
        stage.feed.delete(0, "Subscription/t");
        stage.encounter(1, "e", "finished");
        stage.subscribe("bad", "urn:nothing", "id-only");
        stage.deliver();
        int received = stage.received.size();
        Replays.saysTheSame(stage.book, stage.database.jdbc(), List.of("subscription", "event"), stage.feed.all());
        stage.deliver();
        assertThat(stage.received).hasSize(received);
        assertThat(Stage.numbers(events("s", null, null))).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void nothing_is_delivered_by_an_older_version_while_the_book_is_read_again() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.encounter(1, "a", "finished");
        stage.subscribe("s", FINISHED, "empty");
        stage.deliver();
        int received = stage.received.size();
        stage.book.clear();
        stage.book.apply(stage.feed.all().subList(0, 2));
        stage.clock.move(Duration.ofDays(1));
        try {
            stage.deliveries.turn();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(stage.received).hasSize(received);
    }

    @Test
    void events_are_replayed_from_a_number_up_to_another() {
        stage.subscribe("s", FINISHED, "id-only");
        for (int i = 0; i < 9; i++) {
            stage.encounter(i, "a" + i, "finished");
        }
        stage.follow();
        JsonNode bundle = events("s", "4", "6");
        assertThat(Stage.numbers(bundle)).containsExactly(4L, 5L, 6L);
        assertThat(Stage.type(bundle)).isEqualTo("query-event");
        assertThat(Stage.parameters(bundle, "events-since-subscription-start")
                        .getFirst()
                        .path("valueString")
                        .asString())
                .isEqualTo("9");
        assertThat(stage.traces).hasSize(3);
    }

    @Test
    void the_status_tells_what_is_wrong() {
        stage.subscribe("s", "urn:nothing", "id-only");
        stage.deliver();
        var given = (Subscriptions.Answer.Given)
                stage.subscriptions.status(stage.accounts.get("sender"), Optional.of("s"), List.of(), List.of());
        JsonNode bundle = given.resource();
        assertThat(bundle.path("type").asString()).isEqualTo("searchset");
        assertThat(Stage.parameters(bundle, "status")
                        .getFirst()
                        .path("valueCode")
                        .asString())
                .isEqualTo("error");
        assertThat(Json.text(bundle)).contains("subscription-topic-unknown");
    }

    @Test
    void nobody_asks_about_or_takes_over_the_subscription_of_another() {
        stage.account("other", Role.SENDER);
        stage.subscribe("s", FINISHED, "id-only");
        stage.logins.put(stage.feed.size() + 1L, "other");
        stage.subscribe("s", FINISHED, "full-resource");
        stage.encounter(1, "a", "finished");
        stage.deliver();
        assertThat(stage.view("s").owner()).isEqualTo("sender");
        assertThat(stage.received.getLast().path("entry").size()).isEqualTo(1);
        assertThat(stage.subscriptions.events(
                        stage.accounts.get("other"), "s", Optional.empty(), Optional.empty(), Optional.empty()))
                .isInstanceOf(Subscriptions.Answer.Refused.class);
    }

    @Test
    void a_closed_account_hears_nothing_more() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.deliver();
        stage.close("sender");
        stage.encounter(1, "a", "finished");
        stage.deliver();
        assertThat(stage.numbers()).isEmpty();
        assertThat(stage.view("s").state()).isEqualTo("off");
        assertThat(stage.view("s").error()).isEqualTo("subscription-account-closed");
    }

    @Test
    void an_account_without_the_right_to_subscribe_hears_nothing() {
        stage.account("sender", Role.PLANNER);
        stage.subscribe("s", FINISHED, "id-only");
        stage.encounter(1, "a", "finished");
        stage.deliver();
        assertThat(stage.received).isEmpty();
    }

    @Test
    void a_paused_subscription_waits_and_goes_on() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.deliver();
        stage.subscriptions.pause("s", true);
        stage.encounter(1, "a", "finished");
        stage.deliver();
        assertThat(stage.numbers()).isEmpty();
        stage.subscriptions.pause("s", false);
        stage.deliver();
        assertThat(stage.numbers()).containsExactly(1L);
    }

    @Test
    void switched_off_it_counts_nothing_and_on_again_it_counts_on() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.encounter(1, "a", "finished");
        stage.feed.put(
                0, stage.subscription("s", FINISHED, "rest-hook", "id-only", "").replace("'requested'", "'off'"));
        stage.encounter(1, "b", "finished");
        stage.deliver();
        assertThat(stage.view("s").state()).isEqualTo("off");
        stage.subscribe("s", FINISHED, "id-only");
        stage.encounter(1, "c", "finished");
        stage.deliver();
        assertThat(stage.numbers()).containsExactly(1L, 2L);
        assertThat(Json.text(stage.received.getLast())).contains("Encounter/c").doesNotContain("Encounter/b");
    }

    @Test
    void a_heartbeat_comes_when_nothing_else_did() {
        String more = stage.subscription("s", FINISHED, "rest-hook", "id-only", "")
                .replace(
                        "'channel':{",
                        "'channel':{'extension':[{'url':'" + Wanted.BACKPORT
                                + "backport-heartbeat-period','valueUnsignedInt':60}],");
        stage.feed.put(0, more);
        stage.deliver();
        stage.clock.move(Duration.ofSeconds(30));
        stage.deliver();
        assertThat(stage.received).hasSize(1);
        stage.clock.move(Duration.ofSeconds(31));
        stage.deliver();
        assertThat(stage.received).hasSize(2);
        assertThat(Stage.type(stage.received.getLast())).isEqualTo("heartbeat");
    }

    @Test
    void nothing_happens_after_the_end() {
        stage.feed.at("2026-01-01T00:00:00Z");
        stage.feed.put(0, stage.subscription("s", FINISHED, "rest-hook", "id-only", ",'end':'2026-02-01T00:00:00Z'"));
        stage.encounter(1, "a", "finished");
        stage.feed.at("2026-02-01T00:00:01Z");
        stage.encounter(1, "b", "finished");
        stage.deliver();
        assertThat(stage.numbers()).containsExactly(1L);
    }

    @Test
    void the_endpoints_secret_is_sent_to_it_and_shown_to_nobody() {
        stage.subscribe("s", FINISHED, "id-only");
        stage.deliver();
        assertThat(stage.headers.getFirst().get("Authorization")).containsExactly("Bearer hidden-secret");
        JsonNode shown = stage.subscriptions.shown(stage.feed.at(1).body());
        assertThat(Json.text(shown)).doesNotContain("hidden-secret").contains("Authorization: ***");
        assertThat(shown.path("status").asString()).isEqualTo("active");
        stage.feed.put(0, shown.deepCopy());
        stage.deliver();
        assertThat(stage.headers.getLast().get("Authorization")).containsExactly("Bearer hidden-secret");
    }

    @Test
    void at_most_so_many_events_are_in_one_notification() {
        String asked = stage.subscription("s", FINISHED, "rest-hook", "id-only", "")
                .replace(
                        "'channel':{",
                        "'channel':{'extension':[{'url':'" + Wanted.BACKPORT
                                + "backport-max-count','valuePositiveInt':4}],");
        stage.feed.put(0, asked);
        for (int i = 0; i < 10; i++) {
            stage.encounter(i, "a" + i, "finished");
        }
        stage.deliver();
        assertThat(stage.received.stream().map(b -> Stage.numbers(b).size())).containsExactly(0, 4, 4, 2);
    }

    @Test
    void ten_thousand_events_arrive_in_order_and_whole() {
        stage.subscribe("s", FINISHED, "id-only");
        for (int i = 0; i < 10_000; i++) {
            stage.encounter(i % 100, "a" + i, "finished");
        }
        for (int turn = 0; turn < 10; turn++) {
            stage.deliver();
        }
        assertThat(stage.numbers()).isEqualTo(upTo(10_000));
    }

    private JsonNode events(String id, String since, String until) {
        var answer = stage.subscriptions.events(
                stage.accounts.get("sender"),
                id,
                Optional.ofNullable(since),
                Optional.ofNullable(until),
                Optional.empty());
        return ((Subscriptions.Answer.Given) answer).resource();
    }
}
