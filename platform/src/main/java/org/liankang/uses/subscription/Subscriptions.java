package org.liankang.uses.subscription;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be asked about subscriptions and done with them: FHIR's operations, the administrator's page, sockets. */
public final class Subscriptions {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final int MOST_TOKENS = 10_000;
    private static final int MOST_EVENTS = 1000;

    /** What an operation answers. */
    public sealed interface Answer {

        /** A Parameters or a Bundle. */
        record Given(JsonNode resource) implements Answer {}

        record Refused(Finding finding) implements Answer {}
    }

    /**
     * A subscription as the administrator sees it; nothing of what was told.
     *
     * @param state {@code requested}, {@code active}, {@code error}, {@code off}
     * @param works it is switched on, and what it asks for can be done
     * @param last number of the newest event
     * @param next the first number not delivered
     * @param error code, or empty
     * @param nextTry null when nothing is tried by itself
     */
    public record View(
            String id,
            String owner,
            String criteria,
            String channel,
            String endpoint,
            String state,
            boolean works,
            boolean paused,
            long last,
            long next,
            int attempts,
            String error,
            String detail,
            Instant nextTry,
            Instant deliveredAt) {

        /** The topic or the type asked for; what is searched for may name a resident. */
        public String what() {
            return criteria.replaceFirst("\\?.*", "");
        }

        /** The endpoint without its path, which may carry a secret. */
        public String host() {
            try {
                String host = new URI(endpoint).getHost();
                return host == null ? "" : host;
            } catch (URISyntaxException malformed) {
                return "";
            }
        }

        public long backlog() {
            return Math.max(0, last - next + 1);
        }
    }

    /** A topic that can be subscribed to. */
    public record Offer(String url, String title) {}

    /** What a binding token stands for. */
    record Binding(long account, String login, List<String> subscriptions, Instant until) {}

    private final SubscriptionBook book;
    private final SubscriptionStore subscriptions;
    private final DeliveryStore deliveries;
    private final Sight sight;
    private final Notification notification;
    private final Bell bell;
    private final RandomGenerator random;
    private final Clock clock;
    private final Cache<String, Binding> tokens = Caffeine.newBuilder()
            .expireAfterWrite(TOKEN_LIFE)
            .maximumSize(MOST_TOKENS)
            .build();

    Subscriptions(
            SubscriptionBook book,
            SubscriptionStore subscriptions,
            DeliveryStore deliveries,
            Sight sight,
            Notification notification,
            Bell bell,
            RandomGenerator random,
            Clock clock) {
        this.book = book;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.sight = sight;
        this.notification = notification;
        this.bell = bell;
        this.random = random;
        this.clock = clock;
    }

    /** {@code $status} of one subscription, of those named, or of all that are the account's own: a searchset. */
    public Answer status(Account account, Optional<String> id, Collection<String> ids, Collection<String> states) {
        ObjectNode bundle = Json.object();
        bundle.put("resourceType", "Bundle").put("type", "searchset");
        ArrayNode entries = Json.array();
        for (SubscriptionStore.Known known : own(account)) {
            boolean named = id.map(known.id()::equals).orElse(ids.isEmpty() || ids.contains(known.id()));
            Notification.State state = state(known);
            if (named && (id.isPresent() || states.isEmpty() || states.contains(state.status()))) {
                ObjectNode entry = entries.addObject();
                entry.set("resource", notification.status(state, Notification.Kind.QUERY_STATUS, "id-only", List.of()));
                entry.putObject("search").put("mode", "match");
            }
        }
        if (id.isPresent() && entries.isEmpty()) {
            return nothing();
        }
        bundle.put("total", entries.size());
        if (!entries.isEmpty()) {
            bundle.set("entry", entries);
        }
        return new Answer.Given(bundle);
    }

    /**
     * {@code $events}: what was to be told, from a number up to and with another, at most 1,000 events at a time. Leaves a
     * trace like a delivery.
     *
     * @param content level asked for; the subscription's own when empty
     */
    public Answer events(
            Account account, String id, Optional<String> since, Optional<String> until, Optional<String> content) {
        Optional<SubscriptionStore.Known> found =
                own(account).stream().filter(known -> known.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            return nothing();
        }
        if (!number(since) || !number(until)) {
            return refused("request-invalid", "eventsSinceNumber", "is no event number");
        }
        SubscriptionStore.Known known = found.get();
        Optional<Wanted> wanted = sight.history().at(known.changed()).map(version -> Wanted.of(version.body()));
        String own = wanted.map(Wanted::content).orElse("empty");
        String asked = content.orElse(own);
        if (!List.of("empty", "id-only", "full-resource").contains(asked)) {
            return refused("request-invalid", "content", "is empty, id-only or full-resource");
        }
        String level = Sight.content(account, asked);
        List<SubscriptionStore.Event> events = subscriptions.events(
                id,
                since.map(Long::valueOf).orElse(1L),
                until.map(Long::valueOf).orElse(Long.MAX_VALUE),
                MOST_EVENTS);
        List<Notification.Told> told = sight.told(events, level);
        sight.trace(account, wanted.map(Wanted::purpose).orElse(""), level, told);
        return new Answer.Given(
                notification.bundle(state(known), Notification.Kind.QUERY_EVENTS, level, told, clock.instant()));
    }

    /** {@code $get-ws-binding-token} for those named, or for all of the account's own subscriptions of channel websocket. */
    public Answer bindingToken(Account account, Collection<String> ids, String websocket) {
        List<String> bound = own(account).stream()
                .filter(known -> known.channel().equals("websocket"))
                .map(SubscriptionStore.Known::id)
                .filter(id -> ids.isEmpty() || ids.contains(id))
                .toList();
        if (bound.isEmpty() || !bound.containsAll(ids)) {
            return nothing();
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant until = clock.instant().plus(TOKEN_LIFE);
        tokens.put(token, new Binding(account.id(), account.login(), bound, until));
        ObjectNode parameters = Json.object().put("resourceType", "Parameters");
        ArrayNode all = parameters.putArray("parameter");
        all.addObject().put("name", "token").put("valueString", token);
        all.addObject().put("name", "expiration").put("valueDateTime", Notification.instant(until));
        bound.forEach(id -> all.addObject().put("name", "subscription").put("valueString", id));
        all.addObject().put("name", "websocket-url").put("valueUrl", websocket);
        return new Answer.Given(parameters);
    }

    Optional<Binding> binding(String token) {
        return Optional.ofNullable(tokens.getIfPresent(token))
                .filter(binding -> binding.until().isAfter(clock.instant()));
    }

    /** A new connection of a subscriber; it says nothing before it is bound. */
    public Wire open(Wire.Line line) {
        return new Wire(this, subscriptions, deliveries, sight, notification, bell, clock, line);
    }

    /**
     * A Subscription as a reader may see it: with the state it is in, and without the secrets of its headers. Every way
     * that shows resources shows this.
     */
    public JsonNode shown(JsonNode resource) {
        if (!Json.text(resource, "resourceType").equals("Subscription")) {
            return resource;
        }
        ObjectNode shown = (ObjectNode) Secrets.masked(resource).deepCopy();
        Optional<Notification.State> state =
                subscriptions.find(Json.text(resource, "id")).map(this::state);
        state.ifPresent(now -> {
            shown.put("status", now.status());
            if (now.error().isEmpty()) {
                shown.remove("error");
            } else {
                shown.put("error", now.error());
            }
        });
        return shown;
    }

    /** All subscriptions that are not deleted, for the administrator. */
    public List<View> all() {
        Map<String, DeliveryStore.Delivery> byId = new HashMap<>();
        deliveries.all().forEach(delivery -> byId.put(delivery.subscription(), delivery));
        List<View> views = new ArrayList<>();
        for (SubscriptionStore.Known known : subscriptions.all()) {
            if (!known.asked().equals("deleted")) {
                DeliveryStore.Delivery delivery =
                        byId.getOrDefault(known.id(), DeliveryStore.Delivery.first(known.id()));
                Notification.State state = state(known, delivery);
                views.add(new View(
                        known.id(),
                        known.owner(),
                        known.criteria(),
                        known.channel(),
                        known.endpoint(),
                        state.status(),
                        known.hears(),
                        delivery.paused(),
                        known.last(),
                        delivery.next(),
                        delivery.attempts(),
                        state.error(),
                        delivery.detail(),
                        delivery.nextTry(),
                        delivery.deliveredAt()));
            }
        }
        return views;
    }

    /** Tries again at once, also what was given up or stopped; false when there is nothing to try. */
    public boolean retry(String id) {
        Optional<SubscriptionStore.Known> known = subscriptions.find(id).filter(SubscriptionStore.Known::hears);
        Optional<DeliveryStore.Delivery> delivery = deliveries.find(id);
        if (known.isEmpty() || delivery.isEmpty()) {
            return false;
        }
        deliveries.pause(id, false);
        boolean moved = deliveries.move(
                delivery.get(), delivery.get().asking(known.get().changed(), clock.instant()));
        bell.ring();
        return moved;
    }

    /** Holds the delivery, or lets it go on; numbering goes on in any case. */
    public boolean pause(String id, boolean paused) {
        boolean known = deliveries.find(id).isPresent();
        deliveries.pause(id, paused);
        bell.ring();
        return known;
    }

    public List<Offer> topics() {
        return book.topics().all().stream()
                .map(topic -> new Offer(topic.url(), topic.title()))
                .toList();
    }

    private List<SubscriptionStore.Known> own(Account account) {
        return account.may(Right.SUBSCRIBE)
                ? subscriptions.all().stream()
                        .filter(known -> known.owner().equals(account.login()))
                        .filter(known -> !known.asked().equals("deleted"))
                        .toList()
                : List.of();
    }

    private Notification.State state(SubscriptionStore.Known known) {
        return state(known, deliveries.find(known.id()).orElseGet(() -> DeliveryStore.Delivery.first(known.id())));
    }

    static Notification.State state(SubscriptionStore.Known known, DeliveryStore.Delivery delivery) {
        boolean seen = delivery.changed() == known.changed();
        String status = seen ? delivery.state() : "requested";
        String topic = Wanted.plain(known.criteria()) ? "" : known.criteria();
        return new Notification.State(known.id(), topic, status, seen ? delivery.error() : "", known.last());
    }

    private static boolean number(Optional<String> text) {
        return text.isEmpty() || text.get().matches("\\d{1,18}");
    }

    private static Answer nothing() {
        return refused("not-found", "Subscription", "is no subscription of this account");
    }

    private static Answer refused(String code, String where, String message) {
        return new Answer.Refused(new Finding(code, Finding.Severity.ERROR, where, message));
    }
}
