package org.liankang.uses.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.liankang.base.finding.Finding;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.store.Version;

/**
 * A subscription as the feed sees it: which versions are its events. Knows nothing of endpoints and rights, so it answers
 * the same whenever it is asked.
 *
 * @param topic canonical of a topic, or empty for a plain search string
 */
record Listener(String id, String topic, String type, List<Filter> filters, Predicate<Version> plain, Instant until) {

    private static final Set<String> CONTENTS = Set.of("empty", "id-only", "full-resource");
    private static final Set<String> MIMES = Set.of("", "application/fhir+json", "application/json");
    private static final Set<String> CHANNELS = Set.of("rest-hook", "websocket");
    private static final int LONGEST = 2000;

    /** @param type type it narrows, or empty for every type */
    record Filter(String type, Predicate<Version> met) {}

    /** What keeps a subscription from working, or the listener that it becomes. */
    sealed interface Understood {
        record Works(Listener listener) implements Understood {}

        record Fails(Finding finding) implements Understood {}
    }

    static Understood of(String id, Wanted wanted, Topics topics, Criteria criteria, long position) {
        if (!CHANNELS.contains(wanted.channel())) {
            return broken("subscription-channel-unsupported", "Subscription.channel.type", "is not done here");
        }
        if (!MIMES.contains(wanted.mime()) || !CONTENTS.contains(wanted.content())) {
            return broken("subscription-payload-unsupported", "Subscription.channel.payload", "is not done here");
        }
        if (wanted.headers().stream().anyMatch(header -> !Hook.sendable(header))) {
            return broken(
                    "subscription-header-invalid", "Subscription.channel.header", "is no header that can be sent");
        }
        if (wanted.criteria().length() > LONGEST || wanted.filters().stream().anyMatch(f -> f.length() > LONGEST)) {
            return broken("subscription-criteria-invalid", "Subscription.criteria", "is too long");
        }
        try {
            return wanted.plain() ? plain(id, wanted, criteria) : topical(id, wanted, topics, criteria, position);
        } catch (SearchRefused refused) {
            Finding why = refused.finding();
            return broken("subscription-criteria-invalid", "Subscription.criteria", why.where() + " " + why.message());
        } catch (RuntimeException malformed) {
            // What a subscriber wrote must never stop the book, whatever a search engine makes of it.
            return broken("subscription-criteria-invalid", "Subscription.criteria", "is no search string");
        }
    }

    private static Understood broken(String code, String where, String message) {
        return new Understood.Fails(new Finding(code, Finding.Severity.ERROR, where, message));
    }

    private static Understood plain(String id, Wanted wanted, Criteria criteria) {
        String[] parts = wanted.criteria().split("\\?", 2);
        Predicate<Version> met = criteria.understand(parts[0], parts.length > 1 ? parts[1] : "");
        return new Understood.Works(new Listener(id, "", parts[0], List.of(), met, wanted.until()));
    }

    private static Understood topical(String id, Wanted wanted, Topics topics, Criteria criteria, long position) {
        Optional<Topic> topic = topics.at(wanted.criteria(), position);
        if (topic.isEmpty()) {
            return broken("subscription-topic-unknown", "Subscription.criteria", "names no topic of this platform");
        }
        List<Filter> filters = new ArrayList<>();
        for (String text : wanted.filters()) {
            int mark = text.indexOf('?');
            String type = mark < 0 ? "" : text.substring(0, mark);
            String query = text.substring(mark + 1);
            Set<String> types = type.isEmpty() ? topic.get().types() : Set.of(type);
            for (String each : types) {
                if (!allowed(topic.get(), each, query)) {
                    return broken(
                            "subscription-filter-unsupported",
                            "Subscription.criteria.extension",
                            "the topic cannot be filtered so");
                }
                filters.add(new Filter(each, criteria.understand(each, query)));
            }
        }
        return new Understood.Works(
                new Listener(id, topic.get().url(), "", List.copyOf(filters), null, wanted.until()));
    }

    private static boolean allowed(Topic topic, String type, String query) {
        Set<String> names = new TreeSet<>();
        for (String part : query.split("&")) {
            names.add(part.replaceFirst("[=:.].*", ""));
        }
        return topic.filters().getOrDefault(type, Set.of()).containsAll(names);
    }

    /** Types of resources it may hear of. */
    Set<String> types(Topics topics) {
        return plain != null ? Set.of(type) : topics.types(topic);
    }

    boolean hears(Version version, Topics topics, History history) {
        if (until != null && version.at().isAfter(until)) {
            return false;
        }
        if (plain != null) {
            return version.type().equals(type) && !version.deleted() && plain.test(version);
        }
        Optional<Topic> definition = topics.at(topic, version.position());
        return definition.isPresent() && definition.get().fires(version, history) && filters(version, history);
    }

    /** Of a deleted resource the filters look at what it was. */
    private boolean filters(Version version, History history) {
        List<Filter> own = filters.stream()
                .filter(filter -> filter.type().equals(version.type()))
                .toList();
        if (own.isEmpty()) {
            return true;
        }
        Optional<Version> seen = version.deleted() ? history.before(version) : Optional.of(version);
        return seen.isPresent() && own.stream().allMatch(filter -> filter.met().test(seen.get()));
    }
}
