package org.liankang.entry.validation;

import java.util.Optional;
import org.liankang.record.store.Version;

/** What the record holds under an address now, also when that says deleted. */
public interface Current {

    Optional<Version> read(String type, String id);
}
