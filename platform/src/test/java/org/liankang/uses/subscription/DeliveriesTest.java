package org.liankang.uses.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries as they run: with their threads. */
class DeliveriesTest {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    /** The hands move along, so that a try that failed for once is made again. */
    private void until(BooleanSupplier holds) throws InterruptedException {
        for (int tries = 0; tries < 3000 && !holds.getAsBoolean(); tries++) {
            Thread.sleep(10);
            stage.clock.move(Duration.ofMillis(10));
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    @Test
    void what_the_book_numbers_is_delivered_without_being_asked_for() throws InterruptedException {
        stage.deliveries.start();
        stage.subscribe("s", "Encounter", "id-only");
        stage.follow();
        until(() -> stage.view("s").state().equals("active"));
        for (int i = 0; i < 50; i++) {
            stage.encounter(i, "a" + i, "finished");
            stage.follow();
        }
        until(() -> stage.numbers().size() == 50);
        assertThat(stage.numbers())
                .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void an_endpoint_that_does_not_answer_holds_up_only_itself() throws InterruptedException {
        var stuck = new CountDownLatch(1);
        stage.server.createContext("/stuck", exchange -> {
            try {
                stuck.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        stage.deliveries.start();
        for (int i = 0; i < 4; i++) {
            stage.feed.put(
                    0,
                    stage.subscription("stuck" + i, "Encounter", "rest-hook", "id-only", "")
                            .replace("/hook", "/stuck"));
        }
        stage.subscribe("s", "Encounter", "id-only");
        for (int i = 0; i < 10; i++) {
            stage.encounter(i, "a" + i, "finished");
        }
        stage.follow();
        until(() -> stage.numbers().size() == 10);
        assertThat(stage.view("stuck0").state()).isEqualTo("requested");
        stuck.countDown();
    }

    @Test
    void the_wait_doubles_up_to_two_hours_and_differs_by_chance() {
        var backoff = new Backoff(new Random(7));
        assertThat(backoff.after(1)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
        assertThat(backoff.after(5)).isBetween(Duration.ofMillis(12_800), Duration.ofMillis(19_200));
        assertThat(backoff.after(1000)).isBetween(Duration.ofMinutes(96), Duration.ofMinutes(144));
        assertThat(backoff.after(3)).isNotEqualTo(backoff.after(3));
    }
}
