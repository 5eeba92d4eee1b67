package org.liankang.identity.place;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of institutions and staff. */
final class PlaceStore {

    private static final String INSTITUTION =
            "select id, coalesce(code, ''), organization, name, kind, division from place.institution ";
    private static final RowMapper<Institution> MAPPER = (rs, row) -> institution(rs);

    private final JdbcClient jdbc;

    PlaceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Institution institution(ResultSet rs) throws SQLException {
        return new Institution(
                rs.getLong(1), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5), rs.getString(6));
    }

    List<Institution> all() {
        return jdbc.sql(INSTITUTION + "order by division, name").query(MAPPER).list();
    }

    Optional<String> staffName(String practitioner) {
        return jdbc.sql("select name from place.staff where practitioner = ?")
                .param(practitioner)
                .query(String.class)
                .optional();
    }

    Optional<String> practitioner(String staffNumber) {
        return jdbc.sql("select practitioner from place.staff where number = ? order by practitioner limit 1")
                .param(staffNumber)
                .query(String.class)
                .optional();
    }

    Institution keep(Connection connection, Institution told) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into place.institution (code, organization, name, kind, division)
                values (nullif(?, ''), ?, ?, ?, ?)
                on conflict (organization) do update set code = excluded.code, name = excluded.name,
                    kind = excluded.kind, division = excluded.division
                returning id, coalesce(code, ''), organization, name, kind, division
                """)) {
            upsert.setString(1, told.code());
            upsert.setString(2, told.organization());
            upsert.setString(3, told.name());
            upsert.setString(4, told.kind());
            upsert.setString(5, told.division());
            try (ResultSet rs = upsert.executeQuery()) {
                rs.next();
                return institution(rs);
            }
        }
    }

    void keepStaff(Connection connection, String practitioner, String number, String name) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into place.staff (practitioner, number, name) values (?, ?, ?)
                on conflict (practitioner) do update set number = excluded.number, name = excluded.name
                """)) {
            upsert.setString(1, practitioner);
            upsert.setString(2, number);
            upsert.setString(3, name);
            upsert.executeUpdate();
        }
    }
}
