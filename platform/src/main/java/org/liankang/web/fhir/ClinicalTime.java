package org.liankang.web.fhir;

import java.time.Instant;
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
        return index.low() == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(new Times.Range(Instant.ofEpochMilli(index.low()), Instant.ofEpochMilli(index.high())));
    }
}
