package org.liankang.uses.plan;

import java.time.LocalDate;
import java.util.Optional;

/** Where computed values come from: given by the composition, because books do not know each other. */
public interface ComputedValues {

    /** The newest value of an indicator for the whole region; empty when there is none. */
    Optional<Computed> value(String indicatorCode);

    /**
     * @param tooSmall computed from too few people to be judged
     */
    record Computed(double value, LocalDate asOf, boolean tooSmall) {}
}
