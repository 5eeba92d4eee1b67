package org.liankang.uses.terms;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.liankang.base.json.Json;
import org.liankang.record.terms.Canonical;
import org.liankang.record.terms.Held;
import org.liankang.record.terms.Kind;
import org.liankang.record.terms.Shelf;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the book has written, in memory; read again when it changes. The last shelf: it hides no other. */
@Component
@Order(100)
class RecordShelf implements Shelf {

    /** What was read, and as of which revision. */
    private record State(long revision, Held held) {}

    private final JdbcClient jdbc;
    private final AtomicLong revision = new AtomicLong();
    private volatile State state = new State(-1, new Held());

    RecordShelf(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** To be called once the change is committed: what is read from now on has it. */
    void changed() {
        revision.incrementAndGet();
    }

    private Held held() {
        State seen = state;
        if (seen.revision() != revision.get()) {
            seen = read();
        }
        return seen.held();
    }

    private synchronized State read() {
        long now = revision.get();
        if (state.revision() != now) {
            Held held = new Held();
            jdbc.sql("select body from terms.definition order by reference")
                    .query(String.class)
                    .list()
                    .forEach(body -> held.put(Json.parse(body)));
            state = new State(now, held);
        }
        return state;
    }

    @Override
    public Optional<JsonNode> find(Kind kind, Canonical address) {
        return held().find(kind, address);
    }

    @Override
    public List<JsonNode> all(Kind kind) {
        return held().all(kind);
    }

    @Override
    public long revision() {
        return revision.get();
    }
}
