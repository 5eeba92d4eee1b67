package org.liankang.entry.check;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildExtension;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The shape of every R4 type, compiled once from the official definitions that HAPI carries, so that a document is
 * checked by walking its JSON instead of building the model (HAPI's validator costs about 20 ms a resource, this walk
 * some ten microseconds; docs/decisions).
 */
final class Structure {

    /** What an element may hold. */
    enum Kind {
        PRIMITIVE,
        COMPLEX,
        RESOURCE,
        NARRATIVE
    }

    /**
     * @param type FHIR type name, for example {@code dateTime}
     * @param shape the properties of a complex element; null otherwise
     * @param codes the allowed codes of a required binding, empty when open
     * @param demand the bit of the required element that this one fulfils (a choice has many names), 0 for none
     */
    record Property(String name, long demand, Kind kind, String type, boolean many, Shape shape, Set<String> codes) {}

    /** The properties of one type. */
    static final class Shape {
        private final Map<String, Property> properties = new HashMap<>();
        private final List<String> required = new ArrayList<>();

        Property property(String name) {
            return properties.get(name);
        }

        /** A bit for each required element. */
        long demands() {
            return (1L << required.size()) - 1;
        }

        /** The required elements whose bit is not set. */
        List<String> missing(long present) {
            return IntStream.range(0, required.size())
                    .filter(i -> (present >>> i & 1) == 0)
                    .mapToObj(required::get)
                    .toList();
        }

        private long demand(String choice) {
            required.add(choice);
            return 1L << (required.size() - 1);
        }
    }

    private final FhirContext fhir;
    private final Map<String, Shape> byName = new ConcurrentHashMap<>();
    private final Map<Class<?>, Shape> byClass = new HashMap<>();

    Structure(FhirContext fhir) {
        this.fhir = fhir;
    }

    boolean knows(String type) {
        return fhir.getResourceTypes().contains(type);
    }

    /** @throws IllegalArgumentException for an unknown type; ask {@link #knows} first */
    Shape of(String type) {
        Shape shape = byName.get(type);
        return shape != null ? shape : compile(type);
    }

    private synchronized Shape compile(String type) {
        if (!knows(type)) {
            throw new IllegalArgumentException("no such resource type: " + type);
        }
        boolean whole = false;
        try {
            Shape shape = compile(fhir.getResourceDefinition(type));
            byName.put(type, shape);
            whole = true;
            return shape;
        } finally {
            if (!whole) {
                byClass.clear(); // half a shape would let anything pass
            }
        }
    }

    private Shape compile(BaseRuntimeElementDefinition<?> definition) {
        Shape seen = byClass.get(definition.getImplementingClass());
        if (seen != null) {
            return seen;
        }
        Shape shape = new Shape();
        byClass.put(definition.getImplementingClass(), shape);
        if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
            composite.getChildren().forEach(child -> add(shape, child));
            BaseRuntimeElementDefinition<?> extension = fhir.getElementDefinition("Extension");
            for (String name : List.of("extension", "modifierExtension")) {
                shape.properties.put(name, property(name, 0, extension, true, Set.of()));
            }
            shape.properties.putIfAbsent(
                    "id", new Property("id", 0, Kind.PRIMITIVE, "string", false, null, Set.of()));
        }
        return shape;
    }

    private void add(Shape shape, BaseRuntimeChildDefinition child) {
        if (child instanceof RuntimeChildExtension) {
            return; // HAPI names its children by value type; extensions are put in by the caller
        }
        String choice = child.getElementName().replace("[x]", "");
        long demand = child.getMin() > 0 ? shape.demand(choice) : 0;
        for (String name : child.getValidChildNames()) {
            BaseRuntimeElementDefinition<?> element = child.getChildByName(name);
            if (element != null) {
                boolean many = child.getMax() != 1;
                shape.properties.put(name, property(name, demand, element, many, codes(child)));
            }
        }
    }

    private Property property(
            String name, long demand, BaseRuntimeElementDefinition<?> element, boolean many, Set<String> codes) {
        Kind kind = switch (element.getChildType()) {
            case PRIMITIVE_DATATYPE, ID_DATATYPE -> Kind.PRIMITIVE;
            case PRIMITIVE_XHTML, PRIMITIVE_XHTML_HL7ORG -> Kind.NARRATIVE;
            case RESOURCE, CONTAINED_RESOURCES, CONTAINED_RESOURCE_LIST -> Kind.RESOURCE;
            case COMPOSITE_DATATYPE, RESOURCE_BLOCK, EXTENSION_DECLARED, UNDECL_EXT -> Kind.COMPLEX;
        };
        Shape inner = kind == Kind.COMPLEX ? compile(element) : null;
        return new Property(name, demand, kind, element.getName(), many, inner, codes);
    }

    private static Set<String> codes(BaseRuntimeChildDefinition child) {
        if (!(child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition bound)) {
            return Set.of();
        }
        Set<String> codes = new HashSet<>();
        for (Object constant : bound.getBoundEnumType().getEnumConstants()) {
            codes.add(code(constant));
        }
        codes.remove("?"); // HAPI's placeholder for "no code"
        return Set.copyOf(codes);
    }

    private static String code(Object constant) {
        try {
            Object code = bound(constant).getMethod("toCode").invoke(constant);
            return code == null ? "?" : code.toString();
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("HAPI's enumerations are not as they were", changed);
        }
    }

    private static Class<?> bound(Object constant) {
        return ((Enum<?>) constant).getDeclaringClass();
    }
}
