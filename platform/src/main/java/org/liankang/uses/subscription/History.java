package org.liankang.uses.subscription;

import java.util.Optional;
import org.liankang.record.store.Version;

/** The versions behind events. */
public interface History {

    /** The version of the same resource before this one. */
    Optional<Version> before(Version version);

    /** The version at a position of the feed. */
    Optional<Version> at(long position);
}
