package org.liankang.record.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.liankang.record.index.Head;
import org.liankang.record.index.Key;
import org.liankang.record.index.Posting;
import org.liankang.record.index.SearchIndex;
import org.liankang.record.search.Index;

/**
 * The writing side of the record, for the one sequencer in {@code entry}. Positions are given in the order of writing
 * by the only writer, so the feed is gapless; a batch that is rolled back gives its positions to the next.
 */
public final class RecordWriter {

    private final RecordStore store;
    private final SearchIndex index;
    private final Replay replay;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private List<Posting> postings = List.of();
    private long last;

    RecordWriter(RecordStore store, SearchIndex index, Replay replay) {
        this.store = store;
        this.index = index;
        this.replay = replay;
        this.last = replay.catchUp();
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
    public Map<Key, Head> heads(Collection<Key> keys) {
        return index.heads(keys);
    }

    /**
     * Writes the drafts in order, from {@link #next} on. Nothing is visible until the caller commits and calls
     * {@link #committed(long)}.
     */
    public void append(Connection connection, List<Draft> drafts) throws SQLException {
        List<Posting> made = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            made.add(posting(drafts.get(i), last + 1 + i));
        }
        if (!drafts.isEmpty()) {
            store.insert(connection, drafts, last + 1);
        }
        postings = made;
    }

    private static Posting posting(Draft draft, long position) {
        long digest = draft.deleted() ? 0 : draft.digest();
        var head = new Head(draft.key(), draft.number(), position, draft.resident(), draft.deleted(), digest);
        return new Posting(head, draft.deleted() ? Index.NONE : draft.index());
    }

    /** The position the next draft will get. */
    public long next() {
        return last + 1;
    }

    /** To be called once after the commit: from now on searches find what was written. */
    public void committed(long position) {
        index.add(postings);
        postings = List.of();
        announce(position);
    }

    private void announce(long position) {
        last = position;
        listeners.forEach(listener -> listener.accept(position));
    }

    /** Takes up what the database says: after a broken connection nobody knows whether the last commit went through. */
    public void reload() {
        postings = List.of();
        long now = replay.catchUp();
        if (now != last) {
            announce(now);
        }
    }

    /** Hears of every commit, on the sequencer's thread: be quick. */
    public void onCommit(LongConsumer listener) {
        listeners.add(listener);
    }
}
