package org.liankang.record.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * The writing side of the record, for the one sequencer in {@code entry}. Positions are given in the order of writing
 * by the only writer, so the feed is gapless; a batch that is rolled back gives its positions to the next.
 */
public final class RecordWriter {

    private final RecordStore store;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private long last;

    RecordWriter(RecordStore store) {
        this.store = store;
        this.last = store.last();
    }

    /** Takes the database-wide lock that makes this process the only writer; held until the connection closes. */
    public boolean lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rs = statement.executeQuery("select pg_try_advisory_lock(4712)")) {
            rs.next();
            return rs.getBoolean(1);
        }
    }

    /** Gives the lock back; a pooled connection would otherwise keep it. */
    public void unlock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(4712)");
        }
    }

    /** Where the given resources stand; those never recorded are missing from the answer. */
    public Map<Key, Head> heads(Connection connection, Collection<Key> keys) throws SQLException {
        return store.heads(connection, keys);
    }

    /** The living resources of a type that carry all these tokens, at most so many. */
    public List<Head> holding(Connection connection, String type, long[] tokens, int most) throws SQLException {
        return store.holding(connection, type, tokens, most);
    }

    /**
     * Writes the drafts in order and answers their positions. Nothing is visible until the caller commits and calls
     * {@link #committed(long)}.
     */
    public List<Long> append(Connection connection, List<Draft> drafts) throws SQLException {
        List<Long> positions = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            positions.add(last + 1 + i);
        }
        if (!drafts.isEmpty()) {
            store.insert(connection, drafts, last + 1);
        }
        return positions;
    }

    /** The position the next draft will get. */
    public long next() {
        return last + 1;
    }

    /** To be called once after the commit. */
    public void committed(long position) {
        last = position;
        listeners.forEach(listener -> listener.accept(position));
    }

    /** Takes up what the database says: after a broken connection nobody knows whether the last commit went through. */
    public void reload() {
        long now = store.last();
        if (now != last) {
            committed(now);
        }
    }

    /** Hears of every commit, on the sequencer's thread: be quick. */
    public void onCommit(LongConsumer listener) {
        listeners.add(listener);
    }
}
