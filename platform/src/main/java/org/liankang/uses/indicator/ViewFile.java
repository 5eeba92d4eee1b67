package org.liankang.uses.indicator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.base.policy.PolicyError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a ViewDefinition file; what it cannot use stops the start with file and reason. */
final class ViewFile {

    /** Columns every view has, before its own. */
    static final Set<String> GIVEN = Set.of("id", "version", "position", "resident", "institution");

    private static final Set<String> VIEW_KEYS = Set.of("resourceType", "name", "title", "resource", "select", "where");
    private static final Set<String> SELECT_KEYS = Set.of("column", "select", "forEach", "forEachOrNull");
    private static final Set<String> COLUMN_KEYS = Set.of("name", "path", "type", "description", "tag");

    private final Path file;
    private final List<View.Column> columns = new ArrayList<>();
    private final Set<String> names = new HashSet<>(GIVEN);
    private int when = -1;

    private ViewFile(Path file) {
        this.file = file;
    }

    static View read(Path file) {
        try {
            return new ViewFile(file).view(Json.parse(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (JacksonException broken) {
            throw new PolicyError(file.toString(), broken.getLocation().getLineNr(), broken.getOriginalMessage());
        } catch (IllegalArgumentException unusable) {
            throw new PolicyError(file.toString(), 0, unusable.getMessage());
        }
    }

    private View view(JsonNode definition) {
        onlyKnown(definition, VIEW_KEYS);
        String name = word(definition, "name");
        String resource = Json.text(definition, "resource");
        require(!resource.isEmpty(), "names no resource");
        List<View.Select> selects = selects(definition);
        List<FhirPath> where = Json.each(definition.path("where"))
                .map(criterion -> FhirPath.of(Json.text(criterion, "path")))
                .toList();
        return new View(name, resource, List.copyOf(columns), when, selects, where);
    }

    private List<View.Select> selects(JsonNode parent) {
        return Json.each(parent.path("select")).map(this::select).toList();
    }

    private View.Select select(JsonNode select) {
        onlyKnown(select, SELECT_KEYS);
        boolean orNull = select.has("forEachOrNull");
        String over = Json.text(select, orNull ? "forEachOrNull" : "forEach");
        List<View.Column> own =
                Json.each(select.path("column")).map(this::column).toList();
        return new View.Select(over.isEmpty() ? null : FhirPath.of(over), orNull, own, selects(select));
    }

    private View.Column column(JsonNode definition) {
        onlyKnown(definition, COLUMN_KEYS);
        String name = word(definition, "name");
        require(names.add(name), "names the column " + name + " twice");
        String type = Json.text(definition, "type");
        int number = columns.size();
        var column = new View.Column(name, type(type), number, FhirPath.of(Json.text(definition, "path")));
        columns.add(column);
        if (Json.each(definition.path("tag"))
                .anyMatch(tag -> Json.text(tag, "name").equals("liankang/when"))) {
            require(column.type() == View.Type.DATE || column.type() == View.Type.DATETIME, name + " is no date");
            when = number;
        }
        return column;
    }

    private static View.Type type(String name) {
        return switch (name) {
            case "string", "code", "uri" -> View.Type.STRING;
            case "date", "dateTime", "decimal", "integer", "boolean" ->
                View.Type.valueOf(name.toUpperCase(Locale.ROOT));
            default -> throw new IllegalArgumentException("has a column of unknown type '" + name + "'");
        };
    }

    /** Names become SQL names, so they are plain words. */
    private static String word(JsonNode node, String key) {
        String word = Json.text(node, key);
        require(word.matches("[a-z][a-z0-9_]*"), key + " '" + word + "' is not a plain lower-case word");
        return word;
    }

    private static void onlyKnown(JsonNode node, Set<String> known) {
        node.propertyNames().forEach(key -> require(known.contains(key), "has the unknown key " + key));
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
