package org.liankang.uses.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.record.store.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends what is due. One try at a time for each subscription, so its events stay in order; many subscriptions at once, so
 * that a slow endpoint holds up only itself. An event counts as delivered when the endpoint took it; until then it is
 * sent again, less and less often, and after {@link SubscriptionConfig#patience()} nobody is asked any more: the events
 * stay, to be asked for by number.
 */
final class Deliveries implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int TURN = 50;

    private final SubscriptionStore subscriptions;
    private final DeliveryStore deliveries;
    private final History history;
    private final Sight sight;
    private final Endpoints endpoints;
    private final Hook hook;
    private final Notification notification;
    private final Backoff backoff;
    private final SubscriptionConfig config;
    private final Bell bell;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore healthy;
    private final Semaphore failing;
    private volatile Thread thread;

    Deliveries(
            SubscriptionStore subscriptions,
            DeliveryStore deliveries,
            Sight sight,
            Endpoints endpoints,
            Hook hook,
            Backoff backoff,
            SubscriptionConfig config,
            Bell bell,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.history = sight.history();
        this.sight = sight;
        this.endpoints = endpoints;
        this.hook = hook;
        this.notification = new Notification(config.publicUrl());
        this.backoff = backoff;
        this.config = config;
        this.bell = bell;
        this.clock = clock;
        this.healthy = new Semaphore(Math.max(1, config.atOnce()));
        this.failing = new Semaphore(Math.max(1, config.atOnce() / 4));
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("subscriptions").unstarted(this::run);
            thread.start(); // only now, because it goes on as long as it is the one
        }
    }

    @Override
    public synchronized void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
        hook.close();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            long rung = bell.count();
            try {
                for (String id : deliveries.due(clock.instant())) {
                    begin(id);
                }
                bell.await(rung, LOOK);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.error("subscriptions cannot be looked through", failure);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a try if there is room for it; who finds none is found due again in the next round. */
    private void begin(String id) {
        boolean troubled = deliveries.find(id).map(d -> d.attempts() > 0).orElse(false);
        Semaphore room = troubled ? failing : healthy;
        if (underWay.contains(id) || !room.tryAcquire()) {
            return;
        }
        underWay.add(id);
        Thread.ofVirtual().name("subscription-" + id).start(() -> {
            boolean done = false;
            try {
                attempt(id);
                done = true;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                LOG.error("subscription {} cannot be served", id, failure);
            } finally {
                underWay.remove(id);
                room.release();
            }
            if (done) {
                bell.ring(); // what came meanwhile is due; after a failure the next look is soon enough
            }
        });
    }

    /** All that is due at this moment, one after another: what {@link #run} does, without its threads. */
    void turn() throws InterruptedException {
        for (String id : deliveries.due(clock.instant())) {
            attempt(id);
        }
    }

    private void attempt(String id) throws InterruptedException {
        SubscriptionStore.Known known = subscriptions.find(id).orElse(null);
        if (known == null) {
            return;
        }
        DeliveryStore.Delivery delivery = current(known);
        if (known.changed() != delivery.changed()
                || delivery.paused()
                || !known.hears()
                || !known.channel().equals("rest-hook")) {
            return;
        }
        Optional<Account> owner = sight.owner(known.owner());
        if (owner.isEmpty()) {
            stop(delivery, "off", broken("subscription-account-closed", ""));
            return;
        }
        Version version = history.at(known.changed()).orElseThrow();
        Wanted wanted = Wanted.of(version.body());
        if (wanted.until() != null && clock.instant().isAfter(wanted.until()) && delivery.next() > known.last()) {
            deliveries.move(delivery, delivery.stopped(delivery.changed(), "off", "", ""));
            return;
        }
        serve(new Serving(known, wanted, Secrets.headers(version, history), owner.get()), delivery);
    }

    /** All that one try needs to know. */
    private record Serving(SubscriptionStore.Known known, Wanted wanted, List<String> headers, Account account) {}

    private void serve(Serving serving, DeliveryStore.Delivery from) throws InterruptedException {
        DeliveryStore.Delivery delivery = from;
        if (!delivery.state().equals("active")) {
            String status = delivery.state();
            delivery = send(serving, delivery, Notification.Kind.HANDSHAKE, List.of(), status);
        }
        for (int sent = 0; sent < TURN && delivery != null; sent++) {
            List<SubscriptionStore.Event> events = subscriptions.events(
                    serving.known().id(),
                    delivery.next(),
                    Long.MAX_VALUE,
                    serving.wanted().most());
            if (events.isEmpty()) {
                break;
            }
            String content = Sight.content(serving.account(), serving.wanted().content());
            delivery = send(serving, delivery, Notification.Kind.EVENTS, sight.told(events, content), "active");
        }
        boolean beat = delivery != null
                && delivery.beatDue() != null
                && !delivery.beatDue().isAfter(clock.instant());
        if (beat) {
            send(serving, delivery, Notification.Kind.HEARTBEAT, List.of(), "active");
        }
    }

    /** Sends one notification; answers where the delivery stands then, or null when this try is over. */
    private DeliveryStore.Delivery send(
            Serving serving,
            DeliveryStore.Delivery delivery,
            Notification.Kind kind,
            List<Notification.Told> told,
            String status)
            throws InterruptedException {
        Instant now = clock.instant();
        String content = Sight.content(serving.account(), serving.wanted().content());
        long last = subscriptions
                .find(serving.known().id())
                .map(SubscriptionStore.Known::last)
                .orElse(0L);
        ObjectNode bundle = notification.bundle(
                new Notification.State(serving.known().id(), topic(serving.wanted()), status, "", last),
                kind,
                content,
                told,
                now);
        Hook.Outcome outcome = switch (endpoints.judge(serving.wanted().endpoint())) {
            case Endpoints.Judged.Fit(var uri) ->
                hook.post(uri, serving.wanted(), serving.headers(), Json.bytes(bundle));
            case Endpoints.Judged.Refused(String why) -> {
                stop(delivery, "error", broken("subscription-endpoint-refused", why));
                yield null;
            }
            case Endpoints.Judged.Unknown() ->
                Hook.broken("subscription-endpoint-unreachable", "no such host", false, 0);
        };
        return switch (outcome) {
            case null -> null;
            case Hook.Outcome.Taken() -> {
                sight.trace(serving.account(), serving.wanted().purpose(), content, told);
                long next = told.isEmpty()
                        ? delivery.next()
                        : told.getLast().event().number() + 1;
                DeliveryStore.Delivery moved = delivery.succeeded(next, clock.instant(), beatDue(serving.wanted()));
                yield deliveries.move(delivery, moved) ? moved : null;
            }
            case Hook.Outcome.Failed failed -> {
                if (failed.heard()) {
                    sight.trace(serving.account(), serving.wanted().purpose(), content, told);
                }
                fail(delivery, kind, failed);
                yield null;
            }
        };
    }

    private static String topic(Wanted wanted) {
        return wanted.plain() ? "" : wanted.criteria();
    }

    private Instant beatDue(Wanted wanted) {
        return wanted.heartbeat() == 0 ? null : clock.instant().plusSeconds(wanted.heartbeat());
    }

    private void fail(DeliveryStore.Delivery delivery, Notification.Kind kind, Hook.Outcome.Failed failed) {
        Instant now = clock.instant();
        Instant since = delivery.failingSince() == null ? now : delivery.failingSince();
        boolean givenUp = !now.isBefore(since.plus(config.patience()));
        // A handshake that fails is an error at once (Backport 1.1.0, REST-Hook); it is tried again all the same.
        String state = givenUp || kind == Notification.Kind.HANDSHAKE ? "error" : delivery.state();
        Duration wait = backoff.after(delivery.attempts() + 1);
        Duration asked =
                Duration.ofSeconds(Math.min(failed.rest(), Duration.ofHours(2).toSeconds()));
        Instant next = now.plus(wait.compareTo(asked) > 0 ? wait : asked);
        Finding why =
                givenUp ? broken("subscription-given-up", failed.detail()) : broken(failed.code(), failed.detail());
        deliveries.move(delivery, delivery.failed(state, now, givenUp ? null : next, why.code(), why.message()));
    }

    private void stop(DeliveryStore.Delivery delivery, String state, Finding why) {
        deliveries.move(delivery, delivery.stopped(delivery.changed(), state, why.code(), why.message()));
    }

    private static Finding broken(String code, String why) {
        return Finding.error(code, "Subscription", why);
    }

    /** The delivery of the version in force: a version not seen before begins with a handshake. */
    private DeliveryStore.Delivery current(SubscriptionStore.Known known) {
        DeliveryStore.Delivery delivery = deliveries.find(known.id()).orElseGet(() -> {
            DeliveryStore.Delivery first = DeliveryStore.Delivery.first(known.id());
            deliveries.add(first);
            return first;
        });
        if (known.changed() <= delivery.changed()) {
            return delivery;
        }
        DeliveryStore.Delivery moved;
        if (!known.problem().isEmpty()) {
            moved = delivery.stopped(known.changed(), "error", known.problem(), known.detail());
        } else if (!known.asked().equals("active")) {
            moved = delivery.stopped(known.changed(), "off", "", "");
        } else {
            moved = delivery.asking(known.changed(), clock.instant());
            // A socket shakes hands when it is bound.
            moved = known.channel().equals("websocket") ? moved.succeeded(moved.next(), clock.instant(), null) : moved;
        }
        return deliveries.move(delivery, moved)
                ? moved
                : deliveries.find(known.id()).orElse(moved);
    }
}
