package org.liankang.record.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.sql.CopyStream;
import org.liankang.record.search.Index;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of the record's tables. */
final class RecordStore {

    private static final String VERSION = """
            select v.position, v.type, v.id, v.number, v.resident, v.institution, v.submission, v.at, v.deleted, v.body
            from record.version v
            """;
    private static final String TEMPORARY = """
            create temporary table if not exists changed_head (
                type smallint, id text, number int, position bigint, resident bigint, deleted boolean, digest bigint,
                tokens bigint[], low timestamptz, high timestamptz
            ) on commit delete rows
            """;

    private final JdbcClient jdbc;
    private final Types types;
    private final RowMapper<Version> mapper;

    RecordStore(JdbcClient jdbc, Types types) {
        this.jdbc = jdbc;
        this.types = types;
        this.mapper = (rs, row) -> version(rs);
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
                rs.getObject(8, OffsetDateTime.class).toInstant(),
                rs.getBoolean(9),
                rs.getBytes(10));
    }

    long last() {
        return jdbc.sql("select coalesce(max(position), 0) from record.version")
                .query(Long.class)
                .single();
    }

    Optional<Version> current(Key key) {
        return jdbc.sql(VERSION + "join record.head h on h.position = v.position where h.type = ? and h.id = ?")
                .params(types.number(key.type()), key.id())
                .query(mapper)
                .optional();
    }

    List<Version> history(Key key, int most) {
        return jdbc.sql("""
                        with recursive chain as (
                            select v.*, 1 as step from record.version v
                            join record.head h on h.position = v.position where h.type = ? and h.id = ?
                            union all
                            select v.*, c.step + 1 from record.version v join chain c on v.position = c.previous
                            where c.previous > 0 and c.step < ?
                        )
                        """ + VERSION.replace("record.version v", "chain v") + "order by v.position desc")
                .params(types.number(key.type()), key.id(), most)
                .query(mapper)
                .list();
    }

    List<Version> between(long after, long until) {
        return jdbc.sql(VERSION + "where v.position > ? and v.position <= ? order by v.position")
                .params(after, until)
                .query(mapper)
                .list();
    }

    List<Version> ofSubmission(long submission, int most) {
        return jdbc.sql(VERSION + "where v.submission = ? order by v.position limit ?")
                .params(submission, most)
                .query(mapper)
                .list();
    }

    List<Version> chart(long resident, int most) {
        return jdbc.sql(VERSION + """
                        join record.head h on h.position = v.position
                        where h.resident = ? and h.resident > 0 and not h.deleted order by h.type, h.low, h.id limit ?
                        """).params(resident, most).query(mapper).list();
    }

    List<Version> find(String where, List<Object> parameters, String tail) {
        return jdbc.sql(VERSION + "join record.head h on h.position = v.position where " + where + tail)
                .params(parameters)
                .query(mapper)
                .list();
    }

    long count(String where, List<Object> parameters) {
        return jdbc.sql("select count(*) from record.head h where " + where)
                .params(parameters)
                .query(Long.class)
                .single();
    }

    Map<Key, Head> heads(Connection connection, Collection<Key> keys) throws SQLException {
        Map<Key, Head> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        Short[] numbers =
                keys.stream().map(key -> (short) types.number(key.type())).toArray(Short[]::new);
        String[] ids = keys.stream().map(Key::id).toArray(String[]::new);
        try (PreparedStatement query = connection.prepareStatement("""
                select h.type, h.id, h.number, h.position, h.resident, h.deleted, h.digest
                from unnest(?::smallint[], ?::text[]) as k(type, id)
                join record.head h on h.type = k.type and h.id = k.id
                """)) {
            query.setArray(1, connection.createArrayOf("int2", numbers));
            query.setArray(2, connection.createArrayOf("text", ids));
            try (ResultSet rs = query.executeQuery()) {
                while (rs.next()) {
                    Key key = new Key(types.name(rs.getInt(1)), rs.getString(2));
                    found.put(
                            key,
                            new Head(key, rs.getInt(3), rs.getLong(4), rs.getLong(5), rs.getBoolean(6), rs.getLong(7)));
                }
            }
        }
        return found;
    }

    /** The living resources of a type that carry all these tokens. */
    List<Head> holding(Connection connection, String type, long[] tokens, int most) throws SQLException {
        List<Head> found = new ArrayList<>();
        Long[] boxed = java.util.Arrays.stream(tokens).boxed().toArray(Long[]::new);
        try (PreparedStatement query = connection.prepareStatement("""
                select id, number, position, resident, digest from record.head
                where tokens @> ? and type = ? and not deleted limit ?
                """)) {
            query.setArray(1, connection.createArrayOf("int8", boxed));
            query.setInt(2, types.number(type));
            query.setInt(3, most);
            try (ResultSet rs = query.executeQuery()) {
                while (rs.next()) {
                    found.add(new Head(
                            new Key(type, rs.getString(1)),
                            rs.getInt(2),
                            rs.getLong(3),
                            rs.getLong(4),
                            false,
                            rs.getLong(5)));
                }
            }
        }
        return found;
    }

    void insert(Connection connection, List<Draft> drafts, long first) throws SQLException {
        versions(connection, drafts, first);
        heads(connection, drafts, first);
        phrases(connection, drafts);
    }

    private void versions(Connection connection, List<Draft> drafts, long first) throws SQLException {
        try (CopyStream copy = new CopyStream(
                connection,
                "record.version (position, type, id, number, previous, resident, institution, submission, at, deleted,"
                        + " body)")) {
            long position = first;
            for (Draft draft : drafts) {
                copy.row(11)
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
                        .bytes(draft.deleted() ? new byte[0] : draft.packed());
            }
        }
    }

    /** New resources go straight in; changed ones through a temporary table; of one resource only the last counts. */
    private void heads(Connection connection, List<Draft> drafts, long first) throws SQLException {
        Map<Key, Integer> lastOf = new HashMap<>();
        Map<Key, Boolean> isNew = new HashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            lastOf.put(drafts.get(i).key(), i);
            isNew.putIfAbsent(drafts.get(i).key(), drafts.get(i).previous() == 0);
        }
        List<Integer> created = new ArrayList<>();
        List<Integer> changed = new ArrayList<>();
        lastOf.forEach((key, at) -> (isNew.get(key) ? created : changed).add(at));
        String columns = " (type, id, number, position, resident, deleted, digest, tokens, low, high)";
        created.sort(null);
        copyHeads(connection, "record.head" + columns, drafts, created, first);
        if (!changed.isEmpty()) {
            try (var statement = connection.createStatement()) {
                statement.execute(TEMPORARY);
                copyHeads(connection, "changed_head" + columns, drafts, changed, first);
                statement.execute("""
                        update record.head h set number = c.number, position = c.position, resident = c.resident,
                            deleted = c.deleted, digest = c.digest, tokens = c.tokens, low = c.low, high = c.high
                        from changed_head c where h.type = c.type and h.id = c.id
                        """);
                statement.execute(
                        "delete from record.phrase p using changed_head c where p.type = c.type and p.id = c.id");
                statement.execute("truncate changed_head");
            }
        }
    }

    private void copyHeads(Connection connection, String into, List<Draft> drafts, List<Integer> which, long first)
            throws SQLException {
        if (which.isEmpty()) {
            return;
        }
        try (CopyStream copy = new CopyStream(connection, into)) {
            for (int at : which) {
                Draft draft = drafts.get(at);
                Index index = draft.deleted() ? Index.NONE : draft.index();
                copy.row(10)
                        .int2(types.number(draft.key().type()))
                        .text(draft.key().id())
                        .int4(draft.number())
                        .int8(first + at)
                        .int8(draft.resident())
                        .bool(draft.deleted())
                        .int8(draft.digest())
                        .int8s(index.tokens())
                        .instant(index.low() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(index.low()))
                        .instant(index.low() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(index.high()));
            }
        }
    }

    private void phrases(Connection connection, List<Draft> drafts) throws SQLException {
        Map<Key, Draft> last = new HashMap<>();
        drafts.forEach(draft -> last.put(draft.key(), draft));
        if (last.values().stream()
                .allMatch(draft -> draft.deleted() || draft.index().phrases().isEmpty())) {
            return;
        }
        try (CopyStream copy = new CopyStream(connection, "record.phrase (type, parameter, value, id)")) {
            for (Draft draft : last.values()) {
                if (!draft.deleted()) {
                    for (Index.Phrase phrase : draft.index().phrases()) {
                        copy.row(4)
                                .int2(types.number(draft.key().type()))
                                .text(Long.toString(phrase.key()))
                                .text(phrase.text())
                                .text(draft.key().id());
                    }
                }
            }
        }
    }

    int typeNumber(String type) {
        return types.number(type);
    }
}
