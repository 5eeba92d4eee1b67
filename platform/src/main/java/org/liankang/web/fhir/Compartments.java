package org.liankang.web.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The compartments of R4: which types belong to a Patient, Encounter …, and by which of their references. */
@Component
class Compartments {

    static final Set<String> ALL = Set.of("Patient", "Encounter", "RelatedPerson", "Practitioner", "Device");

    private final FhirContext fhir;

    Compartments(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** The parameters of the type by which it belongs to the compartment; none when it never does. */
    List<String> parameters(String compartment, String type) {
        return fhir.getResourceDefinition(type).getSearchParamsForCompartmentName(compartment).stream()
                .map(RuntimeSearchParam::getName)
                .filter(name -> !name.startsWith("_"))
                .distinct()
                .toList();
    }

    Set<String> types(String compartment) {
        Set<String> types = new TreeSet<>();
        for (String type : fhir.getResourceTypes()) {
            if (!parameters(compartment, type).isEmpty()) {
                types.add(type);
            }
        }
        return types;
    }
}
