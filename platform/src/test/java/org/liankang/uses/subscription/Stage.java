package org.liankang.uses.subscription;

import ca.uhn.fhir.context.FhirContext;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.liankang.TestDatabase;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.Role;
import org.liankang.record.search.Matching;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Questions;
import org.liankang.record.search.Terms;
import org.liankang.record.store.OwnContent;
import org.liankang.record.store.Version;
import org.liankang.record.store.Versions;
import tools.jackson.databind.JsonNode;

/** Subscriptions with a feed written by hand, a real database, a real endpoint, and a clock that is moved. */
final class Stage implements AutoCloseable {

    static final Path REGIONS = Files.isDirectory(Path.of("regions")) ? Path.of("regions") : Path.of("..", "regions");
    static final String ICD = "urn:oid:2.16.156.10011.2.3.3.11.3";

    /** A clock that stands still until it is moved. */
    static final class Hands extends Clock {
        private volatile Instant now = Instant.parse("2026-03-01T00:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Asia/Shanghai");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A resident's data that went out. */
    record Trace(String login, Purpose purpose, long resident, String reference) {}

    final TestDatabase database = TestDatabase.fresh();
    final Versions feed = new Versions();
    final Hands clock = new Hands();
    final Map<String, Account> accounts = new TreeMap<>();
    final List<Trace> traces = Collections.synchronizedList(new ArrayList<>());
    final Map<Long, String> logins = new TreeMap<>();
    final HttpServer server;
    final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
    final List<Map<String, List<String>>> headers = Collections.synchronizedList(new ArrayList<>());
    volatile IntSupplier answer = () -> 200;
    SubscriptionConfig config = config(List.of("*"), true);
    Bell bell;
    SubscriptionBook book;
    private SearchCriteria criteria;
    Deliveries deliveries;
    Subscriptions subscriptions;
    Endpoints.Names names = InetAddress::getAllByName;
    private long read;

    Stage() {
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = answer.getAsInt();
            if (status / 100 == 2) {
                received.add(Json.parse(body));
                headers.add(Map.copyOf(exchange.getRequestHeaders()));
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        account("sender", Role.SENDER);
        begin();
    }

    static SubscriptionConfig config(List<String> hosts, boolean localHttp) {
        return new SubscriptionConfig(hosts, List.of(), localHttp, "", Duration.ofDays(7), 8);
    }

    /** Starts the capability, as the platform's start does; called again, it is a restart. */
    void begin() {
        bell = new Bell();
        var parameters = new Parameters(FhirContext.forR4Cached());
        criteria = new SearchCriteria(
                new Questions(parameters, Terms.NONE), new OwnContent(new Matching(parameters), parameters), clock);
        var policies = new Policies(new PolicyConfig(REGIONS, "haishu"));
        History history = new History() {
            @Override
            public Optional<Version> before(Version version) {
                return version.number() == 1
                        ? Optional.empty()
                        : feed.all().stream()
                                .filter(v ->
                                        v.reference().equals(version.reference()) && v.number() == version.number() - 1)
                                .findFirst();
            }

            @Override
            public Optional<Version> at(long position) {
                return Optional.of(feed.at(position));
            }
        };
        Owners owners = new Owners() {
            @Override
            public String login(long submission) {
                return logins.getOrDefault(submission, "sender");
            }

            @Override
            public Optional<Account> account(String login) {
                return Optional.ofNullable(accounts.get(login)).filter(Account::active);
            }

            @Override
            public void told(Account account, Purpose purpose, long resident, String reference) {
                traces.add(new Trace(account.login(), purpose, resident, reference));
            }
        };
        long last = feed.size();
        book = new SubscriptionBook(
                database.jdbc(),
                database.transaction(),
                database.migrations(),
                jdbc -> Topics.read(policies, criteria, jdbc, last),
                criteria,
                history,
                owners,
                bell);
        read = book.position();
        var store = new SubscriptionStore(database.jdbc());
        var deliveryStore = new DeliveryStore(database.jdbc());
        var sight = new Sight(history, owners);
        deliveries = new Deliveries(
                store,
                deliveryStore,
                sight,
                new Endpoints(config, host -> names.addresses(host)),
                new Hook(),
                new Backoff(new Random(1)),
                config,
                bell,
                clock);
        subscriptions =
                new Subscriptions(book, store, deliveryStore, sight, new Notification(""), bell, new Random(2), clock);
    }

    /** What the door asks before it lets a subscription in. */
    SubscriptionSuitability suitability() {
        return new SubscriptionSuitability(
                book::topics, criteria, new Endpoints(config, host -> names.addresses(host)));
    }

    void account(String login, Role role) {
        accounts.put(login, new Account(accounts.size() + 1L, login, login, role, "", false, "", "", "zh", true));
    }

    void close(String login) {
        Account open = accounts.get(login);
        accounts.put(login, new Account(open.id(), login, login, open.role(), "", false, "", "", "zh", false));
    }

    String endpoint() {
        return "http://localhost:" + server.getAddress().getPort() + "/hook";
    }

    /** A subscription to a topic, or to a search string. */
    Version subscribe(String id, String criteria, String content, String... more) {
        return feed.put(0, subscription(id, criteria, "rest-hook", content, String.join("", more)));
    }

    String subscription(String id, String criteria, String channel, String content, String more) {
        return """
                {'resourceType':'Subscription','id':'%s','status':'requested','reason':'test','criteria':'%s'%s,
                 'channel':{'type':'%s','endpoint':'%s','payload':'application/fhir+json',
                  'header':['Authorization: Bearer hidden-secret'],
                  '_payload':{'extension':[{'url':'%sbackport-payload-content','valueCode':'%s'}]}}}""".formatted(id, criteria, more, channel, endpoint(), Wanted.BACKPORT, content);
    }

    static String filter(String query) {
        return ",'_criteria':{'extension':[{'url':'" + Wanted.BACKPORT + "backport-filter-criteria','valueString':'"
                + query + "'}]}";
    }

    Version encounter(long resident, String id, String status) {
        return feed.put(resident, """
                {'resourceType':'Encounter','id':'%s','status':'%s','class':{'code':'AMB'},
                 'subject':{'reference':'Patient/p%d'}}""".formatted(id, status, resident));
    }

    /** Lets the book read what is new. */
    void follow() {
        List<Version> all = feed.all();
        if (read < all.size()) {
            book.apply(all.subList((int) read, all.size()));
            read = all.size();
        }
    }

    void deliver() {
        try {
            follow();
            deliveries.turn();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    Subscriptions.View view(String id) {
        return subscriptions.all().stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The numbers of all events received, in the order they came. */
    List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        List.copyOf(received).forEach(bundle -> numbers.addAll(numbers(bundle)));
        return numbers;
    }

    static List<Long> numbers(JsonNode bundle) {
        return parameters(bundle, "notification-event").stream()
                .map(event -> Long.valueOf(
                        part(event, "event-number").path("valueString").asString()))
                .toList();
    }

    static List<JsonNode> parameters(JsonNode bundle, String name) {
        return Json.each(bundle.path("entry").path(0).path("resource").path("parameter"))
                .filter(p -> p.path("name").asString().equals(name))
                .toList();
    }

    static JsonNode part(JsonNode event, String name) {
        return Json.each(event.path("part"))
                .filter(p -> p.path("name").asString().equals(name))
                .findFirst()
                .orElse(Json.object());
    }

    static String type(JsonNode bundle) {
        return parameters(bundle, "type").getFirst().path("valueCode").asString();
    }

    @Override
    public void close() {
        deliveries.stop();
        server.stop(0);
    }
}
