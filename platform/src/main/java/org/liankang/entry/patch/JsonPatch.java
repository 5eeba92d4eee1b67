package org.liankang.entry.patch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** RFC 6902. */
record JsonPatch(List<Operation> operations) implements Patch {

    private static final int LONGEST_POINTER = 1_000;

    /** One change; {@code from} and {@code value} are null where the operation has none. */
    record Operation(String op, List<String> path, List<String> from, JsonNode value) {}

    static JsonPatch parse(JsonNode document) {
        if (!document.isArray()) {
            throw new Wrong("patch-malformed", "", "a JSON Patch is an array of operations");
        }
        if (document.size() > MOST_OPERATIONS) {
            throw new Wrong("patch-malformed", "", "has more than " + MOST_OPERATIONS + " operations");
        }
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < document.size(); i++) {
            operations.add(operation(document.get(i), "[" + i + "]"));
        }
        return new JsonPatch(List.copyOf(operations));
    }

    private static Operation operation(JsonNode node, String where) {
        String op = node.path("op").asString("");
        boolean moves = op.equals("move") || op.equals("copy");
        boolean values = op.equals("add") || op.equals("replace") || op.equals("test");
        if (!moves && !values && !op.equals("remove")) {
            throw new Wrong("patch-malformed", where + ".op", "must be add, remove, replace, move, copy or test");
        }
        if (values && !node.has("value")) {
            throw new Wrong("patch-malformed", where + ".value", "is required");
        }
        return new Operation(
                op,
                pointer(node.path("path"), where + ".path"),
                moves ? pointer(node.path("from"), where + ".from") : null,
                values ? node.get("value") : null);
    }

    /** RFC 6901. */
    private static List<String> pointer(JsonNode node, String where) {
        String text = node.isString() ? node.asString() : null;
        if (text == null || text.length() > LONGEST_POINTER || !text.isEmpty() && text.charAt(0) != '/') {
            throw new Wrong("patch-malformed", where, "must be a JSON Pointer");
        }
        List<String> steps = new ArrayList<>();
        for (int start = 1; start <= text.length(); ) {
            int end = text.indexOf('/', start);
            end = end < 0 ? text.length() : end;
            String step = text.substring(start, end);
            if (step.replace("~0", "").replace("~1", "").indexOf('~') >= 0) {
                throw new Wrong("patch-malformed", where, "must be a JSON Pointer");
            }
            steps.add(step.replace("~1", "/").replace("~0", "~"));
            start = end + 1;
        }
        return List.copyOf(steps);
    }

    @Override
    public Result apply(ObjectNode resource) {
        ObjectNode root = Json.object();
        root.set("", resource.deepCopy()); // so that the whole document has a parent, too
        int nodes = size(resource);
        try {
            for (int i = 0; i < operations.size(); i++) {
                Operation operation = operations.get(i);
                nodes += growth(operation, root);
                if (nodes > MOST_NODES) {
                    throw new Wrong("patch-malformed", "[" + i + "]", "makes the resource too large");
                }
                make(operation, root, "[" + i + "]");
            }
        } catch (Wrong wrong) {
            return new Result.Failed(wrong.finding());
        }
        return root.get("") instanceof ObjectNode patched
                ? new Result.Patched(patched)
                : new Result.Failed(new Wrong("patch-malformed", "", "leaves no resource").finding());
    }

    private static int growth(Operation operation, ObjectNode root) {
        if (operation.value() != null) {
            return size(operation.value());
        }
        return operation.op().equals("copy") ? size(at(root, operation.from(), "")) : 0;
    }

    private static int size(JsonNode node) {
        int size = 1;
        for (JsonNode child : node) {
            size += size(child);
        }
        return size;
    }

    private static void make(Operation operation, ObjectNode root, String where) {
        List<String> path = operation.path();
        switch (operation.op()) {
            case "add" -> add(root, path, operation.value().deepCopy(), where);
            case "remove" -> remove(root, path, where);
            case "replace" -> {
                at(root, path, where);
                replace(root, path, operation.value().deepCopy());
            }
            case "copy" -> add(root, path, at(root, operation.from(), where).deepCopy(), where);
            case "move" -> {
                List<String> from = operation.from();
                boolean inside = path.size() > from.size()
                        && path.subList(0, from.size()).equals(from);
                if (inside) {
                    throw new Wrong("patch-malformed", where + ".path", "lies inside of what is moved");
                }
                JsonNode moved = at(root, from, where);
                if (!path.equals(from)) {
                    remove(root, from, where);
                    add(root, path, moved, where);
                }
            }
            case "test" -> {
                if (!same(at(root, path, where), operation.value())) {
                    throw new Wrong("patch-test-failed", where, "the value is another one");
                }
            }
            default -> throw new IllegalStateException(operation.op());
        }
    }

    private static JsonNode at(ObjectNode root, List<String> path, String where) {
        JsonNode node = root.get("");
        for (String step : path) {
            node = node instanceof ArrayNode list ? list.get(index(step, list.size() - 1, where)) : node.get(step);
            if (node == null) {
                throw notFound(where);
            }
        }
        return node;
    }

    private static JsonNode parent(ObjectNode root, List<String> path, String where) {
        return path.isEmpty() ? root : at(root, path.subList(0, path.size() - 1), where);
    }

    private static String name(List<String> path) {
        return path.isEmpty() ? "" : path.getLast();
    }

    private static void add(ObjectNode root, List<String> path, JsonNode value, String where) {
        switch (parent(root, path, where)) {
            case ObjectNode object -> object.set(name(path), value);
            case ArrayNode list ->
                list.insert(name(path).equals("-") ? list.size() : index(name(path), list.size(), where), value);
            default -> throw notFound(where);
        }
    }

    private static void remove(ObjectNode root, List<String> path, String where) {
        at(root, path, where);
        switch (parent(root, path, where)) {
            case ObjectNode object -> object.remove(name(path));
            case ArrayNode list -> list.remove(index(name(path), list.size() - 1, where));
            default -> throw notFound(where);
        }
    }

    private static void replace(ObjectNode root, List<String> path, JsonNode value) {
        switch (parent(root, path, "")) {
            case ObjectNode object -> object.set(name(path), value);
            case ArrayNode list -> list.set(Integer.parseInt(name(path)), value);
            default -> throw notFound("");
        }
    }

    private static int index(String step, int last, String where) {
        boolean number = step.matches("0|[1-9]\\d{0,8}");
        if (!number || Integer.parseInt(step) > last) {
            throw notFound(where);
        }
        return Integer.parseInt(step);
    }

    private static Wrong notFound(String where) {
        return new Wrong("patch-path-not-found", where, "names nothing in this resource");
    }

    /** RFC 6902, 4.6: numbers are equal by value, 1.0 is 1; members in any order. */
    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            BigDecimal left = one.decimalValue();
            return left.compareTo(other.decimalValue()) == 0;
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.properties().stream()
                            .allMatch(field ->
                                    other.has(field.getKey()) && same(field.getValue(), other.get(field.getKey())));
        }
        if (one.isArray() && other.isArray()) {
            boolean equal = one.size() == other.size();
            for (int i = 0; equal && i < one.size(); i++) {
                equal = same(one.get(i), other.get(i));
            }
            return equal;
        }
        return one.equals(other);
    }
}
