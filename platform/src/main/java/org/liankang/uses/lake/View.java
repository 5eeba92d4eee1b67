package org.liankang.uses.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.liankang.base.json.Json;
import org.liankang.uses.lake.path.Environment;
import org.liankang.uses.lake.path.FhirPath;
import org.liankang.uses.lake.path.PathError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;

/**
 * A ViewDefinition, compiled: what it makes of one resource. Columns, nested selects and the branches of a union of one
 * select are joined crosswise, as sibling selects are; {@code forEach} and {@code repeat} give a row per element, {@code forEachOrNull} at
 * least one (SQL-on-FHIR v2, «Processing Algorithm»). Holds no state: one view serves all threads.
 */
public final class View {

    /**
     * The rows of one resource.
     *
     * @param rows a cell per column: a value, null for none, an array where the column is a collection
     * @param problem why there are none, or null; then there are no rows at all
     */
    public record Rows(List<JsonNode[]> rows, Problem problem) {}

    /** A column's path and where its value goes. */
    record Cell(int number, FhirPath path, boolean collection, boolean rowIndex, String place) {}

    /** @param place where in the definition it stands */
    record Criterion(FhirPath path, String place) {}

    /** What a select repeats for. */
    enum Over {
        ITSELF,
        EACH,
        EACH_OR_NULL,
        REPEAT
    }

    /**
     * @param paths what {@code over} follows; nothing for {@link Over#ITSELF}
     * @param slots the numbers of all columns in and below it
     */
    record Select(
            Over over,
            List<FhirPath> paths,
            List<Cell> cells,
            List<Select> selects,
            List<Select> branches,
            int[] slots,
            String place) {}

    private static final Rows NONE = new Rows(List.of(), null);

    private final String name;
    private final String resource;
    private final List<Column> columns;
    private final List<Select> selects;
    private final List<Criterion> where;

    View(String name, String resource, List<Column> columns, List<Select> selects, List<Criterion> where) {
        this.name = name;
        this.resource = resource;
        this.columns = List.copyOf(columns);
        this.selects = List.copyOf(selects);
        this.where = List.copyOf(where);
    }

    /** Its name, empty where the definition has none. */
    public String name() {
        return name;
    }

    /** The resource type it is about. */
    public String resource() {
        return resource;
    }

    /** All columns, in the order of a row. */
    public List<Column> columns() {
        return columns;
    }

    /** The rows of one resource; none for a resource of another type. */
    public Rows rows(JsonNode document) {
        JsonNode type = document.get("resourceType");
        if (type == null || !resource.equals(type.asString(""))) {
            return NONE;
        }
        var run = new Run(document);
        try {
            return run.rows();
        } catch (PathError error) {
            return new Rows(List.of(), new Problem(error.code(), run.place, error.getMessage()));
        }
    }

    /** What is left to do for a row once a select has filled its cells. */
    private interface Next {
        void run();
    }

    /** The making of one resource's rows. */
    private final class Run {

        private final JsonNode document;
        private final Environment environment;
        private final JsonNode[] row = new JsonNode[columns.size()];
        private final List<JsonNode[]> rows = new ArrayList<>(2);
        private final Next done = () -> rows.add(row.clone());
        private String place = "";

        Run(JsonNode document) {
            this.document = document;
            this.environment = new Environment(document);
        }

        Rows rows() {
            for (Criterion criterion : where) {
                place = criterion.place();
                JsonNode holds = criterion.path().single(document, environment);
                if (holds != null && !holds.isBoolean()) {
                    throw new PathError("path-not-boolean", "a criterion is true or false");
                }
                if (holds == null || !holds.booleanValue()) {
                    return NONE;
                }
            }
            siblings(selects, 0, document, done);
            return new Rows(rows, null);
        }

        private void siblings(List<Select> all, int at, JsonNode context, Next next) {
            if (at == all.size()) {
                next.run();
            } else if (at == all.size() - 1) {
                select(all.get(at), context, next);
            } else {
                select(all.get(at), context, () -> siblings(all, at + 1, context, next));
            }
        }

        private void select(Select select, JsonNode context, Next next) {
            switch (select.over()) {
                case ITSELF -> element(select, context, next);
                case EACH, EACH_OR_NULL -> each(select, context, next);
                case REPEAT -> {
                    List<JsonNode> found = new ArrayList<>();
                    descend(select, context, found);
                    elements(select, found, next);
                }
            }
        }

        private void each(Select select, JsonNode context, Next next) {
            place = select.place();
            List<JsonNode> found = select.paths().getFirst().all(context, environment);
            if (found.isEmpty() && select.over() == Over.EACH_OR_NULL) {
                nothing(select, next);
            } else {
                elements(select, found, next);
            }
        }

        /** Each element before what is below it. */
        private void descend(Select select, JsonNode context, List<JsonNode> found) {
            place = select.place();
            Predicate<JsonNode> take = node -> {
                found.add(node);
                descend(select, node, found);
                return true;
            };
            for (FhirPath path : select.paths()) {
                path.each(context, environment, take);
            }
        }

        private void elements(Select select, List<JsonNode> found, Next next) {
            int outer = environment.rowIndex();
            // What comes after this select stands outside of its iteration again.
            Next outside = () -> {
                int inner = environment.rowIndex();
                environment.rowIndex(outer);
                next.run();
                environment.rowIndex(inner);
            };
            for (int i = 0; i < found.size(); i++) {
                environment.rowIndex(i);
                element(select, found.get(i), outside);
            }
            environment.rowIndex(outer);
        }

        private void nothing(Select select, Next next) {
            for (int slot : select.slots()) {
                row[slot] = null;
            }
            for (Cell cell : select.cells()) {
                if (cell.rowIndex()) {
                    row[cell.number()] = IntNode.valueOf(0);
                }
            }
            next.run();
        }

        private void element(Select select, JsonNode element, Next next) {
            for (Cell cell : select.cells()) {
                place = cell.place();
                row[cell.number()] =
                        cell.collection() ? all(cell, element) : cell.path().single(element, environment);
            }
            if (select.branches().isEmpty()) {
                siblings(select.selects(), 0, element, next);
            } else {
                siblings(select.selects(), 0, element, () -> branches(select, element, next));
            }
        }

        private void branches(Select select, JsonNode element, Next next) {
            for (Select branch : select.branches()) {
                select(branch, element, next);
            }
        }

        private ArrayNode all(Cell cell, JsonNode element) {
            ArrayNode all = Json.array();
            cell.path().each(element, environment, node -> {
                all.add(node);
                return true;
            });
            return all;
        }
    }
}
