package org.liankang.uses.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;

/** The targets in plan.yaml, before any value is known. */
record PlanFile(
        String code,
        String name,
        @JsonProperty("name_en") String nameEnglish,
        String document,
        @JsonProperty("base_year") Integer baseYear,
        @JsonProperty("target_year") int targetYear,
        String note,
        List<Target> rows) {

    /** A row as written. */
    record Target(
            int number,
            String category,
            @JsonProperty("category_en") String categoryEnglish,
            String name,
            @JsonProperty("name_en") String nameEnglish,
            String unit,
            String base,
            String target,
            String achieved,
            String kind,
            String direction,
            String indicator,
            String note) {

        Plan.Kind kindOrUnsaid() {
            return kind == null ? Plan.Kind.UNSAID : Plan.Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT));
        }

        Plan.Direction better() {
            return Plan.Direction.valueOf(direction.toUpperCase(java.util.Locale.ROOT));
        }
    }

    static List<PlanFile> read(Path file) {
        List<PlanFile> plans = Arrays.asList(Policies.yaml(file, PlanFile[].class));
        for (PlanFile plan : plans) {
            for (Target row : plan.rows()) {
                try {
                    Objects.requireNonNull(row.name(), "name");
                    Objects.requireNonNull(row.unit(), "unit");
                    Objects.requireNonNull(row.direction(), "direction");
                    Objects.requireNonNull(Printed.of(row.target()).value(), "a number in target");
                    row.kindOrUnsaid();
                    row.better();
                } catch (RuntimeException wrong) {
                    throw new PolicyError(
                            file.toString(),
                            0,
                            "plan " + plan.code() + " row " + row.number() + ": " + wrong.getMessage());
                }
            }
        }
        return plans;
    }

    LocalDate base() {
        return baseYear == null ? null : LocalDate.of(baseYear, 12, 31);
    }

    LocalDate target() {
        return LocalDate.of(targetYear, 12, 31);
    }
}
