package org.liankang.uses.quality;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known beside a document.
 *
 * @param resident what is known of the resident it is about
 * @param parts codes that were recorded in this encounter, as {@code Type|code}
 * @param first no other document told the same before it
 */
record Known(Resident resident, Set<String> parts, boolean first) {

    /**
     * @param gender FHIR code, or empty
     */
    record Resident(
            String gender,
            @Nullable LocalDate birth,
            @Nullable LocalDate death,
            List<Diagnosis> diagnoses) {

        static final Resident NOBODY = new Resident("", null, null, List.of());
    }

    /**
     * @param onset null when not said
     */
    record Diagnosis(String code, @Nullable LocalDate onset) {}
}
