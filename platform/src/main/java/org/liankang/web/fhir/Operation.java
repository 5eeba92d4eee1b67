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

    /** Without the dollar sign. */
    String name();

    /** Canonical address of its definition. */
    String definition();

    Set<Level> levels();

    /** Types at which it can be called on the levels of type and instance; none means all. */
    Set<String> types();

    /** It changes something and is therefore only done by POST. */
    boolean affectsState();

    List<Parameter> parameters();

    String documentation();

    default Right right() {
        return affectsState() ? Right.SUBMIT_FHIR : Right.READ_FHIR;
    }

    /** The account's right has been checked; what it shows of persons it traces through {@link OperationRequest#seen}. */
    OperationAnswer handle(OperationRequest request);
}
