package org.liankang.entry.patch;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that a patch brings.
 *
 * @param type as {@code value[x]} names it ({@code HumanName}, {@code Code}); empty for a resource or an unnamed type
 * @param json null for a primitive that has only extensions
 * @param companion null for anything without
 */
record Value(String type, JsonNode json, JsonNode companion) {

    /** What a part of Parameters holds; an element of an unnamed type is told part by part and built here. */
    static Value of(JsonNode part, Element at, String name, FhirContext fhir, String where) {
        for (var field : part.properties()) {
            String key = field.getKey();
            boolean beside = key.startsWith("_value");
            if (key.startsWith("value") || beside) {
                String bare = beside ? key.substring(1) : key;
                return new Value(bare.substring(5), copy(part.get(bare)), copy(part.get("_" + bare)));
            }
        }
        if (part.path("resource").isObject()) {
            return new Value("", part.path("resource").deepCopy(), null);
        }
        if (!part.path("part").isArray()) {
            throw new Patch.Wrong("patch-malformed", where, "has no value");
        }
        return new Value("", built(part.path("part"), at, name, fhir, where), null);
    }

    private static JsonNode copy(JsonNode node) {
        return node == null ? null : node.deepCopy();
    }

    private static ObjectNode built(JsonNode parts, Element at, String name, FhirContext fhir, String where) {
        List<Element.Child> own = at.named(name, fhir);
        if (own.isEmpty()) {
            throw new Patch.Wrong("patch-path-not-found", where, "there is no element of this name there");
        }
        Element shape = new Element(null, own.getFirst().type(), name, -1, Json.object(), null);
        Map<String, List<JsonNode>> byName = new LinkedHashMap<>();
        parts.forEach(part -> byName.computeIfAbsent(part.path("name").asString(""), n -> new ArrayList<>())
                .add(part));
        byName.forEach((child, some) -> some.forEach(part -> {
            Value value = of(part, shape, child, fhir, where);
            Element.Child fitting = fitting(shape.named(child, fhir), child, value, where);
            if (fitting.many()) {
                shape.insert(fitting.name(), shape.count(fitting.name()), value);
            } else {
                Element.put(shape.object(), fitting.name(), value);
            }
        }));
        return shape.object();
    }

    /** Of a choice, the one that is of the value's type. */
    static Element.Child fitting(List<Element.Child> children, String name, Value value, String where) {
        for (Element.Child child : children) {
            if (child.name().equals(name)) {
                return child;
            }
        }
        for (Element.Child child : children) {
            if (child.name().equals(name + value.type())) {
                return child;
            }
        }
        throw new Patch.Wrong("patch-path-not-found", where, "there is no element of this name and type there");
    }
}
