package org.liankang.web.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeDeclaredChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import ca.uhn.fhir.model.api.annotation.Child;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource in which every element has a value, each once. Of an element that may be of several types, each variant has
 * another one. All times lie in 2020, all numbers are 1, and references go to {@code Type/reference-target}.
 */
final class FullResource {

    static final String TARGET = "reference-target";
    static final String SYSTEM = "urn:test:conformance";
    static final String URL = "http://conformance.example/a/b";

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final int DEEPEST = 5;
    /** Its own id and meta are set apart; what is left out is searched by nobody. */
    private static final Set<String> LEFT_OUT =
            Set.of("id", "meta", "extension", "modifierExtension", "contained", "implicitRules", "language");

    private final String own;
    private final int variant;

    private FullResource(String own, int variant) {
        this.own = own;
        this.variant = variant;
    }

    static ObjectNode of(String type, String id, int variant) {
        ObjectNode resource = Json.object();
        resource.put("resourceType", type);
        resource.put("id", id);
        resource.set("meta", Json.parse("""
                {"profile":["%s"],"source":"%s","tag":[{"system":"%s","code":"c"}],
                 "security":[{"system":"%s","code":"c"}]}""".formatted(URL, URL, SYSTEM, SYSTEM)));
        resource.set("text", Json.parse("""
                {"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">told in words</div>"}"""));
        new FullResource(id, variant).fill(resource, FHIR.getResourceDefinition(type), 0, Set.of());
        if (type.equals("Subscription")) {
            resource.put("status", "off"); // one that is to work must be able to
        }
        return resource;
    }

    /** How many variants show every type of every element directly below the resource or its backbone elements. */
    static int variants(String type) {
        return variants(FHIR.getResourceDefinition(type), 0);
    }

    private static int variants(BaseRuntimeElementCompositeDefinition<?> definition, int depth) {
        int most = 1;
        for (BaseRuntimeChildDefinition child : definition.getChildren()) {
            if (!LEFT_OUT.contains(child.getElementName()) && depth < 2) {
                most = Math.max(most, names(child).size());
                for (String name : names(child)) {
                    if (child.getChildByName(name) instanceof BaseRuntimeElementCompositeDefinition<?> inner
                            && backbone(inner)) {
                        most = Math.max(most, variants(inner, depth + 1));
                    }
                }
            }
        }
        return most;
    }

    private static boolean backbone(BaseRuntimeElementCompositeDefinition<?> definition) {
        return definition.getImplementingClass().getEnclosingClass() != null;
    }

    private static List<String> names(BaseRuntimeChildDefinition child) {
        return child.getValidChildNames().stream()
                .filter(one -> !one.endsWith("[x]") && child.getChildByName(one) != null)
                .sorted()
                .collect(Collectors.toList());
    }

    private void fill(
            ObjectNode object, BaseRuntimeElementCompositeDefinition<?> definition, int depth, Set<String> on) {
        for (BaseRuntimeChildDefinition child : definition.getChildren()) {
            String element = child.getElementName();
            if (LEFT_OUT.contains(element) && (depth == 0 || !element.equals("language"))) {
                continue;
            }
            List<String> names = names(child);
            if (names.isEmpty()) {
                continue;
            }
            String name = names.get(variant % names.size());
            JsonNode value = value(child, name, child.getChildByName(name), depth, on);
            if (value != null) {
                object.set(name, child.getMax() == 1 ? value : Json.array().add(value));
            }
        }
    }

    private JsonNode value(
            BaseRuntimeChildDefinition child,
            String name,
            BaseRuntimeElementDefinition<?> type,
            int depth,
            Set<String> on) {
        if (child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition bound) {
            return MinimalResource.text(
                    MinimalResource.code(bound.getBoundEnumType().getEnumConstants()[0]));
        }
        return switch (type.getName()) {
            case "Reference" -> reference(child);
            case "CodeableConcept" ->
                Json.parse("{\"coding\":[{\"system\":\"%s\",\"code\":\"c\"}],\"text\":\"words\"}".formatted(SYSTEM));
            case "Coding" -> Json.parse("{\"system\":\"%s\",\"code\":\"c\",\"display\":\"words\"}".formatted(SYSTEM));
            case "Identifier" -> Json.parse("""
                    {"type":{"coding":[{"system":"%s","code":"c"}],"text":"words"},"system":"urn:test:number","value":"%s"}""".formatted(SYSTEM, own));
            case "Period" -> Json.parse("{\"start\":\"2020-01-01\",\"end\":\"2020-12-30\"}");
            case "Timing" -> Json.parse("{\"event\":[\"2020-01-01\"]}");
            case "Quantity", "Age", "Duration", "Distance", "Count", "SimpleQuantity", "MoneyQuantity" ->
                Json.parse("{\"value\":1,\"system\":\"http://unitsofmeasure.org\",\"code\":\"a\",\"unit\":\"a\"}");
            case "Money" -> Json.parse("{\"value\":1,\"currency\":\"CNY\"}");
            case "Range" -> Json.parse("{\"low\":{\"value\":1},\"high\":{\"value\":1}}");
            case "HumanName" -> Json.parse("{\"text\":\"words here\",\"family\":\"words\",\"given\":[\"words\"]}");
            case "Address" -> Json.parse("""
                    {"use":"home","text":"words here","line":["words"],"city":"words","state":"words",
                     "postalCode":"words","country":"words"}""");
            case "ContactPoint" ->
                Json.parse("{\"system\":\"%s\",\"value\":\"words\",\"use\":\"home\"}"
                        .formatted(variant % 2 == 0 ? "phone" : "email"));
            case "xhtml", "Narrative", "Extension", "ElementDefinition", "Resource" -> null;
            case "boolean" -> Json.MAPPER.valueToTree(true);
            case "integer", "positiveInt", "unsignedInt", "decimal" -> Json.MAPPER.valueToTree(1);
            case "date" -> MinimalResource.text("2020-06-01");
            case "dateTime", "instant" -> MinimalResource.text("2020-06-01T00:00:00+08:00");
            case "time" -> MinimalResource.text("08:00:00");
            case "uri", "url", "canonical" -> MinimalResource.text(URL);
            case "oid" -> MinimalResource.text("urn:oid:1.2.3");
            case "uuid" -> MinimalResource.text("urn:uuid:0af6cd10-0b59-4a4c-8a1c-3c9bd1d6d1a9");
            case "base64Binary" -> MinimalResource.text("AAAA");
            case "code", "id" -> MinimalResource.text("c");
            default ->
                type instanceof BaseRuntimeElementCompositeDefinition<?> composite
                        ? composite(composite, depth, on)
                        : MinimalResource.text("words here");
        };
    }

    private JsonNode composite(BaseRuntimeElementCompositeDefinition<?> type, int depth, Set<String> on) {
        if (depth >= DEEPEST || on.contains(type.getName() + type.getImplementingClass())) {
            return null;
        }
        Set<String> deeper = new HashSet<>(on);
        deeper.add(type.getName() + type.getImplementingClass());
        ObjectNode inner = Json.object();
        fill(inner, type, depth + 1, deeper);
        return inner.isEmpty() ? null : inner;
    }

    /** To a type it may go to, a Patient before others, of each variant another; the number beside it is for {@code :identifier}. */
    private JsonNode reference(BaseRuntimeChildDefinition child) {
        String type = "Patient";
        if (child instanceof BaseRuntimeDeclaredChildDefinition declared) {
            List<String> targets = Arrays.stream(
                            declared.getField().getAnnotation(Child.class).type())
                    .filter(one ->
                            IBaseResource.class.isAssignableFrom(one) && !Modifier.isAbstract(one.getModifiers()))
                    .map(one -> FHIR.getResourceDefinition(one.asSubclass(IBaseResource.class))
                            .getName())
                    .sorted(Comparator.comparing((String name) -> !name.equals("Patient"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            type = targets.isEmpty() ? type : targets.get(variant % targets.size());
        }
        return Json.parse("{\"reference\":\"%s/%s\",\"identifier\":{\"system\":\"urn:test:number\",\"value\":\"%s\"}}"
                .formatted(type, TARGET, TARGET));
    }
}
