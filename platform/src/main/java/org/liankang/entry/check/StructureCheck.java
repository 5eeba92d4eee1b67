package org.liankang.entry.check;

import java.util.ArrayList;
import java.util.List;
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
    private final Trail trail = new Trail();

    StructureCheck(Structure structure) {
        this.structure = structure;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Reference> references() {
        return references;
    }

    void resource(JsonNode resource) {
        String type = resource.path("resourceType").asString("");
        if (!structure.knows(type)) {
            error("resource-type-unknown", "there is no such resource type in FHIR R4");
            return;
        }
        boolean outermost = trail.depth() == 0;
        if (outermost) {
            trail.enter(type);
        }
        object((ObjectNode) resource, structure.of(type));
        if (outermost) {
            trail.leave();
        }
    }

    private void object(ObjectNode node, Structure.Shape shape) {
        if (findings.size() >= MOST_FINDINGS) {
            return;
        }
        if (node.isEmpty()) {
            error("structure-invalid", "must not be empty");
        }
        long present = 0;
        for (var field : node.properties()) {
            String name = field.getKey();
            if (name.equals("resourceType")) {
                continue;
            }
            boolean companion = name.charAt(0) == '_';
            Structure.Property property = shape.property(companion ? name.substring(1) : name);
            trail.enter(name);
            if (property == null) {
                findings.add(Finding.warning(
                        "element-unknown", trail.toString(), "is not defined for this type; kept as it is"));
            } else {
                present |= property.demand();
                if (companion) {
                    companion(field.getValue(), property);
                } else {
                    value(field.getValue(), property);
                }
            }
            trail.leave();
        }
        if ((present & shape.demands()) != shape.demands()) {
            for (String required : shape.missing(present)) {
                trail.enter(required);
                error("element-required", "is required");
                trail.leave();
            }
        }
    }

    /** {@code _birthDate} holds the id and extensions of a primitive. */
    private void companion(JsonNode value, Structure.Property property) {
        boolean fits =
                property.kind() == Structure.Kind.PRIMITIVE && (property.many() ? value.isArray() : value.isObject());
        if (!fits) {
            error("structure-invalid", "must hold the extensions of a primitive value");
        }
    }

    private void value(JsonNode value, Structure.Property property) {
        if (property.many() != value.isArray()) {
            error("structure-invalid", property.many() ? "must be an array" : "must not be an array");
        } else if (!property.many()) {
            single(value, property);
        } else if (value.isEmpty()) {
            error("structure-invalid", "must not be an empty array");
        } else {
            for (int i = 0; i < value.size(); i++) {
                trail.number(i);
                single(value.get(i), property);
            }
            trail.number(-1);
        }
    }

    private void single(JsonNode value, Structure.Property property) {
        switch (property.kind()) {
            case PRIMITIVE -> primitive(value, property);
            case NARRATIVE -> {
                if (!value.isString()) {
                    error("structure-invalid", "must be XHTML text");
                }
            }
            case RESOURCE -> {
                if (value.isObject()) {
                    resource(value);
                } else {
                    error("structure-invalid", "must be a resource");
                }
            }
            case COMPLEX -> complex(value, property);
        }
    }

    private void primitive(JsonNode value, Structure.Property property) {
        if (value.isNull() && property.many()) {
            return; // stands for an element that has only extensions
        }
        String fault = Primitives.fault(property.type(), value);
        if (!fault.isEmpty()) {
            error("value-invalid", fault);
        } else if (!property.codes().isEmpty() && !property.codes().contains(value.asString())) {
            error("code-unknown", "is not one of the codes this element allows");
        }
    }

    private void complex(JsonNode value, Structure.Property property) {
        if (!value.isObject()) {
            error("structure-invalid", "must be an object");
            return;
        }
        ObjectNode object = (ObjectNode) value;
        if (property.type().equals("Reference")) {
            Reference reference = new Reference(trail.toString(), object);
            references.add(reference);
            if (reference.target().length() > Primitives.LONGEST_URI) {
                trail.enter("reference");
                error("value-invalid", "is longer than " + Primitives.LONGEST_URI + " characters");
                trail.leave();
            }
        }
        object(object, property.shape());
    }

    private void error(String code, String message) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(Finding.error(code, trail.toString(), message));
        }
    }
}
