package org.liankang.entry.patch;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildExtension;
import java.util.ArrayList;
import java.util.List;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One element of a resource and where it stands in its JSON: under which name, at which place of a list, with the
 * companion ({@code _name}) that holds a primitive's id and extensions.
 *
 * @param parent null for the resource itself
 * @param name as JSON has it: {@code valueString}
 * @param index place in its list, -1 when it is in none
 * @param value null for a primitive that has only a companion
 */
record Element(
        Element parent,
        BaseRuntimeElementDefinition<?> type,
        String name,
        int index,
        JsonNode value,
        JsonNode companion) {

    /** What the definitions say of a child, and under which name JSON has it. */
    record Child(String name, boolean many, BaseRuntimeElementDefinition<?> type) {}

    /** Children of this name; of a choice element whatever it has been chosen to be. */
    List<Element> children(String wanted, FhirContext fhir) {
        ObjectNode object = object();
        List<Element> found = new ArrayList<>();
        if (object == null) {
            return found;
        }
        for (Child child : named(wanted, fhir)) {
            JsonNode values = object.get(child.name());
            JsonNode companions = object.get("_" + child.name());
            int size = Math.max(length(values), length(companions));
            boolean list = values instanceof ArrayNode || companions instanceof ArrayNode;
            for (int i = 0; i < size; i++) {
                JsonNode value = part(values, i);
                JsonNode companion = part(companions, i);
                if (value != null || companion != null) {
                    found.add(new Element(
                            this, typed(child, value, fhir), child.name(), list ? i : -1, value, companion));
                }
            }
        }
        return found;
    }

    private static BaseRuntimeElementDefinition<?> typed(Child child, JsonNode value, FhirContext fhir) {
        String resource = value == null ? "" : value.path("resourceType").asString("");
        return fhir.getResourceTypes().contains(resource) ? fhir.getResourceDefinition(resource) : child.type();
    }

    private static int length(JsonNode node) {
        return node == null ? 0 : node instanceof ArrayNode list ? list.size() : 1;
    }

    private static JsonNode part(JsonNode node, int at) {
        JsonNode part = node instanceof ArrayNode list ? list.get(at) : at == 0 ? node : null;
        return part == null || part.isNull() ? null : part;
    }

    /** The JSON that holds this element's children; null when it cannot have any. */
    ObjectNode object() {
        if (value instanceof ObjectNode own) {
            return own;
        }
        return companion instanceof ObjectNode beside ? beside : null;
    }

    /** What may stand here under a FHIR name; several for a choice, none when there is no such element. */
    List<Child> named(String wanted, FhirContext fhir) {
        List<Child> found = new ArrayList<>();
        if (wanted.equals("extension") || wanted.equals("modifierExtension")) {
            found.add(new Child(wanted, true, fhir.getElementDefinition("Extension")));
        } else if (wanted.equals("id")) {
            found.add(new Child("id", false, fhir.getElementDefinition("string")));
        } else if (type instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
            for (BaseRuntimeChildDefinition child : composite.getChildren()) {
                if (!(child instanceof RuntimeChildExtension)) {
                    boolean choice = child.getElementName().replace("[x]", "").equals(wanted);
                    for (String name : child.getValidChildNames()) {
                        boolean fits = name.equals(wanted) || choice && !name.endsWith("[x]");
                        if (fits && child.getChildByName(name) != null) {
                            found.add(new Child(name, child.getMax() != 1, child.getChildByName(name)));
                        }
                    }
                }
            }
        }
        return found;
    }

    /** Takes the element out; what is left empty goes with it. */
    void remove() {
        ObjectNode object = parent.object();
        if (index < 0) {
            object.remove(name);
            object.remove("_" + name);
        } else {
            removeAt(object, name);
            removeAt(object, "_" + name);
        }
        if (object.isEmpty() && parent.parent() != null) {
            parent.remove();
        }
    }

    private void removeAt(ObjectNode object, String key) {
        if (object.get(key) instanceof ArrayNode list) {
            if (index < list.size()) {
                list.remove(index);
            }
            if (nothing(list)) {
                object.remove(key);
            }
        }
    }

    private static boolean nothing(ArrayNode list) {
        for (JsonNode one : list) {
            if (!one.isNull()) {
                return false;
            }
        }
        return true;
    }

    /** Puts a value where this element stands. */
    void put(Value fresh) {
        ObjectNode object = parent.object();
        if (index < 0) {
            put(object, name, fresh);
        } else {
            setAt(object, name, fresh.json());
            setAt(object, "_" + name, fresh.companion());
        }
    }

    static void put(ObjectNode object, String name, Value fresh) {
        set(object, name, fresh.json());
        set(object, "_" + name, fresh.companion());
    }

    private static void set(ObjectNode object, String key, JsonNode node) {
        if (node == null) {
            object.remove(key);
        } else {
            object.set(key, node);
        }
    }

    private void setAt(ObjectNode object, String key, JsonNode node) {
        if (object.get(key) instanceof ArrayNode list && index < list.size()) {
            list.set(index, node == null ? Json.MAPPER.nullNode() : node);
            if (nothing(list)) {
                object.remove(key);
            }
        } else if (node != null) {
            ArrayNode list = object.putArray(key);
            for (int i = 0; i < index; i++) {
                list.addNull();
            }
            list.add(node);
        }
    }

    /** Puts a value into a list of this element's children. */
    void insert(String key, int at, Value fresh) {
        ObjectNode object = object();
        int size = Math.max(length(object.get(key)), length(object.get("_" + key)));
        insert(object, key, at, size, fresh.json());
        insert(object, "_" + key, at, size, fresh.companion());
    }

    private static void insert(ObjectNode object, String key, int at, int size, JsonNode node) {
        boolean there = object.get(key) instanceof ArrayNode;
        if (!there && node == null) {
            return;
        }
        ArrayNode list = there ? (ArrayNode) object.get(key) : object.putArray(key);
        if (!there || key.startsWith("_")) {
            while (list.size() < size) {
                list.addNull();
            }
        }
        list.insert(at, node == null ? Json.MAPPER.nullNode() : node);
    }

    /** How many there are of the children under a name of JSON. */
    int count(String key) {
        ObjectNode object = object();
        return object == null ? 0 : Math.max(length(object.get(key)), length(object.get("_" + key)));
    }
}
