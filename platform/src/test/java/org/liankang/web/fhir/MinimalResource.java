package org.liankang.web.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The smallest resource of a type that the official definitions allow. */
final class MinimalResource {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private MinimalResource() {}

    static ObjectNode of(String type, String id) {
        ObjectNode resource = Json.object();
        resource.put("resourceType", type);
        resource.put("id", id);
        fill(resource, FHIR.getResourceDefinition(type));
        if (type.equals("Bundle")) {
            resource.put("type", "collection");
        }
        if (type.equals("Subscription")) {
            resource.put("status", "off"); // one that is to work must be able to
        }
        return resource;
    }

    private static void fill(ObjectNode object, BaseRuntimeElementCompositeDefinition<?> definition) {
        for (BaseRuntimeChildDefinition child : definition.getChildren()) {
            if (child.getMin() > 0) {
                String name = child.getValidChildNames().stream()
                        .filter(one -> !one.endsWith("[x]") && child.getChildByName(one) != null)
                        .sorted()
                        .findFirst()
                        .orElseThrow();
                JsonNode value = value(child, child.getChildByName(name));
                object.set(name, child.getMax() == 1 ? value : Json.array().add(value));
            }
        }
    }

    private static JsonNode value(BaseRuntimeChildDefinition child, BaseRuntimeElementDefinition<?> type) {
        if (child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition bound) {
            return Json.MAPPER.valueToTree(code(bound.getBoundEnumType().getEnumConstants()[0]));
        }
        if (type instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
            ObjectNode inner = Json.object();
            fill(inner, composite);
            switch (type.getName()) {
                case "Reference" -> inner.put("display", "x");
                case "CodeableConcept" -> inner.put("text", "x");
                case "Coding" -> inner.put("code", "x");
                case "Identifier" -> inner.put("value", "x");
                case "Period", "Timing", "Attachment", "Quantity", "Age", "Duration", "Money" -> inner.put("id", "x");
                default -> {
                    if (inner.isEmpty()) {
                        inner.put("id", "x");
                    }
                }
            }
            return inner;
        }
        return switch (type.getName()) {
            case "boolean" -> Json.MAPPER.valueToTree(true);
            case "integer", "positiveInt", "unsignedInt", "decimal" -> Json.MAPPER.valueToTree(1);
            case "date" -> Json.MAPPER.valueToTree("2020-01-01");
            case "dateTime", "instant" -> Json.MAPPER.valueToTree("2020-01-01T00:00:00+08:00");
            case "time" -> Json.MAPPER.valueToTree("08:00:00");
            case "uri", "url", "canonical" -> Json.MAPPER.valueToTree("urn:test:x");
            case "oid" -> Json.MAPPER.valueToTree("urn:oid:1.2.3");
            case "uuid" -> Json.MAPPER.valueToTree("urn:uuid:0af6cd10-0b59-4a4c-8a1c-3c9bd1d6d1a9");
            case "base64Binary" -> Json.MAPPER.valueToTree("AAAA");
            case "xhtml" -> Json.MAPPER.valueToTree("<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>");
            default -> Json.MAPPER.valueToTree("x");
        };
    }

    static JsonNode text(String text) {
        return Json.MAPPER.valueToTree(text);
    }

    static String code(Object constant) {
        try {
            return (String)
                    ((Enum<?>) constant).getDeclaringClass().getMethod("toCode").invoke(constant);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }
}
