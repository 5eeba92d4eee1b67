package org.liankang.uses.indicator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.base.policy.PolicyError;
import org.liankang.uses.lake.Lake;
import org.liankang.uses.lake.LakeFailure;
import org.springframework.stereotype.Component;

/** The SQL of the indicators over the tables of the lake. */
@Component
class IndicatorStore {

    private final Lake lake;

    IndicatorStore(Lake lake, Catalogue catalogue) {
        this.lake = lake;
        lake.define(catalogue.groups());
        catalogue.definitions().forEach(this::check);
    }

    private void check(Definition definition) {
        LocalDate day = LocalDate.of(2025, 1, 31);
        try (Connection reader = lake.reader();
                var statement = reader.prepareStatement(RowsQuery.sums(definition, day))) {
            statement.getMetaData();
        } catch (SQLException wrong) {
            throw new PolicyError("indicators/" + definition.code() + ".yaml", 0, wrong.getMessage());
        }
    }

    long position() {
        return lake.position();
    }

    /** The summed rows of an indicator by scope and age band. */
    List<RowsQuery.Sum> sums(Definition definition, LocalDate asOf) {
        try (Connection reader = lake.reader();
                var statement = reader.createStatement();
                var rows = statement.executeQuery(RowsQuery.sums(definition, asOf))) {
            List<RowsQuery.Sum> sums = new ArrayList<>();
            while (rows.next()) {
                sums.add(RowsQuery.sum(rows));
            }
            return sums;
        } catch (SQLException failure) {
            throw new LakeFailure(failure);
        }
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
