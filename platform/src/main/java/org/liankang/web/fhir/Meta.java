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

    private final Lookup lookup;

    Meta(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public String name() {
        return "meta";
    }

    @Override
    public String definition() {
        return "http://hl7.org/fhir/OperationDefinition/Resource-meta";
    }

    @Override
    public Set<Level> levels() {
        return Set.of(Level.INSTANCE);
    }

    @Override
    public Set<String> types() {
        return Set.of();
    }

    @Override
    public boolean affectsState() {
        return false;
    }

    @Override
    public String documentation() {
        return "Version, time, profiles, tags and labels of one resource";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("return", false, 1, "1", "Meta", "the meta element"));
    }

    @Override
    public OperationAnswer handle(OperationRequest request) {
        String type = request.type().orElseThrow();
        String id = request.id().orElseThrow();
        Version version = (request.version().isPresent()
                        ? lookup.version(type, id, request.version().getAsInt())
                        : lookup.read(type, id))
                .orElseThrow(() -> Reads.nothing(type));
        if (version.deleted()) {
            throw new Refusal("deleted", version.reference(), "was deleted");
        }
        request.seen().accept(List.of(version));
        ObjectNode answer = Json.object().put("resourceType", "Parameters");
        answer.putArray("parameter")
                .addObject()
                .put("name", "return")
                .set("valueMeta", Json.parse(lookup.shown(version)).path("meta"));
        return new OperationAnswer.Resource(answer);
    }
}
