package org.liankang.record.store;

import java.time.Duration;
import java.util.List;
import org.liankang.record.index.Head;
import org.liankang.record.index.Key;
import org.liankang.record.index.Posting;
import org.liankang.record.index.SearchIndex;
import org.liankang.record.search.Index;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the search index up to the record: after a crash a little, after the loss of its folder everything. */
final class Replay {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final int STRETCH = 2_000;
    private static final Duration REPORT = Duration.ofSeconds(10);

    private final RecordStore store;
    private final SearchIndex index;
    private final Parameters parameters;

    Replay(RecordStore store, SearchIndex index, Parameters parameters) {
        this.store = store;
        this.index = index;
        this.parameters = parameters;
    }

    /** Answers the last position of the record, up to which everything is found now. */
    long catchUp() {
        long last = store.last();
        long at = index.added();
        if (at > last) {
            LOG.warn("the search index is ahead of the record, which was set back: it is made anew");
            index.clear();
            at = 0;
        }
        long reported = System.nanoTime();
        long from = at;
        while (at < last) {
            long until = Math.min(last, at + STRETCH);
            List<Posting> postings =
                    store.between(at, until).parallelStream().map(this::posting).toList();
            index.add(postings);
            at = until;
            if (System.nanoTime() - reported > REPORT.toNanos()) {
                reported = System.nanoTime();
                LOG.info("search index: {} of {} versions added again", at - from, last - from);
            }
        }
        return last;
    }

    private Posting posting(Version version) {
        Key key = new Key(version.type(), version.id());
        if (version.deleted()) {
            var head = new Head(key, version.number(), version.position(), version.resident(), true, 0);
            return new Posting(head, Index.NONE);
        }
        byte[] plain = version.plain();
        var head = new Head(key, version.number(), version.position(), version.resident(), false, Tokens.of(plain));
        return new Posting(head, parameters.index(version.type(), version.body(), version.resolved()));
    }
}
