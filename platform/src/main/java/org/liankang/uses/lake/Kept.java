package org.liankang.uses.lake;

import java.nio.file.Path;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import tools.jackson.core.JacksonException;

/**
 * A table with one row for each resident, made from a view and kept beside it: of the residents a batch touches the rows
 * are made anew in the same transaction.
 *
 * @param from the view it is made from
 * @param sql with {@code $rows} where the view's rows go; groups by resident
 */
public record Kept(String table, String from, String sql) {

    private static final String ROWS = "$rows";

    static Kept read(Path file) {
        try {
            Kept kept = Policies.yaml(file, Kept.class);
            boolean fine = kept.table != null
                    && kept.table.matches("[a-z][a-z0-9_]*")
                    && kept.from != null
                    && kept.sql != null
                    && kept.sql.contains(ROWS);
            if (!fine) {
                throw new PolicyError(file.toString(), 0, "needs table, from, and sql with " + ROWS);
            }
            return kept;
        } catch (JacksonException broken) {
            throw new PolicyError(file.toString(), 0, broken.getOriginalMessage());
        }
    }

    /** All its rows. */
    String all() {
        return sql.replace(ROWS, from);
    }

    /** The rows of the residents in one list parameter. */
    String some() {
        return sql.replace(ROWS, "(select * from " + from + " where resident in (select unnest(?)))");
    }
}
