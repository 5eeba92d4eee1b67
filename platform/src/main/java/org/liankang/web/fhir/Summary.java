package org.liankang.web.fhir;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.record.store.Version;
import org.liankang.uses.ips.PatientSummary;
import org.springframework.stereotype.Component;

/** {@code Patient/id/$summary}: the International Patient Summary of one resident as a document. */
@Component
class Summary implements Operation {

    private static final Description DESCRIPTION = Description.reading(
            "summary",
            "http://hl7.org/fhir/uv/ips/OperationDefinition/summary",
            Set.of(Level.INSTANCE),
            Set.of("Patient"),
            "The International Patient Summary of one resident",
            List.of(new Parameter("return", false, 1, "1", "Bundle", "a document")));

    private final Lookup lookup;
    private final Clock clock;

    Summary(Lookup lookup, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public OperationAnswer handle(OperationRequest request) {
        Optional<String> unknown = request.names().stream().findFirst();
        // a client may post Parameters that say nothing
        if (unknown.isPresent() || request.resource("").isPresent()) {
            return OperationAnswer.refused(
                    "operation-parameter-unsupported", unknown.orElse(""), "$summary has no parameters here");
        }
        Version patient = request.living().get();
        List<Version> chart = patient.resident() > 0 ? lookup.chart(patient.resident()) : List.of(patient);
        var summary = PatientSummary.of(chart, this::named, clock.instant());
        request.seen().accept(List.of(patient));
        return new OperationAnswer.Resource(summary.orElseThrow(() -> Lookup.nothing("Patient")));
    }

    private Optional<Version> named(String reference) {
        String[] parts = reference.split("/");
        return parts.length == 2 && lookup.knows(parts[0])
                ? lookup.read(parts[0], parts[1]).filter(version -> !version.deleted())
                : Optional.empty();
    }
}
