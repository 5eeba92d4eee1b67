package org.liankang.uses.subscription;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One subscriber's open connection. It is bound with a token, from a number on if it names one:
 * {@code bind-with-token TOKEN [NUMBER]}, or {@code {"type":"bind-with-token","payload":{"token":…,"since":…}}}. Without a
 * number it goes on after what was last sent. A socket acknowledges nothing, so a subscriber that lost its connection
 * binds again with the first number it has not seen.
 */
public final class Wire implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String BIND = "bind-with-token";
    private static final int MOST_BOUND = 100;

    /** Where the text goes. Blocks while the other side does not read, and fails when it takes too long. */
    public interface Line {
        void send(String text) throws IOException;

        /** Ends the connection; the reason is a code of docs/findings.md, or empty. */
        void end(String reason);
    }

    /** One bound subscription and how far it was sent. */
    private static final class Bound {
        private final String login;
        private long next;
        private Instant beatDue;
        private boolean greeted;

        Bound(String login, long next) {
            this.login = login;
            this.next = next;
        }
    }

    private final Subscriptions service;
    private final SubscriptionStore subscriptions;
    private final DeliveryStore deliveries;
    private final Sight sight;
    private final Notification notification;
    private final Bell bell;
    private final Clock clock;
    private final Line line;
    private final Map<String, Bound> bound = new ConcurrentHashMap<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean open = true;

    Wire(
            Subscriptions service,
            SubscriptionStore subscriptions,
            DeliveryStore deliveries,
            Sight sight,
            Notification notification,
            Bell bell,
            Clock clock,
            Line line) {
        this.service = service;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.sight = sight;
        this.notification = notification;
        this.bell = bell;
        this.clock = clock;
        this.line = line;
    }

    /** What the subscriber says. Anything but a valid binding ends the connection. */
    public void said(String message) {
        Optional<String[]> words = words(message);
        Optional<Subscriptions.Binding> binding = words.flatMap(w -> service.binding(w[0]));
        if (binding.isEmpty() || bound.size() + binding.get().subscriptions().size() > MOST_BOUND) {
            finish(broken("subscription-token-invalid"));
            return;
        }
        long since = Long.parseLong(words.get()[1]);
        for (String id : binding.get().subscriptions()) {
            long next = since > 0
                    ? since
                    : deliveries.find(id).map(DeliveryStore.Delivery::next).orElse(1L);
            bound.put(id, new Bound(binding.get().login(), next));
        }
        if (started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("subscription-wire").start(this::pump);
        }
        bell.ring();
    }

    /** Token and number ({@code 0} without one). */
    private static Optional<String[]> words(String message) {
        if (message.startsWith("{")) {
            try {
                JsonNode said = Json.parse(message);
                String since = Json.text(said, "payload", "since");
                return Json.text(said, "type").equals(BIND) && since.matches("\\d{0,18}")
                        ? Optional.of(new String[] {Json.text(said, "payload", "token"), since.isEmpty() ? "0" : since})
                        : Optional.empty();
            } catch (JacksonException malformed) {
                return Optional.empty();
            }
        }
        String[] parts = message.strip().split("[ :]+");
        boolean right =
                (parts.length == 2 || parts.length == 3 && parts[2].matches("\\d{1,18}")) && parts[0].equals(BIND);
        return right ? Optional.of(new String[] {parts[1], parts.length == 3 ? parts[2] : "0"}) : Optional.empty();
    }

    private void pump() {
        try {
            while (open) {
                long rung = bell.count();
                boolean sent = false;
                for (Map.Entry<String, Bound> one : new TreeMap<>(bound).entrySet()) {
                    sent |= open && serve(one.getKey(), one.getValue());
                }
                if (!sent) {
                    bell.await(rung, LOOK);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            finish("");
        } catch (RuntimeException failure) {
            LOG.error("a socket of subscriptions cannot be served", failure);
            finish("");
        }
    }

    /** Whether something was sent. */
    private boolean serve(String id, Bound one) throws IOException {
        Optional<Account> account = sight.owner(one.login);
        SubscriptionStore.Known known = subscriptions.find(id).orElse(null);
        if (account.isEmpty() || known == null) {
            finish(account.isEmpty() ? broken("subscription-account-closed") : "");
            return false;
        }
        DeliveryStore.Delivery delivery = deliveries.find(id).orElse(null);
        boolean ready = delivery != null
                && delivery.changed() == known.changed()
                && delivery.state().equals("active")
                && !delivery.paused()
                && known.hears()
                && known.channel().equals("websocket");
        if (!ready) {
            return false;
        }
        Wanted wanted =
                Wanted.of(sight.history().at(known.changed()).orElseThrow().body());
        Notification.State state = Subscriptions.state(known, delivery);
        if (!one.greeted) {
            one.greeted = true;
            send(one, wanted, state, Notification.Kind.HANDSHAKE, "empty", List.of());
        }
        List<SubscriptionStore.Event> events = subscriptions.events(id, one.next, Long.MAX_VALUE, wanted.most());
        if (!events.isEmpty()) {
            String content = Sight.content(account.get(), wanted.content());
            List<Notification.Told> told = sight.told(events, content);
            send(one, wanted, state, Notification.Kind.EVENTS, content, told);
            sight.trace(account.get(), wanted.purpose(), content, told);
            one.next = told.getLast().event().number() + 1;
            deliveries.sent(id, one.next, clock.instant());
            return true;
        }
        if (one.beatDue != null && !one.beatDue.isAfter(clock.instant())) {
            send(one, wanted, state, Notification.Kind.HEARTBEAT, "empty", List.of());
        }
        return false;
    }

    private void send(
            Bound one,
            Wanted wanted,
            Notification.State state,
            Notification.Kind kind,
            String content,
            List<Notification.Told> told)
            throws IOException {
        Instant now = clock.instant();
        line.send(Json.text((JsonNode) notification.bundle(state, kind, content, told, now)));
        one.beatDue = wanted.heartbeat() == 0 ? null : now.plusSeconds(wanted.heartbeat());
    }

    private static String broken(String code) {
        return code;
    }

    private void finish(String reason) {
        close();
        line.end(reason);
    }

    @Override
    public void close() {
        open = false;
        bell.ring();
    }
}
