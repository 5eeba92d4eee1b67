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

    private final Lookup lookup;
    private final Clock clock;

    Summary(Lookup lookup, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "summary";
    }

    @Override
    public String definition() {
        return "http://hl7.org/fhir/uv/ips/OperationDefinition/summary";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.INSTANCE);
    }

    @Override
    public Set<String> types() {
        return Set.of("Patient");
    }

    @Override
    public boolean affectsState() {
        return false;
    }

    @Override
    public String documentation() {
        return "The International Patient Summary of one resident";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("return", false, 1, "1", "Bundle", "a document"));
    }

    @Override
    public OperationAnswer handle(OperationRequest request) {
        Optional<String> unknown = request.names().stream().findFirst();
        // a client may post Parameters that say nothing
        if (unknown.isPresent() || request.resource("").isPresent()) {
            return OperationAnswer.refused(
                    "operation-parameter-unsupported", unknown.orElse(""), "$summary has no parameters here");
        }
        Version patient =
                lookup.read("Patient", request.id().orElseThrow()).orElseThrow(() -> Reads.nothing("Patient"));
        if (patient.deleted()) {
            throw new Refusal("deleted", patient.reference(), "was deleted");
        }
        List<Version> chart = patient.resident() > 0 ? lookup.chart(patient.resident()) : List.of(patient);
        var summary = PatientSummary.of(chart, this::named, clock.instant());
        request.seen().accept(List.of(patient));
        return new OperationAnswer.Resource(summary.orElseThrow(() -> Reads.nothing("Patient")));
    }

    private Optional<Version> named(String reference) {
        String[] parts = reference.split("/");
        return parts.length == 2 && lookup.knows(parts[0])
                ? lookup.read(parts[0], parts[1]).filter(version -> !version.deleted())
                : Optional.empty();
    }
}
