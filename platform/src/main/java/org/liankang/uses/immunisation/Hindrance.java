package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Something known of a child that stops a product, asks a question before it, or puts the child into a special group.
 *
 * @param stops products, or {@code live} for all live ones, or {@code same} for the product the allergy names
 * @param asks products that need the doctor's decision first
 * @param lasting a temporary one holds while the condition is active, a lasting one from its first day on
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record Hindrance(
        String hindrance,
        String name,
        String nameEn,
        When when,
        List<String> stops,
        List<String> asks,
        Boolean lasting,
        String advice,
        String adviceEn,
        String clause,
        Schedule.Confidence confidence,
        String note) {

    private static final String LIVE = "live";
    private static final String SAME = "same";
    private static final String ANY = "any-vaccine";

    /**
     * Exactly one of them.
     *
     * @param diagnosis ICD-10 codes by their beginning
     * @param allergy codes of a severe allergy, or {@code any-vaccine}
     * @param birthWeightBelow grams
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record When(List<String> diagnosis, List<String> allergy, Integer birthWeightBelow) {

        When {
            diagnosis = diagnosis == null ? List.of() : List.copyOf(diagnosis);
            allergy = allergy == null ? List.of() : List.copyOf(allergy);
            int asked =
                    (diagnosis.isEmpty() ? 0 : 1) + (allergy.isEmpty() ? 0 : 1) + (birthWeightBelow == null ? 0 : 1);
            if (asked != 1) {
                throw new IllegalArgumentException("a hindrance asks exactly one thing, this one asks " + asked);
            }
        }
    }

    Hindrance {
        Schedule.cited(hindrance, clause, confidence);
        Schedule.require("name", name);
        Schedule.require("name-en", nameEn);
        Schedule.require("when", when);
        stops = stops == null ? List.of() : List.copyOf(stops);
        asks = asks == null ? List.of() : List.copyOf(asks);
        lasting = lasting == null || lasting;
        advice = Objects.requireNonNullElse(advice, "");
        adviceEn = Objects.requireNonNullElse(adviceEn, "");
    }

    /** Whether it holds for the child on a day, whatever it stops. */
    boolean holds(Child child, LocalDate day) {
        return when.birthWeightBelow() != null
                ? child.birthWeight() != null && child.birthWeight() < when.birthWeightBelow()
                : child.known().stream().anyMatch(known -> matches(known) && meets(known, day));
    }

    boolean stops(Child child, Product product, LocalDate day) {
        if (stops.contains(SAME)) {
            return child.known().stream()
                    .anyMatch(known ->
                            matches(known) && meets(known, day) && known.code().equals(product.product()));
        }
        boolean about = stops.contains(product.product()) || (stops.contains(LIVE) && product.live());
        return about && product.kind() != Product.Kind.GLOBULIN && holds(child, day);
    }

    private boolean matches(Child.Known known) {
        return speaksOf(known.kind(), known.code(), true);
    }

    /** @param product the code is one of a product, so that it may stand for any vaccine */
    boolean speaksOf(Child.Known.Kind kind, String code, boolean product) {
        return switch (kind) {
            case DIAGNOSIS -> when.diagnosis().stream().anyMatch(code::startsWith);
            case ALLERGY ->
                (product && when.allergy().contains(ANY)) || when.allergy().contains(code);
        };
    }

    Name told() {
        return new Name(name, nameEn);
    }

    private boolean meets(Child.Known known, LocalDate day) {
        return !day.isBefore(known.since()) && (lasting || known.ended() == null || day.isBefore(known.ended()));
    }
}
