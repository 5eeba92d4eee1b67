package org.liankang.web.fhir;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.entry.validation.Validation;
import org.liankang.record.store.Version;
import org.liankang.record.terms.Answer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code $validate}: what is wrong with a document that is sent, or with one that is stored. Nothing is recorded. */
@Component
class Validate implements Operation {

    private static final Description DESCRIPTION = Description.reading(
            "validate",
            "http://hl7.org/fhir/OperationDefinition/Resource-validate",
            EnumSet.allOf(Level.class),
            Set.of(),
            "What is wrong with a resource",
            List.of(
                    new Parameter("resource", true, 0, "1", "Resource", "the one that is stored when none is sent"),
                    new Parameter("mode", true, 0, "1", "code", "create, update or delete"),
                    new Parameter("profile", true, 0, "10", "uri", "a profile to hold it against"),
                    new Parameter("return", false, 1, "1", "OperationOutcome", "what was found")));
    private static final Set<String> UNDERSTOOD = Set.of("mode", "profile");

    private final Validation validation;
    private final Lookup lookup;

    Validate(Validation validation, Lookup lookup) {
        this.validation = validation;
        this.lookup = lookup;
    }

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public OperationAnswer handle(OperationRequest request) {
        for (String name : request.query().keySet()) {
            if (!UNDERSTOOD.contains(name)) {
                return OperationAnswer.refused(
                        "operation-parameter-unsupported", name, "the parameter is not supported");
            }
        }
        String type = request.type().orElse("");
        String id = request.id().orElse("");
        Optional<Version> stored = id.isEmpty() ? Optional.empty() : lookup.read(type, id);
        stored.ifPresent(version -> request.seen().accept(List.of(version)));
        byte[] body = request.body().map(Json::bytes).orElse(new byte[0]);
        String mode = new Query(request.query()).first("mode").orElse("");
        List<String> profiles = request.query().getOrDefault("profile", List.of());
        return switch (validation.validate(type, id, body, mode, profiles)) {
            case Answer.Given<ObjectNode>(JsonNode outcome) -> new OperationAnswer.Resource(outcome);
            case Answer.Refused<ObjectNode>(var finding) -> new OperationAnswer.Refused(List.of(finding));
        };
    }
}
