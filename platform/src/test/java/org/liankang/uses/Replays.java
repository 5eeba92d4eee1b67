package org.liankang.uses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.liankang.record.feed.Book;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every book is held to: cleared and read again, in batches of any size, it says the same. */
public final class Replays {

    private Replays() {}

    public static void read(Book book, List<Version> changes, int batch) {
        for (int from = 0; from < changes.size(); from += batch) {
            book.apply(changes.subList(from, Math.min(changes.size(), from + batch)));
        }
    }

    /** Every row of these tables as text. */
    public static String content(JdbcClient jdbc, String schema, List<String> tables) {
        return tables.stream()
                .map(table -> table + "\n"
                        + String.join(
                                "\n",
                                jdbc.sql("select t::text from " + schema + "." + table + " t order by t::text")
                                        .query(String.class)
                                        .list()))
                .collect(Collectors.joining("\n\n"));
    }

    public static void saysTheSame(Book book, JdbcClient jdbc, List<String> tables, List<Version> changes) {
        String live = content(jdbc, book.name(), tables);
        for (int batch : List.of(1, 3, changes.size())) {
            book.clear();
            assertThat(book.position()).isZero();
            read(book, changes, batch);
            assertThat(content(jdbc, book.name(), tables))
                    .as("read in batches of " + batch)
                    .isEqualTo(live);
            assertThat(book.position()).isEqualTo(changes.getLast().position());
        }
    }
}
