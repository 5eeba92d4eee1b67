package org.liankang.uses.bulk;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeDeclaredChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code _elements}: of each resource only the elements named, and those it is no resource without. FHIR R4, 3.1.1.5.9:
 * mandatory and modifier elements stay, and the tag SUBSETTED says that something is missing.
 */
final class Projection {

    private static final Set<String> ALWAYS = Set.of("resourceType", "id", "meta", "implicitRules");

    private final FhirContext fhir;
    private final List<String> asked;
    private final Map<String, Set<String>> kept = new ConcurrentHashMap<>();

    Projection(FhirContext fhir, List<String> asked) {
        this.fhir = fhir;
        this.asked = asked;
    }

    byte[] line(Version version) {
        Set<String> names = kept.computeIfAbsent(version.type(), this::names);
        if (names.isEmpty()) {
            return ResourceLine.of(version);
        }
        ObjectNode shown = Json.object();
        boolean less = false;
        for (var field : ResourceLine.tree(version).properties()) {
            if (names.contains(field.getKey())) {
                shown.set(field.getKey(), field.getValue());
            } else {
                less = true;
            }
        }
        if (less) {
            ObjectNode meta = (ObjectNode) shown.path("meta");
            ArrayNode tags = Json.array();
            Json.each(meta.path("tag")).forEach(tags::add); // the version's own list is shared with other readers
            tags.addObject()
                    .put("system", "http://terminology.hl7.org/CodeSystem/v3-ObservationValue")
                    .put("code", "SUBSETTED");
            meta.set("tag", tags);
        }
        return ResourceLine.oneLine(Json.bytes(shown));
    }

    /** None when the type is not restricted: an element named with another type says nothing about this one. */
    private Set<String> names(String type) {
        Set<String> names = new HashSet<>();
        for (String one : asked) {
            int dot = one.indexOf('.');
            if (dot < 0 || one.substring(0, dot).equals(type)) {
                names.add(one.substring(dot + 1));
                names.add("_" + one.substring(dot + 1));
            }
        }
        if (names.isEmpty()) {
            return names;
        }
        for (BaseRuntimeChildDefinition child : fhir.getResourceDefinition(type).getChildren()) {
            if (child.getMin() > 0 || child instanceof BaseRuntimeDeclaredChildDefinition one && one.isModifier()) {
                child.getValidChildNames().forEach(names::add);
            }
        }
        names.addAll(ALWAYS);
        return names;
    }
}
