package org.liankang.entry.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.liankang.base.finding.Finding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks one resource along its {@link Structure}: wrong kinds, missing and repeated elements, values that break their
 * type's rule, codes outside a required binding. Elements it does not know are kept and warned of. On the way it
 * collects the references.
 */
final class StructureCheck {

    private static final int MOST_FINDINGS = 50;

    private final Structure structure;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    StructureCheck(Structure structure) {
        this.structure = structure;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Reference> references() {
        return references;
    }

    void resource(JsonNode resource, String path) {
        String type = resource.path("resourceType").asString("");
        if (!structure.knows(type)) {
            error("resource-type-unknown", path, "there is no such resource type in FHIR R4");
            return;
        }
        object((ObjectNode) resource, structure.of(type), path.isEmpty() ? type : path);
    }

    private void object(ObjectNode node, Structure.Shape shape, String path) {
        if (findings.size() >= MOST_FINDINGS) {
            return;
        }
        if (node.isEmpty()) {
            error("structure-invalid", path, "must not be empty");
        }
        Set<String> present = new HashSet<>();
        for (var field : node.properties()) {
            field(field.getKey(), field.getValue(), shape, path, present);
        }
        for (String required : shape.required()) {
            if (!present.contains(required)) {
                error("element-required", path + "." + required, "is required");
            }
        }
    }

    private void field(String name, JsonNode value, Structure.Shape shape, String path, Set<String> present) {
        if (name.equals("resourceType")) {
            return;
        }
        boolean companion = name.startsWith("_");
        Structure.Property property = shape.property(companion ? name.substring(1) : name);
        String where = path + "." + name;
        if (property == null) {
            findings.add(Finding.warning("element-unknown", where, "is not defined for this type; kept as it is"));
            return;
        }
        present.add(property.choice());
        if (companion) {
            companion(value, property, where);
        } else {
            value(value, property, where);
        }
    }

    /** {@code _birthDate} holds the id and extensions of a primitive. */
    private void companion(JsonNode value, Structure.Property property, String where) {
        boolean fits =
                property.kind() == Structure.Kind.PRIMITIVE && (property.many() ? value.isArray() : value.isObject());
        if (!fits) {
            error("structure-invalid", where, "must hold the extensions of a primitive value");
        }
    }

    private void value(JsonNode value, Structure.Property property, String where) {
        if (property.many() != value.isArray()) {
            error("structure-invalid", where, property.many() ? "must be an array" : "must not be an array");
        } else if (!property.many()) {
            single(value, property, where);
        } else if (value.isEmpty()) {
            error("structure-invalid", where, "must not be an empty array");
        } else {
            for (int i = 0; i < value.size(); i++) {
                single(value.get(i), property, where + "[" + i + "]");
            }
        }
    }

    private void single(JsonNode value, Structure.Property property, String where) {
        switch (property.kind()) {
            case PRIMITIVE -> primitive(value, property, where);
            case NARRATIVE -> {
                if (!value.isString()) {
                    error("structure-invalid", where, "must be XHTML text");
                }
            }
            case RESOURCE -> {
                if (value.isObject()) {
                    resource(value, where);
                } else {
                    error("structure-invalid", where, "must be a resource");
                }
            }
            case COMPLEX -> complex(value, property, where);
        }
    }

    private void primitive(JsonNode value, Structure.Property property, String where) {
        if (value.isNull() && property.many()) {
            return; // stands for an element that has only extensions
        }
        String fault = Primitives.fault(property.type(), value);
        if (!fault.isEmpty()) {
            error("value-invalid", where, fault);
        } else if (!property.codes().isEmpty() && !property.codes().contains(value.asString())) {
            error("code-unknown", where, "is not one of the codes this element allows");
        }
    }

    private void complex(JsonNode value, Structure.Property property, String where) {
        if (!value.isObject()) {
            error("structure-invalid", where, "must be an object");
            return;
        }
        ObjectNode object = (ObjectNode) value;
        if (property.type().equals("Reference")) {
            Reference reference = new Reference(where, object);
            references.add(reference);
            if (reference.target().length() > Primitives.LONGEST_URI) {
                error(
                        "value-invalid",
                        where + ".reference",
                        "is longer than " + Primitives.LONGEST_URI + " characters");
            }
        }
        object(object, property.shape(), where);
    }

    private void error(String code, String where, String message) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(Finding.error(code, where, message));
        }
    }
}
