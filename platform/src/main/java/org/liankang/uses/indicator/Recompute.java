package org.liankang.uses.indicator;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.uses.lake.LakeFailure;

/** Several indicators as of one day, from one moment of the lake; what they share is made once. */
final class Recompute implements AutoCloseable {

    private final Connection reader;
    private final Sharing sharing;
    private final LocalDate asOf;

    Recompute(Connection reader, Sharing sharing, LocalDate asOf) {
        this.reader = reader;
        this.sharing = sharing;
        this.asOf = asOf;
        try {
            reader.setAutoCommit(false);
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }

    /** The summed rows of one of the indicators by scope and age band; ask for each once. */
    List<RowsQuery.Sum> sums(Definition definition) {
        Sharing.Ready ready = sharing.ready(RowsQuery.rows(definition, asOf));
        try (Statement statement = reader.createStatement()) {
            for (String table : ready.before()) {
                statement.execute(table);
            }
            try (var rows = statement.executeQuery(RowsQuery.sums(definition, ready.sql()))) {
                List<RowsQuery.Sum> sums = new ArrayList<>();
                while (rows.next()) {
                    sums.add(RowsQuery.sum(rows));
                }
                return sums;
            }
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }

    /** Its tables go with the connection. */
    @Override
    public void close() {
        try (reader) {
            reader.rollback();
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }
}
