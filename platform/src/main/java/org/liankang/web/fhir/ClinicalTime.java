package org.liankang.web.fhir;

import java.util.Optional;
import org.liankang.record.search.Index;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Times;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** When what a resource tells happened, as the index sees it. */
@Component
class ClinicalTime {

    private final Parameters parameters;

    ClinicalTime(Parameters parameters) {
        this.parameters = parameters;
    }

    Optional<Times.Range> of(String type, JsonNode resource) {
        Index index = parameters.index(type, resource, java.util.Map.of());
        return index.low() == null || index.high() == null
                ? Optional.empty()
                : Optional.of(new Times.Range(index.low(), index.high()));
    }
}
