package org.liankang.web.terms;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.record.terms.Answer;
import org.liankang.record.terms.Ask;
import org.liankang.record.terms.Terminology;
import org.liankang.web.fhir.Operation;
import org.liankang.web.fhir.OperationAnswer;
import org.liankang.web.fhir.OperationRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One operation of the terminology on one type; on an instance the resource there is the definition asked about. */
record TermsOperation(
        Terminology terms, Records records, String type, String name, String documentation, List<Parameter> parameters)
        implements Operation {

    @Override
    public String definition() {
        return "http://hl7.org/fhir/OperationDefinition/" + type + "-" + name;
    }

    @Override
    public Set<Level> levels() {
        return EnumSet.of(Level.TYPE, Level.INSTANCE);
    }

    @Override
    public Set<String> types() {
        return Set.of(type);
    }

    @Override
    public boolean affectsState() {
        return false;
    }

    @Override
    public OperationAnswer handle(OperationRequest request) {
        ObjectNode asked = Ask.query(request.query());
        if (request.body().isPresent()) {
            JsonNode posted = request.body().get();
            if (!Json.text(posted, "resourceType").equals("Parameters")) {
                return OperationAnswer.refused(
                        "operation-parameter-invalid", "resourceType", "what is posted must be Parameters");
            }
            ArrayNode all = asked.withArray("parameter");
            Json.each(posted.path("parameter")).forEach(all::add);
        }
        JsonNode definition = null;
        if (request.id().isPresent()) {
            String id = request.id().get();
            Optional<Version> found = request.version().isPresent()
                    ? records.version(type, id, request.version().getAsInt())
                    : records.read(type, id);
            if (found.isEmpty()) {
                return OperationAnswer.refused("not-found", type, "there is no such resource");
            }
            if (found.get().deleted()) {
                return OperationAnswer.refused("deleted", found.get().reference(), "was deleted");
            }
            definition = found.get().body();
        }
        return switch (terms.run(type, name, definition, asked)) {
            case Answer.Given<ObjectNode>(ObjectNode given) -> new OperationAnswer.Resource(given);
            case Answer.Refused<ObjectNode>(var finding) -> new OperationAnswer.Refused(List.of(finding));
        };
    }
}
