package org.liankang.identity.person;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.sql.CopyStream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of the person tables. */
final class PersonStore {

    private static final String PERSON = """
            select id, id_number, name, gender, birth_date, deceased, division, address, phone, centre, patient
            from person.person
            """;
    private static final RowMapper<Person> MAPPER = (rs, row) -> new Person(
            rs.getLong(1),
            Optional.ofNullable(rs.getString(2)).orElse(""),
            rs.getString(3),
            rs.getString(4),
            rs.getObject(5, LocalDate.class),
            rs.getObject(6, LocalDate.class),
            rs.getString(7),
            rs.getString(8),
            rs.getString(9),
            rs.getLong(10),
            rs.getString(11));

    private final JdbcClient jdbc;

    PersonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long last() {
        return jdbc.sql("select coalesce(max(id), 0) from person.person")
                .query(Long.class)
                .single();
    }

    long count() {
        return jdbc.sql("select count(*) from person.person").query(Long.class).single();
    }

    List<Person> all(Collection<Long> ids) {
        return jdbc.sql(PERSON + "where id = any(?)")
                .param(ids.toArray(Long[]::new))
                .query(MAPPER)
                .list();
    }

    List<Person> byIdNumber(String idNumber) {
        return jdbc.sql(PERSON + "where id_number = ?")
                .param(idNumber)
                .query(MAPPER)
                .list();
    }

    List<Person> byIdentifier(String value, int most) {
        return jdbc.sql(PERSON + "where id in (select person from person.identifier where value = ?) limit ?")
                .params(value, most)
                .query(MAPPER)
                .list();
    }

    List<Person> byPhone(String phone, int most) {
        return jdbc.sql(PERSON + "where phone = ? and phone <> '' order by name limit ?")
                .params(phone, most)
                .query(MAPPER)
                .list();
    }

    Optional<Long> byPatient(String patient) {
        return jdbc.sql("select person from person.patient where id = ?")
                .param(patient)
                .query(Long.class)
                .optional();
    }

    List<String> patientsOf(long person) {
        return jdbc.sql("select id from person.patient where person = ? order by id")
                .param(person)
                .query(String.class)
                .list();
    }

    Map<String, Long> patients(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, Long> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        try (PreparedStatement query =
                connection.prepareStatement("select id, person from person.patient where id = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet rs = query.executeQuery()) {
                while (rs.next()) {
                    found.put(rs.getString(1), rs.getLong(2));
                }
            }
        }
        return found;
    }

    Map<Description.Identifier, Long> identifiers(Connection connection, Collection<Description.Identifier> wanted)
            throws SQLException {
        Map<Description.Identifier, Long> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = connection.prepareStatement("""
                select i.system, i.value, i.person from unnest(?::text[], ?::text[]) as k(system, value)
                join person.identifier i on i.system = k.system and i.value = k.value
                """)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            wanted.stream().map(Description.Identifier::system).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            wanted.stream().map(Description.Identifier::value).toArray()));
            try (ResultSet rs = query.executeQuery()) {
                while (rs.next()) {
                    found.put(new Description.Identifier(rs.getString(1), rs.getString(2)), rs.getLong(3));
                }
            }
        }
        return found;
    }

    Map<Long, String> idNumbers(Connection connection, Collection<Long> persons) throws SQLException {
        Map<Long, String> found = new HashMap<>();
        if (persons.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select id, coalesce(id_number, '') from person.person where id = any(?)")) {
            query.setArray(1, connection.createArrayOf("int8", persons.toArray()));
            try (ResultSet rs = query.executeQuery()) {
                while (rs.next()) {
                    found.put(rs.getLong(1), rs.getString(2));
                }
            }
        }
        return found;
    }

    void insertPersons(Connection connection, Collection<Identification.Known> persons) throws SQLException {
        try (CopyStream copy = new CopyStream(
                connection,
                "person.person (id, id_number, name, gender, birth_date, deceased, division, address, phone, centre,"
                        + " patient, position)")) {
            for (Identification.Known known : persons) {
                Description d = known.description();
                copy.row(12)
                        .int8(known.person())
                        .text(d.idNumber().isEmpty() ? null : d.idNumber())
                        .text(d.name())
                        .text(d.gender())
                        .date(d.birthDate())
                        .date(d.deceased())
                        .text(d.division())
                        .text(d.address())
                        .text(d.phone())
                        .int8(known.centre())
                        .text(d.patient())
                        .int8(known.position());
            }
        }
    }

    /** A later Patient says what is so now; an ID number once known is not lost by a document that lacks it. */
    void updatePersons(Connection connection, Collection<Identification.Known> persons) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update person.person set id_number = coalesce(nullif(?, ''), id_number), name = ?, gender = ?,
                    birth_date = ?, deceased = ?, division = ?, address = ?, phone = ?, centre = ?, patient = ?,
                    position = ?
                where id = ?
                """)) {
            for (Identification.Known known : persons) {
                Description d = known.description();
                update.setString(1, d.idNumber());
                update.setString(2, d.name());
                update.setString(3, d.gender());
                update.setObject(4, d.birthDate());
                update.setObject(5, d.deceased());
                update.setString(6, d.division());
                update.setString(7, d.address());
                update.setString(8, d.phone());
                update.setLong(9, known.centre());
                update.setString(10, d.patient());
                update.setLong(11, known.position());
                update.setLong(12, known.person());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    void insertIdentifiers(Connection connection, Map<Description.Identifier, Long> identifiers) throws SQLException {
        if (identifiers.isEmpty()) {
            return;
        }
        try (CopyStream copy = new CopyStream(connection, "person.identifier (system, value, person)")) {
            for (var one : identifiers.entrySet()) {
                copy.row(3)
                        .text(one.getKey().system())
                        .text(one.getKey().value())
                        .int8(one.getValue());
            }
        }
    }

    void insertPatients(Connection connection, Map<String, Long> patients) throws SQLException {
        if (patients.isEmpty()) {
            return;
        }
        try (CopyStream copy = new CopyStream(connection, "person.patient (id, person)")) {
            for (var one : patients.entrySet()) {
                copy.row(2).text(one.getKey()).int8(one.getValue());
            }
        }
    }
}
