package org.liankang.uses.indicator;

import java.nio.file.Path;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import tools.jackson.core.JacksonException;

/**
 * A group that several indicators call with the same days: one recompute makes it once, as a table of its own.
 *
 * @param group the table macro whose calls are replaced
 * @param sql with {@code $rows} in place of the group's rows; keeps only what sums need, under the same names
 */
record Shared(String group, String sql) {

    private static final String ROWS = "$rows";

    static Shared read(Path file) {
        try {
            Shared shared = Policies.yaml(file, Shared.class);
            if (shared.group == null || shared.sql == null || !shared.sql.contains(ROWS)) {
                throw new PolicyError(file.toString(), 0, "needs group, and sql with " + ROWS);
            }
            return shared;
        } catch (JacksonException broken) {
            throw new PolicyError(file.toString(), 0, broken.getOriginalMessage());
        }
    }

    String over(String rows) {
        return sql.strip().replace(ROWS, "(" + rows + ")");
    }
}
