package org.liankang.web.terms;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.liankang.base.json.Json;
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
record TermsOperation(Terminology terms, String type, Description description) implements Operation {

    static Operation of(Terminology terms, String type, String name, String documentation, List<Parameter> parameters) {
        var description = Description.reading(
                name,
                "http://hl7.org/fhir/OperationDefinition/" + type + "-" + name,
                EnumSet.of(Level.TYPE, Level.INSTANCE),
                Set.of(type),
                documentation,
                parameters);
        return new TermsOperation(terms, type, description);
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
        JsonNode definition = request.id().isPresent() ? request.living().get().body() : null;
        return switch (terms.run(type, name(), definition, asked)) {
            case Answer.Given<ObjectNode>(ObjectNode given) -> new OperationAnswer.Resource(given);
            case Answer.Refused<ObjectNode>(var finding) -> new OperationAnswer.Refused(List.of(finding));
        };
    }
}
