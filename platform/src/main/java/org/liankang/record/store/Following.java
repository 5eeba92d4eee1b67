package org.liankang.record.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liankang.record.index.Joins;
import org.liankang.record.index.Look;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Query;
import org.liankang.record.search.SearchRefused;

/** Follows references from what one search finds to what another asks for, all as of one moment. */
final class Following implements Joins {

    /** Resources that an inner search may find. */
    private static final int MOST = 50_000;

    private final Look look;
    private final Records records;
    private final Parameters parameters;
    private final Halving halving;

    Following(Look look, Records records, Parameters parameters, Halving halving) {
        this.look = look;
        this.records = records;
        this.parameters = parameters;
        this.halving = halving;
    }

    @Override
    public int number(String type, String parameter) {
        return parameters.number(type, parameter);
    }

    @Override
    public long firstSince(long millis) {
        return millis == Long.MIN_VALUE ? 0 : halving.firstSince(millis);
    }

    @Override
    public long lastUntil(long millis) {
        return millis == Long.MAX_VALUE ? Long.MAX_VALUE : halving.firstSince(millis + 1) - 1;
    }

    @Override
    public Collection<String> ids(String type, Query query) {
        return inner(type, query).stream().map(Version::id).toList();
    }

    @Override
    public Collection<String> targets(String source, String parameter, String target, Query by) {
        Set<String> targets = new HashSet<>();
        for (Version version : inner(source, by)) {
            for (String reference : parameters.references(source, parameter, version.body(), version.resolved())) {
                if (reference.startsWith(target + "/")) {
                    targets.add(reference);
                }
            }
        }
        return targets;
    }

    private List<Version> inner(String type, Query query) {
        Look.Found found = look.find(type, query, this, Look.Sorting.NEWEST_CHANGE, MOST, null);
        if (found.next() != null) {
            throw new SearchRefused(
                    "search-too-costly", type, "an inner search finds more than " + MOST + " resources to follow");
        }
        List<Version> versions = new ArrayList<>(found.positions().length);
        versions.addAll(records.inOrder(found.positions()));
        return versions;
    }
}
