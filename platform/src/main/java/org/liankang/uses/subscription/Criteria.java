package org.liankang.uses.subscription;

import java.util.function.Predicate;
import org.liankang.record.store.Version;

/** Understands search strings. The one place where a search engine is plugged into subscriptions. */
public interface Criteria {

    /**
     * Whether a version would be found by a search, as far as its own content tells.
     *
     * @param query the part after {@code ?}, not encoded; empty for every resource of the type
     * @throws org.liankang.record.search.SearchRefused when it is not understood
     */
    Predicate<Version> understand(String type, String query);
}
