package org.liankang.record.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liankang.base.sql.CopyStream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of the record's tables. */
final class RecordStore {

    private static final String VERSION = """
            select v.position, v.type, v.id, v.number, v.previous, v.resident, v.institution, v.submission, v.at,
                v.deleted, v.body, v.resolved
            from record.version v
            """;

    private final JdbcClient jdbc;
    private final Types types;
    private final RowMapper<Version> mapper;
    private final Map<String, Packing.Dictionary> dictionaries = new HashMap<>();

    RecordStore(JdbcClient jdbc, Types types) {
        this.jdbc = jdbc;
        this.types = types;
        this.mapper = (rs, row) -> version(rs);
        // before anyone reads a version: the search index is replayed while the platform is still being put together
        jdbc.sql("select type, body from record.dictionary order by made").query((RowCallbackHandler)
                rs -> dictionaries.put(types.name(rs.getInt(1)), Packing.know(rs.getBytes(2))));
    }

    private Version version(ResultSet rs) throws SQLException {
        return new Version(
                rs.getLong(1),
                types.name(rs.getInt(2)),
                rs.getString(3),
                rs.getInt(4),
                rs.getLong(5),
                rs.getLong(6),
                rs.getLong(7),
                rs.getLong(8),
                rs.getObject(9, OffsetDateTime.class).toInstant(),
                rs.getBoolean(10),
                rs.getBytes(11),
                resolved(rs.getString(12)));
    }

    private static Map<String, String> resolved(String lines) {
        return lines == null
                ? Map.of()
                : lines.lines()
                        .map(line -> line.split("\t", 2))
                        .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String lines(Map<String, String> resolved) {
        return resolved.isEmpty()
                ? null
                : resolved.entrySet().stream()
                        .map(entry -> entry.getKey() + "\t" + entry.getValue())
                        .collect(Collectors.joining("\n"));
    }

    /** Names this record among all. */
    String identity() {
        return jdbc.sql("select id::text from record.identity")
                .query(String.class)
                .single();
    }

    long last() {
        return jdbc.sql("select coalesce(max(position), 0) from record.version")
                .query(Long.class)
                .single();
    }

    Optional<Version> at(long position) {
        return jdbc.sql(VERSION + "where v.position = ?")
                .param(position)
                .query(mapper)
                .optional();
    }

    List<Version> at(Collection<Long> positions) {
        return jdbc.sql(VERSION + "where v.position = any(?)")
                .param(positions.toArray(Long[]::new))
                .query(mapper)
                .list();
    }

    /** Only the logical ids of what stands at these positions, in no order. */
    List<String> ids(Collection<Long> positions) {
        return jdbc.sql("select id from record.version where position = any(?)")
                .param(positions.toArray(Long[]::new))
                .query(String.class)
                .list();
    }

    List<Version> between(long after, long until) {
        return jdbc.sql(VERSION + "where v.position > ? and v.position <= ? order by v.position")
                .params(after, until)
                .query(mapper)
                .list();
    }

    /** When the version at a position was recorded; times ascend with positions. */
    Instant time(long position) {
        return jdbc.sql("select at from record.version where position = ?")
                .param(position)
                .query((rs, row) -> rs.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** Which submission brought the version at a position; submissions ascend with positions. */
    long submission(long position) {
        return jdbc.sql("select submission from record.version where position = ?")
                .param(position)
                .query(Long.class)
                .single();
    }

    void insert(Connection connection, List<Draft> drafts, long first) throws SQLException {
        try (CopyStream copy = new CopyStream(
                connection,
                "record.version (position, type, id, number, previous, resident, institution, submission, at, deleted,"
                        + " body, resolved)")) {
            long position = first;
            for (Draft draft : drafts) {
                copy.row(12)
                        .int8(position++)
                        .int2(types.number(draft.key().type()))
                        .text(draft.key().id())
                        .int4(draft.number())
                        .int8(draft.previous())
                        .int8(draft.resident())
                        .int8(draft.institution())
                        .int8(draft.submission())
                        .instant(draft.at())
                        .bool(draft.deleted())
                        .bytes(draft.deleted() ? new byte[0] : draft.packed())
                        .text(lines(draft.resolved()));
            }
        }
    }

    /** The newest dictionary of each type when the platform started; those before it can be unpacked, too. */
    Map<String, Packing.Dictionary> dictionaries() {
        return dictionaries;
    }

    void addDictionary(String type, int number, byte[] body) {
        jdbc.sql("insert into record.dictionary (number, type, body) values (?, ?, ?)")
                .params(number, types.number(type), body)
                .update();
    }
}
