package org.liankang.entry.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.record.search.Parameters;
import org.liankang.record.store.Head;
import org.liankang.record.store.Key;
import org.liankang.record.store.RecordWriter;
import org.springframework.stereotype.Component;

/**
 * What the one writer knows of the record's present state: heads, cached because the writer alone changes them, with
 * the changes of the batch under way laid over.
 */
@Component
class Sight {

    private static final int REMEMBERED = 200_000;

    private final RecordWriter writer;
    private final Parameters parameters;
    private final Cache<Key, Head> heads =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Map<String, String> conditions = new HashMap<>();
    private final Map<Key, Head> now = new HashMap<>();
    private final Map<Key, long[]> written = new HashMap<>();

    Sight(RecordWriter writer, Parameters parameters) {
        this.writer = writer;
        this.parameters = parameters;
    }

    /** Starts a batch with a look at all it will ask for. */
    void begin(Connection connection, Collection<Key> keys) throws SQLException {
        now.clear();
        written.clear();
        Set<Key> missing = new HashSet<>();
        for (Key key : keys) {
            Head head = heads.getIfPresent(key);
            if (head == null) {
                missing.add(key);
            } else {
                now.put(key, head);
            }
        }
        now.putAll(writer.heads(connection, missing));
    }

    Head head(Key key) {
        return now.get(key);
    }

    boolean lives(Key key) {
        Head head = now.get(key);
        return head != null && !head.deleted();
    }

    /** Lays a change of this batch over what is recorded. */
    void put(Head head, long[] tokens) {
        now.put(head.key(), head);
        written.put(head.key(), tokens);
        conditions
                .keySet()
                .removeIf(condition -> condition.startsWith(head.key().type() + "?"));
    }

    /** Which resource a condition means: empty when none, an error value when several. */
    List<Key> matches(Connection connection, Condition condition) throws SQLException {
        Set<Key> found = new HashSet<>();
        for (Head head : writer.holding(connection, condition.type(), condition.tokens(), 3)) {
            if (!written.containsKey(head.key())) {
                found.add(head.key());
            }
        }
        written.forEach((key, tokens) -> {
            if (key.type().equals(condition.type()) && lives(key) && holds(tokens, condition.tokens())) {
                found.add(key);
            }
        });
        return List.copyOf(found);
    }

    /** {@link #matches} for a reference, remembered while no resource of the type changes. */
    Optional<String> target(Connection connection, String reference) throws SQLException {
        String known = conditions.get(reference);
        if (known != null) {
            look(connection, Key.of(known));
            return Optional.of(known);
        }
        Optional<Condition> condition = Condition.parse(reference, parameters);
        List<Key> found = condition.isPresent() ? matches(connection, condition.get()) : List.of();
        if (found.size() != 1) {
            return Optional.empty();
        }
        Key key = found.getFirst();
        look(connection, key);
        if (conditions.size() > REMEMBERED) {
            conditions.clear();
        }
        conditions.put(reference, key.toString());
        return Optional.of(key.toString());
    }

    /** What was not foreseen at the beginning of the batch is looked up when it turns up. */
    private void look(Connection connection, Key key) throws SQLException {
        if (!now.containsKey(key)) {
            now.putAll(writer.heads(connection, Set.of(key)));
        }
    }

    private static boolean holds(long[] sorted, long[] wanted) {
        return Arrays.stream(wanted).allMatch(token -> Arrays.binarySearch(sorted, token) >= 0);
    }

    /** The batch is committed: what it changed is what is. */
    void committed() {
        written.keySet().forEach(key -> heads.put(key, now.get(key)));
        now.forEach((key, head) -> {
            if (key.type().equals("Patient") || key.type().equals("Encounter")) {
                heads.put(key, head);
            }
        });
    }

    /** What is remembered may be wrong: a commit broke off, and nobody knows on which side. */
    void forget() {
        heads.invalidateAll();
        conditions.clear();
    }

    /** The batch is rolled back: conditions resolved against it may be wrong. */
    void rolledBack() {
        conditions.clear();
    }
}
