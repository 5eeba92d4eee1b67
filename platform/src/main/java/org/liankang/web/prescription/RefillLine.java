package org.liankang.web.prescription;

import org.jspecify.annotations.Nullable;
import org.liankang.identity.person.Person;
import org.liankang.uses.refill.Refill;

/** A refill with the name it is for; null where the resident is not known any more. */
public record RefillLine(Refill refill, @Nullable Person person) {}
