package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All the forecast knows of a child. The order in which things were learned is not part of it: the constructor sorts.
 *
 * @param birth null when unknown; then nothing can be said
 * @param deceased null while alive
 * @param birthWeight grams, or null
 */
record Child(
        LocalDate birth, String sex, LocalDate deceased, Integer birthWeight, List<Given> given, List<Known> known) {

    Child {
        given = given.stream()
                .sorted(Comparator.comparing(Given::day)
                        .thenComparing(Given::product)
                        .thenComparing(Given::reference))
                .toList();
        known = known.stream()
                .sorted(Comparator.comparing(Known::since)
                        .thenComparing(Known::reference)
                        .thenComparing(Known::code))
                .toList();
    }

    /** A dose on record. */
    record Given(String reference, String product, LocalDate day) {}

    /**
     * @param code ICD-10 of a diagnosis; of a severe allergy a product or a component
     * @param ended first day it no longer holds, or null
     */
    record Known(String reference, Kind kind, String code, LocalDate since, LocalDate ended) {

        enum Kind {
            DIAGNOSIS,
            ALLERGY
        }
    }

    Child with(Given dose) {
        return new Child(
                birth,
                sex,
                deceased,
                birthWeight,
                Stream.concat(given.stream(), Stream.of(dose)).toList(),
                known);
    }
}
