package org.liankang.web.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildExtension;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.liankang.base.json.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cuts resources down to what was asked, by the summary flags of the official definitions, and marks them as cut. */
@Component
class Subsets {

    private static final String MARK_SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

    /** What the definitions say of one element. */
    private record Element(boolean summary, boolean required, BaseRuntimeElementDefinition<?> type) {}

    private final FhirContext fhir;
    private final Map<Class<?>, Map<String, Element>> known = new ConcurrentHashMap<>();

    Subsets(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** The same bytes when everything is wanted. */
    byte[] cut(Subset subset, String type, byte[] resource) {
        if (subset.whole() || subset.counts()) {
            return resource;
        }
        return Json.bytes(cut(subset, type, (ObjectNode) Json.parse(resource)));
    }

    private ObjectNode cut(Subset subset, String type, ObjectNode resource) {
        Map<String, Element> elements = elements(fhir.getResourceDefinition(type));
        ObjectNode rest = Json.object();
        resource.properties().forEach(field -> {
            String name = field.getKey();
            Element element = elements.get(bare(name));
            boolean required = element != null && element.required();
            boolean always = name.equals("resourceType") || name.equals("id") || name.equals("meta");
            boolean wanted = always
                    || switch (subset.summary()) {
                        case TRUE -> element != null && element.summary();
                        case TEXT -> required || name.equals("text");
                        case DATA -> !name.equals("text");
                        case FALSE -> required || named(subset, bare(name));
                        case COUNT -> false;
                    };
            if (wanted) {
                boolean inner = subset.summary() == Subset.Summary.TRUE && !always;
                rest.set(name, inner ? summary(element, field.getValue()) : field.getValue());
            }
        });
        mark(rest);
        return rest;
    }

    private static boolean named(Subset subset, String name) {
        return subset.elements().stream().anyMatch(asked -> {
            String wanted = asked.substring(asked.indexOf('.') + 1);
            boolean choice = name.length() > wanted.length()
                    && name.startsWith(wanted)
                    && Character.isUpperCase(name.charAt(wanted.length()));
            return name.equals(wanted) || choice;
        });
    }

    /** Inside a summary element, too, only what is marked counts. */
    private JsonNode summary(Element element, JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode rest = Json.array();
            list.forEach(one -> rest.add(summary(element, one)));
            return rest;
        }
        boolean inside = value.isObject()
                && element.type() instanceof BaseRuntimeElementCompositeDefinition<?>
                && !value.has("resourceType");
        if (!inside) {
            return value;
        }
        Map<String, Element> children = elements(element.type());
        ObjectNode rest = Json.object();
        value.properties().forEach(field -> {
            Element child = children.get(bare(field.getKey()));
            if (child != null && (child.summary() || child.required())) {
                rest.set(field.getKey(), summary(child, field.getValue()));
            }
        });
        return rest.isEmpty() ? value : rest;
    }

    private static String bare(String name) {
        return name.startsWith("_") ? name.substring(1) : name;
    }

    private static void mark(ObjectNode resource) {
        ObjectNode meta = resource.path("meta") instanceof ObjectNode own ? own : resource.putObject("meta");
        ArrayNode tags = meta.path("tag") instanceof ArrayNode own ? own : meta.putArray("tag");
        tags.addObject().put("system", MARK_SYSTEM).put("code", "SUBSETTED");
    }

    private Map<String, Element> elements(BaseRuntimeElementDefinition<?> type) {
        return known.computeIfAbsent(type.getImplementingClass(), k -> {
            Map<String, Element> elements = new HashMap<>();
            if (type instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
                composite.getChildren().forEach(child -> add(child, elements));
            }
            return elements;
        });
    }

    private static void add(BaseRuntimeChildDefinition child, Map<String, Element> elements) {
        if (child instanceof RuntimeChildExtension) {
            return;
        }
        for (String name : child.getValidChildNames()) {
            BaseRuntimeElementDefinition<?> type = child.getChildByName(name);
            if (type != null) {
                elements.put(name, new Element(child.isSummary(), child.getMin() > 0, type));
            }
        }
    }
}
