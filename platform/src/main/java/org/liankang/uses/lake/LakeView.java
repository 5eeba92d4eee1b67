package org.liankang.uses.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.liankang.base.json.Json;
import org.liankang.base.policy.PolicyError;
import tools.jackson.core.JacksonException;

/**
 * A view that is a table of the lake. Beyond the specification it has a name, all its names are plain lower-case words,
 * because they become SQL, and the tag {@code liankang/when} may say which column dates its rows.
 *
 * @param when the number of that column, -1 when rows have no date of their own
 */
public record LakeView(View view, int when) {

    /** Columns every table has, before those of the view. */
    public static final Set<String> GIVEN = Set.of("id", "version", "position", "resident", "institution");

    private static final String WHEN = "liankang/when";

    public String name() {
        return view.name();
    }

    List<Column> columns() {
        return view.columns();
    }

    /** @throws PolicyError for a file that is no definition of such a view; it stops the start */
    static LakeView read(Path file) {
        try {
            return switch (ViewReader.read(Json.parse(Files.readAllBytes(file)))) {
                case Reading.Understood understood -> of(understood.view());
                case Reading.Refused refused ->
                    throw new IllegalArgumentException(
                            refused.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (JacksonException broken) {
            throw new PolicyError(file.toString(), broken.getLocation().getLineNr(), broken.getOriginalMessage());
        } catch (IllegalArgumentException unusable) {
            throw new PolicyError(file.toString(), 0, unusable.getMessage());
        }
    }

    private static LakeView of(View view) {
        plainWord(view.name());
        view.columns().stream().map(Column::name).forEach(LakeView::plainWord);
        view.columns().stream().map(Column::name).filter(GIVEN::contains).forEach(name -> {
            throw new IllegalArgumentException("the column " + name + " is there already");
        });
        int[] dated = IntStream.range(0, view.columns().size())
                .filter(number -> view.columns().get(number).tags().containsKey(WHEN))
                .toArray();
        if (dated.length > 1) {
            throw new IllegalArgumentException("more than one column dates the rows");
        }
        if (dated.length == 1) {
            Column column = view.columns().get(dated[0]);
            SqlType.Kind kind = column.sqlType().kind();
            if (column.collection() || kind != SqlType.Kind.DATE && kind != SqlType.Kind.MOMENT) {
                throw new IllegalArgumentException(column.name() + " is no date");
            }
        }
        return new LakeView(view, dated.length == 1 ? dated[0] : -1);
    }

    private static void plainWord(String name) {
        if (!name.matches("[a-z][a-z0-9_]*") || name.startsWith("lake_")) {
            throw new IllegalArgumentException("'" + name + "' is not a plain lower-case word");
        }
    }

    String declaration() {
        return "id varchar not null, version integer not null, position bigint not null, "
                + "resident bigint, institution bigint"
                + columns().stream().map(column -> ", " + column.declaration()).collect(Collectors.joining());
    }
}
