package org.liankang.entry;

import java.util.Optional;
import java.util.OptionalInt;

/** What the sender asks for. */
public sealed interface Interaction {

    /** A FHIR Bundle of type transaction (all or nothing) or batch (each for itself). */
    record Bundle() implements Interaction {}

    /** One new resource; with a search string it is created only if nothing matches. */
    record Create(String type, Optional<String> ifNoneExist) implements Interaction {}

    /** One resource under the sender's id; with a version it is refused if that is not the current one. */
    record Update(String type, String id, OptionalInt ifMatch) implements Interaction {}

    record Delete(String type, String id) implements Interaction {}
}
