package org.liankang.record.index;

import java.util.Collection;
import org.liankang.record.search.Query;

/** What a query needs to know beyond the index itself. */
public interface Joins {

    /** The bit of {@link org.liankang.record.search.Index#present} that a parameter has. */
    int number(String type, String parameter);

    /** The first position recorded at or after a time in milliseconds since 1970. */
    long firstSince(long millis);

    /** The last position recorded at or before a time. */
    long lastUntil(long millis);

    /**
     * The ids of the resources of a type that meet a query.
     *
     * @throws org.liankang.record.search.SearchRefused when there are too many to follow
     */
    Collection<String> ids(String type, Query query);

    /**
     * What the resources of a source type that meet a query name by a reference parameter, as {@code target/id}.
     *
     * @throws org.liankang.record.search.SearchRefused when there are too many to follow
     */
    Collection<String> targets(String source, String parameter, String target, Query by);
}
