package org.liankang.uses.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers what each subscription is to hear of. A subscription hears of what comes after the version that asks for it;
 * its numbers go on over later versions, so that a subscriber never sees a number twice for different things.
 */
class SubscriptionBook extends PostgresBook {

    private final SubscriptionStore store;
    private final Topics topics;
    private final Criteria criteria;
    private final History history;
    private final Owners owners;
    private final Bell bell;
    private Map<String, Listener> listeners;
    private final Map<String, List<Listener>> byType = new HashMap<>();
    private final Map<String, Long> lasts = new HashMap<>();

    SubscriptionBook(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Migrations migrations,
            TopicSource topics,
            Criteria criteria,
            History history,
            Owners owners,
            Bell bell) {
        super("subscription", jdbc, transaction, migrations);
        this.store = new SubscriptionStore(jdbc);
        this.topics = topics.read(jdbc);
        this.criteria = criteria;
        this.history = history;
        this.owners = owners;
        this.bell = bell;
    }

    /** Reads the topics once the tables are there. */
    interface TopicSource {
        Topics read(JdbcClient jdbc);
    }

    Topics topics() {
        return topics;
    }

    @Override
    protected void follow(List<Version> changes) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    bell.ring();
                } else {
                    forget();
                }
            }
        });
        if (listeners == null) {
            load();
        }
        List<SubscriptionStore.Event> events = new ArrayList<>();
        for (Version version : changes) {
            if (version.type().equals("Subscription")) {
                store.add(events); // the row that is about to change holds the last number
                events.clear();
                take(version);
            }
            for (Listener listener : byType.getOrDefault(version.type(), List.of())) {
                boolean itself = version.reference().equals("Subscription/" + listener.id());
                if (!itself && listener.hears(version, topics, history)) {
                    long number = lasts.merge(listener.id(), 1L, Long::sum);
                    events.add(new SubscriptionStore.Event(
                            listener.id(), number, version.position(), version.resident(), version.reference()));
                }
            }
        }
        store.add(events);
    }

    private void take(Version version) {
        SubscriptionStore.Known before = store.find(version.id()).orElse(null);
        String login = owners.login(version.submission());
        boolean lives = before != null && !before.asked().equals("deleted");
        if (lives && !before.owner().equals(login)) {
            return; // nobody takes over what another one subscribed to
        }
        long last = before == null ? 0 : before.last();
        SubscriptionStore.Known now;
        if (version.deleted()) {
            now = new SubscriptionStore.Known(
                    version.id(), login, version.position(), "deleted", "", "", "", "", "", last);
        } else {
            Wanted wanted = Wanted.of(version.body());
            String problem = "";
            String detail = "";
            if (Listener.of(version.id(), wanted, topics, criteria, version.position())
                    instanceof Listener.Understood.Fails(var finding)) {
                problem = finding.code();
                detail = finding.where() + " " + finding.message();
            }
            now = new SubscriptionStore.Known(
                    version.id(),
                    login,
                    version.position(),
                    wanted.asked(),
                    wanted.channel(),
                    wanted.criteria(),
                    wanted.endpoint(),
                    problem,
                    detail,
                    last);
        }
        store.put(now);
        listen(now);
    }

    private void load() {
        listeners = new TreeMap<>();
        byType.clear();
        lasts.clear();
        store.all().forEach(this::listen);
    }

    private void listen(SubscriptionStore.Known known) {
        listeners.remove(known.id());
        byType.values().forEach(all -> all.removeIf(one -> one.id().equals(known.id())));
        lasts.put(known.id(), known.last());
        if (known.hears()) {
            Version version = history.at(known.changed()).orElseThrow();
            if (Listener.of(known.id(), Wanted.of(version.body()), topics, criteria, known.changed())
                    instanceof Listener.Understood.Works(Listener listener)) {
                listeners.put(known.id(), listener);
                listener.types(topics)
                        .forEach(type -> byType.computeIfAbsent(type, t -> new ArrayList<>())
                                .add(listener));
            }
        }
    }

    @Override
    protected List<String> tables() {
        return List.of("subscription", "event");
    }

    @Override
    protected void forget() {
        listeners = null;
    }
}
