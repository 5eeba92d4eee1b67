package org.liankang.web.fhir;

import java.util.List;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code $meta} of one resource: its version, time, profiles, tags and labels, without its content. */
@Component
class Meta implements Operation {

    private static final Description DESCRIPTION = Description.reading(
            "meta",
            "http://hl7.org/fhir/OperationDefinition/Resource-meta",
            Set.of(Level.INSTANCE),
            Set.of(),
            "Version, time, profiles, tags and labels of one resource",
            List.of(new Parameter("return", false, 1, "1", "Meta", "the meta element")));

    private final Lookup lookup;

    Meta(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public OperationAnswer handle(OperationRequest request) {
        Version version = request.living().get();
        request.seen().accept(List.of(version));
        ObjectNode answer = Json.object().put("resourceType", "Parameters");
        answer.putArray("parameter")
                .addObject()
                .put("name", "return")
                .set("valueMeta", Json.parse(lookup.shown(version)).path("meta"));
        return new OperationAnswer.Resource(answer);
    }
}
