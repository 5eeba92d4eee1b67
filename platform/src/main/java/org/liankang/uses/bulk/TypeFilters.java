package org.liankang.uses.bulk;

import java.util.function.Predicate;
import org.liankang.record.store.Version;

/** Understands {@code _typeFilter}. */
public interface TypeFilters {

    /**
     * @param type resource type, known
     * @param query a search string of that type, without the type and its question mark
     * @return what the current version must meet
     * @throws BulkRefused when it is understood and not done
     * @throws IllegalArgumentException when it cannot be understood; the message names the parameter, not its value
     */
    Predicate<Version> understand(String type, String query);
}
