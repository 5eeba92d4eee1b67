package org.liankang.record.store;

import org.liankang.record.search.Matching;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Query;

/**
 * Judges a version by its own content: neither the index is asked nor what other resources say, so that a query that
 * {@linkplain Query#follows follows} references never holds.
 */
public final class OwnContent {

    private final Matching matching;
    private final Parameters parameters;
    private volatile Judged last;

    /** Many queries are asked of one version after another. */
    private record Judged(Version version, Matching.Seen seen) {}

    public OwnContent(Matching matching, Parameters parameters) {
        this.matching = matching;
        this.parameters = parameters;
    }

    public boolean meets(Query query, Version version) {
        return matching.matches(query, seen(version), Matching.NONE);
    }

    private Matching.Seen seen(Version version) {
        Judged before = last;
        if (before != null && before.version() == version) {
            return before.seen();
        }
        var seen = new Matching.Seen(
                version.id(),
                parameters.index(version.type(), version.body(), version.resolved()),
                version.at().toEpochMilli(),
                version.resident());
        last = new Judged(version, seen);
        return seen;
    }
}
