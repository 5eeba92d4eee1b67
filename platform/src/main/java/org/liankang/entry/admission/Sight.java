package org.liankang.entry.admission;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.liankang.record.index.Head;
import org.liankang.record.index.Key;
import org.liankang.record.search.Index;
import org.liankang.record.search.Matching;
import org.liankang.record.store.RecordWriter;
import org.liankang.record.store.Searches;
import org.springframework.stereotype.Component;

/**
 * What the one writer knows of the record's present state: heads, cached because the writer alone changes them, with
 * the changes of the batch under way laid over.
 */
@Component
class Sight {

    private static final int REMEMBERED = 200_000;

    private final RecordWriter writer;
    private final Searches searches;
    private final Conditions conditions;
    private final Matching matching;
    /** Two generations: what is asked for moves to the young, and when that is full the old is let go. */
    private Map<Key, Head> young = new HashMap<>();

    private Map<Key, Head> old = new HashMap<>();
    /** What conditional references were found to mean, by type of what they mean. */
    private final Map<String, Map<String, String>> meanings = new ConcurrentHashMap<>();

    private final Map<Key, Head> now = new HashMap<>();
    /** What this batch has written, by type. */
    private final Map<String, Map<Key, Index>> written = new HashMap<>();

    Sight(RecordWriter writer, Searches searches, Conditions conditions, Matching matching) {
        this.writer = writer;
        this.searches = searches;
        this.conditions = conditions;
        this.matching = matching;
    }

    /** Starts a batch with a look at all it will ask for. */
    void begin(Collection<Key> keys) {
        now.clear();
        written.clear();
        Set<Key> missing = new HashSet<>();
        for (Key key : keys) {
            Head head = remembered(key);
            if (head == null) {
                missing.add(key);
            } else {
                now.put(key, head);
            }
        }
        if (!missing.isEmpty()) {
            now.putAll(writer.heads(missing));
        }
    }

    Head head(Key key) {
        return now.get(key);
    }

    boolean lives(Key key) {
        Head head = now.get(key);
        return head != null && !head.deleted();
    }

    /** Lays a change of this batch over what is recorded. */
    void put(Head head, Index index) {
        now.put(head.key(), head);
        written.computeIfAbsent(head.key().type(), type -> new HashMap<>()).put(head.key(), index);
        Map<String, String> meant = meanings.get(head.key().type());
        if (meant != null) {
            meant.clear();
        }
    }

    /** The resources that a condition finds, in the record and in what this batch has written; three are many. */
    List<Key> matches(Condition condition, long at) {
        Set<Key> found = new HashSet<>();
        Map<Key, Index> here = written.getOrDefault(condition.type(), Map.of());
        // of a batch's own changes at most one each can hide a match, so that many more are asked for
        for (Key key : searches.keys(condition.type(), condition.meaning(), 3 + here.size())) {
            if (!here.containsKey(key)) {
                found.add(key);
            }
        }
        here.forEach((key, index) -> {
            if (lives(key) && matching.matches(condition.meaning(), seen(key, index, at), Matching.NONE)) {
                found.add(key);
            }
        });
        found.forEach(this::look);
        return List.copyOf(found);
    }

    private Matching.Seen seen(Key key, Index index, long at) {
        return new Matching.Seen(key.id(), index, at, now.get(key).resident());
    }

    /** {@link #matches} for a reference, remembered while no resource of the type changes. */
    Optional<String> target(String reference, long at) {
        String type = reference.substring(0, reference.indexOf('?'));
        Map<String, String> meant = meanings.computeIfAbsent(type, t -> new ConcurrentHashMap<>());
        String known = meant.get(reference);
        if (known != null) {
            look(Key.of(known));
            return Optional.of(known);
        }
        Optional<Condition> condition = conditions.parse(reference);
        List<Key> found = condition.isPresent() ? matches(condition.get(), at) : List.of();
        if (found.size() != 1) {
            return Optional.empty();
        }
        if (meant.size() > REMEMBERED) {
            meant.clear();
        }
        meant.put(reference, found.getFirst().toString());
        return Optional.of(found.getFirst().toString());
    }

    /**
     * What a conditional reference meant when it was last asked, or null; for preparing on other threads what is
     * decided at the turn.
     */
    String guess(String reference) {
        Map<String, String> meant = meanings.get(reference.substring(0, reference.indexOf('?')));
        return meant == null ? null : meant.get(reference);
    }

    /** What was not foreseen at the beginning of the batch is looked up when it turns up. */
    private void look(Key key) {
        if (!now.containsKey(key)) {
            now.putAll(writer.heads(Set.of(key)));
        }
    }

    /** The batch is committed: what it changed is what is. */
    void committed() {
        now.forEach(this::remember);
    }

    private Head remembered(Key key) {
        Head head = young.get(key);
        if (head == null) {
            head = old.get(key);
            if (head != null) {
                remember(key, head);
            }
        }
        return head;
    }

    private void remember(Key key, Head head) {
        if (young.size() >= REMEMBERED / 2) {
            old = young;
            young = new HashMap<>();
        }
        young.put(key, head);
    }

    /** What is remembered may be wrong: a commit broke off, and nobody knows on which side. */
    void forget() {
        young = new HashMap<>();
        old = new HashMap<>();
        meanings.clear();
    }

    /** The batch is rolled back: conditions resolved against it may be wrong. */
    void rolledBack() {
        meanings.clear();
    }
}
