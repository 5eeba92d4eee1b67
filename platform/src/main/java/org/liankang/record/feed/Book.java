package org.liankang.record.feed;

import java.util.List;
import org.liankang.record.store.Version;

/**
 * A reader of the change feed with its own tables and its own position. Every bean of this type is followed by
 * {@link Followers}. The promise a test holds each book to: {@link #clear()}, then reading everything again, gives the
 * same content.
 */
public interface Book {

    /** The capability's name: its package, its schema, its place in the URL. */
    String name();

    /** The last position whose effects are committed; 0 at the start. */
    long position();

    /**
     * Applies the changes, which follow its position without a gap, and commits their effects and the new position
     * together: both or neither.
     */
    void apply(List<Version> changes);

    /** Forgets everything it derived, so that it reads from the beginning. */
    void clear();
}
