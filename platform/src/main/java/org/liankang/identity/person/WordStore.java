package org.liankang.identity.person;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liankang.base.sql.CopyStream;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of looking for residents: the table of words, and the ends of numbers. */
final class WordStore {

    private static final int BATCH = 5_000;

    private final JdbcClient jdbc;

    WordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Named(long id, String name, long centre) {}

    // The planner has to see how few are wanted, in the text of the statement: else it may gather and sort a whole
    // family.

    /** Persons with a word that begins so, of one centre, in the order of the words: whole words come first. */
    List<Long> beginning(String word, long centre, int most) {
        return jdbc.sql("""
                        select person from person.word where centre = ? and word >= ? and word < ?
                        order by word limit %d
                        """.formatted(most))
                .params(centre, word, after(word))
                .query(Long.class)
                .list();
    }

    List<Long> beginning(String word, int most) {
        return jdbc.sql("select person from person.word where word >= ? and word < ? order by word limit " + most)
                .params(word, after(word))
                .query(Long.class)
                .list();
    }

    /** Persons with exactly this word. */
    List<Long> exactly(String word, int most) {
        return jdbc.sql("select person from person.word where word = ? limit ?")
                .params(word, most)
                .query(Long.class)
                .list();
    }

    /** Persons whose ID number or phone ends so, or whose phone begins so; those of the centre first. */
    List<Long> byNumberPart(String part, long centre, boolean everywhere, int most) {
        String backwards = new StringBuilder(part).reverse() + "%";
        return jdbc.sql("""
                        select id from (
                            select id, centre from person.person
                            where id_number is not null and reverse(id_number) like ?
                            union all
                            select id, centre from person.person where phone <> '' and reverse(phone) like ?
                            union all
                            select id, centre from person.person where phone <> '' and phone like ?) as found
                        where ? or centre = ?
                        order by centre = ? desc, id limit ?
                        """)
                .params(backwards, backwards, part.length() < 7 ? "-" : part + "%", everywhere, centre, centre, most)
                .query(Long.class)
                .list();
    }

    void insert(Connection connection, Collection<Identification.Known> persons) throws SQLException {
        try (CopyStream copy = new CopyStream(connection, "person.word (word, person, centre)")) {
            for (Identification.Known known : persons) {
                for (String word : Readings.words(known.description().name())) {
                    copy.row(3).text(word).int8(known.person()).int8(known.centre());
                }
            }
        }
    }

    /** Before the persons themselves are written: gives new words to whom another name or centre is about to be given. */
    void replace(Connection connection, Collection<Identification.Known> persons) throws SQLException {
        Map<Long, Named> before = named(connection, persons);
        List<Identification.Known> changed = persons.stream()
                .filter(known -> !new Named(known.person(), known.description().name(), known.centre())
                        .equals(before.get(known.person())))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from person.word where person = any(?)")) {
            delete.setArray(1, ids(connection, changed));
            delete.execute();
        }
        insert(connection, changed);
    }

    private static Map<Long, Named> named(Connection connection, Collection<Identification.Known> persons)
            throws SQLException {
        Map<Long, Named> named = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("select id, name, centre from person.person where id = any(?)")) {
            query.setArray(1, ids(connection, persons));
            try (ResultSet rs = query.executeQuery()) {
                while (rs.next()) {
                    named.put(rs.getLong(1), new Named(rs.getLong(1), rs.getString(2), rs.getLong(3)));
                }
            }
        }
        return named;
    }

    private static Array ids(Connection connection, Collection<Identification.Known> persons) throws SQLException {
        return connection.createArrayOf(
                "int8", persons.stream().map(Identification.Known::person).toArray());
    }

    /** Gives their words to all residents of a data folder that was written before there were words. */
    void fill() {
        boolean filled = jdbc.sql("select exists (select from person.word)"
                        + " or not exists (select from person.person where name <> '')")
                .query(Boolean.class)
                .single();
        long last = 0;
        while (!filled) {
            List<Named> some = jdbc.sql(
                            "select id, name, centre from person.person where id > ? order by id limit " + BATCH)
                    .param(last)
                    .query(Named.class)
                    .list();
            Rows rows = Rows.of("text", "bigint", "bigint");
            some.forEach(one -> Readings.words(one.name()).forEach(word -> rows.add(word, one.id(), one.centre())));
            rows.write(jdbc, "insert into person.word select * from %s");
            filled = some.size() < BATCH;
            last = some.isEmpty() ? last : some.getLast().id();
        }
    }

    /** The least text after all that begin so, in the order of bytes. */
    private static String after(String word) {
        List<Integer> points = new ArrayList<>(word.codePoints().boxed().toList());
        int end = points.removeLast() + 1;
        StringBuilder next = new StringBuilder();
        points.forEach(next::appendCodePoint);
        // The code points of surrogates are no text; no letter stands before or at the last one of all.
        return next.appendCodePoint(end == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : end)
                .toString();
    }
}
