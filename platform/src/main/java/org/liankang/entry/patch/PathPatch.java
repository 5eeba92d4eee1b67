package org.liankang.entry.patch;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * FHIRPath Patch (FHIR R4, 3.1.0.9 and "FHIRPath Patch"), made on the JSON itself, so that what the definitions do not
 * know stays in the resource.
 */
record PathPatch(List<Operation> operations, FhirContext fhir) implements Patch {

    /** One change; what the operation does not need is null or -1. */
    record Operation(
            String type, PathExpression path, String name, JsonNode value, int index, int source, int destination) {}

    static PathPatch parse(JsonNode document, FhirContext fhir) {
        if (!"Parameters".equals(document.path("resourceType").asString(""))) {
            throw new Wrong("patch-malformed", "resourceType", "a FHIRPath Patch is a Parameters resource");
        }
        List<Operation> operations = new ArrayList<>();
        for (JsonNode parameter : document.path("parameter")) {
            String where = "Parameters.parameter[" + operations.size() + "]";
            if (!"operation".equals(parameter.path("name").asString(""))) {
                throw new Wrong("patch-malformed", where + ".name", "must be operation");
            }
            if (operations.size() == MOST_OPERATIONS) {
                throw new Wrong("patch-malformed", where, "is one operation too many");
            }
            operations.add(operation(parameter, where));
        }
        return new PathPatch(List.copyOf(operations), fhir);
    }

    private static Operation operation(JsonNode parameter, String where) {
        String type = text(parameter, "type");
        String path = text(parameter, "path");
        if (!List.of("add", "insert", "delete", "replace", "move").contains(type)) {
            throw new Wrong("patch-malformed", where + ".type", "must be add, insert, delete, replace or move");
        }
        JsonNode value = part(parameter, "value");
        boolean brings = !type.equals("delete") && !type.equals("move");
        if (brings && value == null) {
            throw new Wrong("patch-malformed", where + ".value", "is required");
        }
        String name = text(parameter, "name");
        if (type.equals("add") && name.isEmpty()) {
            throw new Wrong("patch-malformed", where + ".name", "is required");
        }
        return new Operation(
                type,
                PathExpression.parse(path, where + ".path"),
                name,
                value,
                type.equals("insert") ? number(parameter, "index", where) : -1,
                type.equals("move") ? number(parameter, "source", where) : -1,
                type.equals("move") ? number(parameter, "destination", where) : -1);
    }

    private static JsonNode part(JsonNode parameter, String name) {
        for (JsonNode part : parameter.path("part")) {
            if (name.equals(part.path("name").asString(""))) {
                return part;
            }
        }
        return null;
    }

    private static String text(JsonNode parameter, String name) {
        JsonNode part = part(parameter, name);
        if (part == null) {
            return "";
        }
        String code = part.path("valueCode").asString("");
        return code.isEmpty() ? part.path("valueString").asString("") : code;
    }

    private static int number(JsonNode parameter, String name, String where) {
        JsonNode part = part(parameter, name);
        JsonNode value = part == null ? null : part.get("valueInteger");
        if (value == null || !value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw new Wrong("patch-malformed", where + "." + name, "must be a number from 0");
        }
        return value.intValue();
    }

    @Override
    public Result apply(ObjectNode resource) {
        ObjectNode copy = resource.deepCopy();
        try {
            for (int i = 0; i < operations.size(); i++) {
                make(operations.get(i), copy, "Parameters.parameter[" + i + "]");
            }
        } catch (Wrong wrong) {
            return new Result.Failed(wrong.finding());
        }
        return new Result.Patched(copy);
    }

    private void make(Operation operation, ObjectNode resource, String where) {
        String type = resource.path("resourceType").asString("");
        if (!fhir.getResourceTypes().contains(type)) {
            throw new Wrong("patch-path-not-found", where, "the resource has no known type");
        }
        Element root = new Element(null, fhir.getResourceDefinition(type), type, -1, resource, null);
        switch (operation.type()) {
            case "add" -> add(one(operation, root, where), operation, where);
            case "insert" -> insert(operation, root, where);
            case "delete" -> {
                List<Element> found = operation.path().find(root, fhir, where);
                if (found.size() > 1) {
                    throw several(where);
                }
                found.forEach(element -> inside(element, where).remove());
            }
            case "replace" -> replace(inside(one(operation, root, where), where), operation, where);
            case "move" -> move(operation, root, where);
            default -> throw new IllegalStateException(operation.type());
        }
    }

    private Element one(Operation operation, Element root, String where) {
        List<Element> found = operation.path().find(root, fhir, where);
        if (found.isEmpty()) {
            throw new Wrong("patch-path-not-found", where + ".path", "names nothing in this resource");
        }
        if (found.size() > 1) {
            throw several(where);
        }
        return found.getFirst();
    }

    private static Wrong several(String where) {
        return new Wrong("patch-path-ambiguous", where + ".path", "names several elements");
    }

    private static Element inside(Element element, String where) {
        if (element.parent() == null) {
            throw new Wrong("patch-malformed", where + ".path", "must be inside of the resource");
        }
        return element;
    }

    private void add(Element at, Operation operation, String where) {
        Element home = at;
        if (home.object() == null) {
            // a primitive value gets a companion for its extensions
            home = new Element(at.parent(), at.type(), at.name(), at.index(), at.value(), Json.object());
        }
        Value value = Value.of(operation.value(), home, operation.name(), fhir, where);
        Element.Child child = Value.fitting(home.named(operation.name(), fhir), operation.name(), value, where);
        if (child.many()) {
            home.insert(child.name(), home.count(child.name()), value);
        } else if (home.children(operation.name(), fhir).isEmpty()) {
            Element.put(home.object(), child.name(), value);
        } else {
            throw new Wrong("patch-element-present", where, "is there already and can be there only once");
        }
        if (at.object() == null) {
            at.put(new Value("", at.value(), home.companion()));
        }
    }

    private void insert(Operation operation, Element root, String where) {
        List<Element> found = operation.path().find(root, fhir, where);
        Element home;
        String key;
        if (found.isEmpty()) {
            List<Element> homes = operation.path().parent().find(root, fhir, where);
            String name = operation.path().name();
            if (homes.size() != 1 || homes.getFirst().object() == null || name.isEmpty()) {
                throw new Wrong("patch-path-not-found", where + ".path", "names no list in this resource");
            }
            home = homes.getFirst();
            Value value = Value.of(operation.value(), home, name, fhir, where);
            key = Value.fitting(home.named(name, fhir), name, value, where).name();
        } else {
            home = list(found, where);
            key = found.getFirst().name();
        }
        Value value = Value.of(operation.value(), home, key, fhir, where);
        boolean many = home.named(key, fhir).stream().anyMatch(Element.Child::many);
        if (!many) {
            throw new Wrong("patch-path-not-found", where + ".path", "names no list in this resource");
        }
        within(operation.index(), home.count(key), where + ".index");
        home.insert(key, operation.index(), value);
    }

    /** All of one list, or it is not clear which is meant. */
    private static Element list(List<Element> found, String where) {
        Element first = found.getFirst();
        if (first.index() < 0) {
            throw new Wrong("patch-path-not-found", where + ".path", "names no list in this resource");
        }
        for (Element each : found) {
            if (each.parent().object() != first.parent().object()
                    || !each.name().equals(first.name())) {
                throw several(where);
            }
        }
        return first.parent();
    }

    private static void within(int index, int last, String where) {
        if (index > last) {
            throw new Wrong("patch-path-not-found", where, "is past the end of the list");
        }
    }

    private void replace(Element at, Operation operation, String where) {
        Value value = Value.of(operation.value(), at.parent(), at.name(), fhir, where);
        String name = at.name();
        boolean choice = at.index() < 0 && !value.type().isEmpty();
        if (choice) {
            for (String base = name; !base.isEmpty(); base = base.substring(0, base.length() - 1)) {
                // valueString becomes valueQuantity when the new value is one
                String other = base + value.type();
                boolean another = !other.equals(name)
                        && at.parent().named(base, fhir).stream()
                                .anyMatch(child -> child.name().equals(other))
                        && at.parent().named(base, fhir).stream()
                                .anyMatch(child -> child.name().equals(at.name()));
                if (another) {
                    ObjectNode object = at.parent().object();
                    object.remove(name);
                    object.remove("_" + name);
                    Element.put(object, other, value);
                    return;
                }
            }
        }
        at.put(value);
    }

    private void move(Operation operation, Element root, String where) {
        List<Element> found = operation.path().find(root, fhir, where);
        if (found.isEmpty()) {
            throw new Wrong("patch-path-not-found", where + ".path", "names nothing in this resource");
        }
        Element home = list(found, where);
        String key = found.getFirst().name();
        int last = home.count(key) - 1;
        within(operation.source(), last, where + ".source");
        within(operation.destination(), last, where + ".destination");
        Element moved = home.children(key, fhir).stream()
                .filter(element -> element.index() == operation.source())
                .findFirst()
                .orElseThrow(() -> new Wrong("patch-path-not-found", where + ".source", "names nothing"));
        if (last > 0) {
            moved.remove();
            home.insert(key, operation.destination(), new Value("", moved.value(), moved.companion()));
        }
    }
}
