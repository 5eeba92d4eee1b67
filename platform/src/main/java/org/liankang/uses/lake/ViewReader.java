package org.liankang.uses.lake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.uses.lake.path.FhirPath;
import org.liankang.uses.lake.path.PathError;
import tools.jackson.databind.JsonNode;

/** Reads a ViewDefinition of SQL-on-FHIR v2 and compiles it, or says everything that is wrong with it. */
public final class ViewReader {

    private static final Set<String> VIEW_KEYS = Set.of(
            "resourceType",
            "id",
            "meta",
            "implicitRules",
            "language",
            "text",
            "contained",
            "extension",
            "modifierExtension",
            "url",
            "identifier",
            "version",
            "versionAlgorithmString",
            "versionAlgorithmCoding",
            "name",
            "title",
            "status",
            "experimental",
            "date",
            "publisher",
            "contact",
            "description",
            "useContext",
            "jurisdiction",
            "purpose",
            "copyright",
            "copyrightLabel",
            "profile",
            "fhirVersion",
            "resource",
            "constant",
            "select",
            "where");
    private static final Set<String> SELECT_KEYS = Set.of(
            "id",
            "extension",
            "modifierExtension",
            "column",
            "select",
            "forEach",
            "forEachOrNull",
            "repeat",
            "unionAll");
    private static final Set<String> COLUMN_KEYS =
            Set.of("id", "extension", "modifierExtension", "name", "path", "type", "collection", "description", "tag");
    private static final Set<String> CRITERION_KEYS =
            Set.of("id", "extension", "modifierExtension", "path", "description");
    private static final List<String> ITERATIONS = List.of("forEach", "forEachOrNull", "repeat");

    private static final Set<String> CONSTANT_TYPES = Set.of(
            "Base64Binary",
            "Boolean",
            "Canonical",
            "Code",
            "Date",
            "DateTime",
            "Decimal",
            "Id",
            "Instant",
            "Integer",
            "Integer64",
            "Oid",
            "PositiveInt",
            "String",
            "Time",
            "UnsignedInt",
            "Uri",
            "Url",
            "Uuid");

    /** {@code sql-name} of the specification. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}");

    /** Stands for a path that cannot be used, so that the rest can be looked at. */
    private static final FhirPath NOTHING = FhirPath.compile("{}", Map.of());

    private static final String STRUCTURE = "http://hl7.org/fhir/StructureDefinition/";

    private final List<Problem> problems = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final Map<String, FhirPath.Constant> constants = new HashMap<>();

    private ViewReader() {}

    public static Reading read(JsonNode definition) {
        return new ViewReader().view(definition);
    }

    private Reading view(JsonNode definition) {
        if (!definition.isObject()) {
            problem("view-element-invalid", "", "a ViewDefinition is an object");
            return new Reading.Refused(problems);
        }
        onlyKnown(definition, VIEW_KEYS, "");
        if (definition.has("resourceType")
                && !definition.path("resourceType").asString("").equals("ViewDefinition")) {
            problem("view-element-invalid", "resourceType", "is not ViewDefinition");
        }
        String name = definition.has("name") ? word(definition, "name", "name") : "";
        String resource = text(definition, "resource", "resource");
        if (!resource.isEmpty() && !resource.matches("[A-Z][A-Za-z]*")) {
            problem("view-element-invalid", "resource", "is no resource type");
        }
        elements(definition, "constant", "").forEach(at -> constant(at.node(), at.place()));
        if (definition.path("select").isEmpty()) {
            problem("view-element-required", "select", "selects nothing");
        }
        List<View.Select> selects = selects(definition, "select", "", new HashSet<>());
        List<View.Criterion> where = elements(definition, "where", "")
                .map(at -> {
                    onlyKnown(at.node(), CRITERION_KEYS, at.place());
                    return new View.Criterion(path(at.node(), "path", at.place()), at.place());
                })
                .toList();
        return problems.isEmpty()
                ? new Reading.Understood(new View(name, resource, columns, selects, where))
                : new Reading.Refused(problems);
    }

    private void constant(JsonNode definition, String place) {
        String name = word(definition, "name", place + ".name");
        List<String> values = definition.propertyNames().stream()
                .filter(key -> key.startsWith("value"))
                .toList();
        if (values.size() != 1 || !CONSTANT_TYPES.contains(values.getFirst().substring(5))) {
            problem("view-constant-invalid", place, "has not one value[x] of a primitive type");
            return;
        }
        JsonNode value = definition.get(values.getFirst());
        if (!value.isValueNode() || value.isNull()) {
            problem("view-constant-invalid", place, "has no primitive value");
            return;
        }
        String type = values.getFirst().substring(5);
        constants.put(name, new FhirPath.Constant(Character.toLowerCase(type.charAt(0)) + type.substring(1), value));
    }

    /** @param names the names of columns that are already taken where these selects stand */
    private List<View.Select> selects(JsonNode parent, String key, String place, Set<String> names) {
        return elements(parent, key, place)
                .map(at -> select(at.node(), at.place(), names, columns.size()))
                .toList();
    }

    /** @param first the number its first column gets */
    private View.Select select(JsonNode select, String place, Set<String> names, int first) {
        onlyKnown(select, SELECT_KEYS, place);
        List<String> iterations = ITERATIONS.stream().filter(select::has).toList();
        if (iterations.size() > 1) {
            problem("view-iteration-twice", place, "iterates in more than one way: " + String.join(", ", iterations));
        }
        var over = View.Over.ITSELF;
        List<FhirPath> paths = List.of();
        if (select.has("forEach") || select.has("forEachOrNull")) {
            over = select.has("forEach") ? View.Over.EACH : View.Over.EACH_OR_NULL;
            paths = List.of(path(select, select.has("forEach") ? "forEach" : "forEachOrNull", place));
        } else if (select.has("repeat")) {
            over = View.Over.REPEAT;
            paths = repeated(select.get("repeat"), place + ".repeat");
        }
        List<View.Cell> cells = elements(select, "column", place)
                .map(at -> cell(at.node(), at.place(), names))
                .toList();
        List<View.Select> selects = selects(select, "select", place, names);
        List<View.Select> branches = branches(select, place, names);
        if (cells.isEmpty() && selects.isEmpty() && branches.isEmpty()) {
            problem("view-element-required", place, "selects nothing");
        }
        int[] slots = new int[columns.size() - first];
        java.util.Arrays.setAll(slots, i -> first + i);
        return new View.Select(over, paths, cells, selects, branches, slots, place);
    }

    private List<FhirPath> repeated(JsonNode paths, String place) {
        if (!paths.isArray() || paths.isEmpty()) {
            problem("view-element-invalid", place, "is a list of at least one path");
        }
        return Json.each(paths).map(path -> compiled(path, place)).toList();
    }

    /** The branches of a union fill the same columns: those of the first. */
    private List<View.Select> branches(JsonNode select, String place, Set<String> names) {
        List<View.Select> branches = new ArrayList<>();
        int first = columns.size();
        int last = first;
        Set<String> before = Set.copyOf(names);
        List<Place> all = elements(select, "unionAll", place).toList();
        for (Place at : all) {
            if (branches.isEmpty()) {
                branches.add(select(at.node(), at.place(), names, first));
                last = columns.size();
            } else {
                branches.add(later(at, first, last, new HashSet<>(before)));
            }
        }
        return branches;
    }

    /** A branch after the first is read by itself, and its columns are put into the first one's places. */
    private View.Select later(Place at, int first, int last, Set<String> names) {
        List<Column> behind = new ArrayList<>(columns.subList(first, columns.size()));
        columns.subList(first, columns.size()).clear();
        View.Select branch = select(at.node(), at.place(), names, first);
        List<Column> own = List.copyOf(columns.subList(first, columns.size()));
        columns.subList(first, columns.size()).clear();
        columns.addAll(behind);
        List<Column> wanted = columns.subList(first, last);
        boolean agree = own.size() == wanted.size();
        for (int i = 0; agree && i < own.size(); i++) {
            agree = own.get(i).agrees(wanted.get(i));
        }
        if (!agree) {
            problem("view-union-mismatch", at.place(), "has other columns than the first branch of the union");
        }
        return branch;
    }

    private View.Cell cell(JsonNode definition, String place, Set<String> names) {
        onlyKnown(definition, COLUMN_KEYS, place);
        String name = word(definition, "name", place + ".name");
        if (!names.add(name)) {
            problem("view-column-twice", place, "names the column " + name + " twice");
        }
        FhirPath path = path(definition, "path", place);
        JsonNode collection = definition.path("collection");
        if (!collection.isMissingNode() && !collection.isBoolean()) {
            problem("view-element-invalid", place + ".collection", "is true or false");
        }
        var column = new Column(name, type(definition, place), collection.booleanValue(false), tags(definition, place));
        if (column.sqlType() == null) {
            problem("view-type-unknown", place + ".tag", "is no SQL type a value fits into");
        }
        columns.add(column);
        boolean rowIndex = definition.path("path").asString("").strip().equals("%rowIndex");
        return new View.Cell(columns.size() - 1, path, column.collection(), rowIndex, place);
    }

    private String type(JsonNode definition, String place) {
        if (!definition.has("type")) {
            return "string";
        }
        String type = text(definition, "type", place + ".type");
        String bare = type.startsWith(STRUCTURE) ? type.substring(STRUCTURE.length()) : type;
        if (!bare.matches("[A-Za-z][A-Za-z0-9]*")) {
            problem("view-type-unknown", place + ".type", "is no type of FHIR");
        }
        return bare;
    }

    private Map<String, String> tags(JsonNode definition, String place) {
        Map<String, String> tags = new LinkedHashMap<>();
        elements(definition, "tag", place)
                .forEach(at -> tags.put(
                        text(at.node(), "name", at.place() + ".name"),
                        text(at.node(), "value", at.place() + ".value")));
        return tags;
    }

    private FhirPath path(JsonNode node, String key, String place) {
        if (!node.has(key)) {
            problem("view-element-required", place + "." + key, "is missing");
            return NOTHING;
        }
        return compiled(node.get(key), place + "." + key);
    }

    private FhirPath compiled(JsonNode text, String place) {
        if (!text.isString()) {
            problem("view-element-invalid", place, "is no text");
            return NOTHING;
        }
        try {
            return FhirPath.compile(text.stringValue(), constants);
        } catch (PathError error) {
            problem(error.code(), place, error.getMessage());
            return NOTHING;
        }
    }

    private record Place(JsonNode node, String place) {}

    private Stream<Place> elements(JsonNode parent, String key, String place) {
        JsonNode list = parent.path(key);
        String here = place.isEmpty() ? key : place + "." + key;
        if (list.isMissingNode()) {
            return Stream.empty();
        }
        if (!list.isArray()) {
            problem("view-element-invalid", here, "is no list");
            return Stream.empty();
        }
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isObject()) {
                places.add(new Place(list.get(i), here + "[" + i + "]"));
            } else {
                problem("view-element-invalid", here + "[" + i + "]", "is no object");
            }
        }
        return places.stream();
    }

    private String text(JsonNode node, String key, String place) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            problem("view-element-required", place, "is missing");
            return "";
        }
        if (!value.isString()) {
            problem("view-element-invalid", place, "is no text");
            return "";
        }
        return value.stringValue();
    }

    private String word(JsonNode node, String key, String place) {
        String word = text(node, key, place);
        if (!word.isEmpty() && !NAME.matcher(word).matches()) {
            problem("view-name-invalid", place, "begins with a letter and has only letters, digits and _");
        }
        return word;
    }

    private void onlyKnown(JsonNode node, Set<String> known, String place) {
        node.propertyNames().stream()
                .filter(key -> !known.contains(key) && !key.startsWith("_"))
                .forEach(key -> problem(
                        "view-element-unknown", place.isEmpty() ? key : place + "." + key, "is no element of it"));
    }

    private void problem(String code, String place, String message) {
        problems.add(new Problem(code, place, message));
    }
}
