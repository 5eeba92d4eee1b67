package org.liankang.uses.indicator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.liankang.base.policy.PolicyError;
import org.liankang.uses.lake.Lake;
import org.liankang.uses.lake.LakeFailure;
import org.springframework.stereotype.Component;

/** The SQL of the indicators over the tables of the lake. */
@Component
class IndicatorStore {

    private static final LocalDate ANY_DAY = LocalDate.of(2025, 1, 31);

    private final Lake lake;
    private final Catalogue catalogue;

    IndicatorStore(Lake lake, Catalogue catalogue) {
        this.lake = lake;
        this.catalogue = catalogue;
        lake.define(catalogue.groups());
        check(catalogue.definitions());
    }

    /** Every definition is understood by the database, and so is what they share. */
    private void check(List<Definition> definitions) {
        Sharing sharing = sharing(definitions, ANY_DAY);
        try (Connection reader = lake.reader();
                var making = reader.createStatement()) {
            for (Definition definition : definitions) {
                try {
                    Sharing.Ready ready = sharing.ready(RowsQuery.rows(definition, ANY_DAY));
                    for (String table : ready.before()) {
                        making.execute(table + " with no data");
                    }
                    try (var statement = reader.prepareStatement(RowsQuery.sums(definition, ready.sql()))) {
                        statement.getMetaData();
                    }
                } catch (SQLException wrong) {
                    throw new PolicyError("indicators/" + definition.code() + ".yaml", 0, wrong.getMessage());
                }
            }
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }

    private Sharing sharing(List<Definition> definitions, LocalDate asOf) {
        return catalogue.sharing(definitions.stream()
                .map(definition -> RowsQuery.rows(definition, asOf))
                .toList());
    }

    long position() {
        return lake.position();
    }

    /** Sees the lake as it is when its first indicator is asked for. */
    Recompute recompute(List<Definition> definitions, LocalDate asOf) {
        return new Recompute(lake.reader(), sharing(definitions, asOf), asOf);
    }

    /** One page of the units behind an indicator. */
    Indicators.Page units(
            Definition definition, LocalDate asOf, Scope scope, Indicators.Part part, int most, int offset) {
        String sql = RowsQuery.units(definition, asOf, scope, part);
        try (Connection reader = lake.reader();
                var statement = reader.prepareStatement(sql)) {
            int at = 1;
            if (scope.kind() != Scope.Kind.REGION) {
                statement.setString(at++, scope.key());
            }
            statement.setInt(at++, most);
            statement.setInt(at, offset);
            try (ResultSet rows = statement.executeQuery()) {
                return RowsQuery.page(rows);
            }
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
    }
}
