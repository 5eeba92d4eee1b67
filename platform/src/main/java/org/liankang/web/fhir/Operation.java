package org.liankang.web.fhir;

import java.util.List;
import java.util.Set;
import org.liankang.identity.access.Right;

/**
 * A FHIR operation, {@code $name}. A bean of this type is routed, described in the CapabilityStatement and in the OpenAPI
 * document; nothing else is needed to add one.
 */
public interface Operation {

    /** Where it can be called. */
    enum Level {
        SYSTEM,
        TYPE,
        INSTANCE
    }

    /**
     * One parameter, as an OperationDefinition tells it.
     *
     * @param in an input; otherwise part of the answer
     * @param max a number or {@code *}
     */
    record Parameter(String name, boolean in, int min, String max, String type, String documentation) {}

    /**
     * What is told of an operation and decides who may call it where.
     *
     * @param name without the dollar sign
     * @param definition canonical address of its definition
     * @param types types at which it can be called on the levels of type and instance; none means all
     * @param affectsState it changes something and is therefore only done by POST
     */
    record Description(
            String name,
            String definition,
            Set<Level> levels,
            Set<String> types,
            Right right,
            boolean affectsState,
            String documentation,
            List<Parameter> parameters) {

        /** One of those that every reader of the door may call and that change nothing. */
        public static Description reading(
                String name,
                String definition,
                Set<Level> levels,
                Set<String> types,
                String documentation,
                List<Parameter> parameters) {
            return new Description(name, definition, levels, types, Right.READ_FHIR, false, documentation, parameters);
        }
    }

    Description description();

    default String name() {
        return description().name();
    }

    default Set<Level> levels() {
        return description().levels();
    }

    default Set<String> types() {
        return description().types();
    }

    default List<Parameter> parameters() {
        return description().parameters();
    }

    /** The account's right has been checked; what it shows of persons it traces through {@link OperationRequest#seen}. */
    OperationAnswer handle(OperationRequest request);
}
