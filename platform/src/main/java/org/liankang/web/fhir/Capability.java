package org.liankang.web.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.liankang.base.json.Json;
import org.liankang.record.search.Parameters;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The CapabilityStatement, made from what is there: it cannot promise what the code does not do. */
@Component
class Capability {

    private static final List<String> INTERACTIONS =
            List.of("read", "vread", "update", "delete", "history-instance", "create", "search-type");

    private final FhirContext fhir;
    private final Parameters parameters;

    Capability(FhirContext fhir, Parameters parameters) {
        this.fhir = fhir;
        this.parameters = parameters;
    }

    ObjectNode statement(String base, Instant now) {
        ObjectNode statement = Json.object();
        statement.put("resourceType", "CapabilityStatement");
        statement.put("status", "active");
        statement.put("date", Rendering.instant(now));
        statement.put("kind", "instance");
        statement.putObject("software").put("name", "Liankang");
        statement
                .putObject("implementation")
                .put("description", "Liankang regional health platform")
                .put("url", base);
        statement.put("fhirVersion", "4.0.1");
        statement.putArray("format").add("application/fhir+json").add("json");
        ObjectNode rest = statement.putArray("rest").addObject();
        rest.put("mode", "server");
        ArrayNode resources = rest.putArray("resource");
        new TreeSet<>(fhir.getResourceTypes()).forEach(type -> resource(resources.addObject(), type));
        ArrayNode whole = rest.putArray("interaction");
        whole.addObject().put("code", "transaction");
        whole.addObject().put("code", "batch");
        return statement;
    }

    private void resource(ObjectNode resource, String type) {
        resource.put("type", type);
        ArrayNode interactions = resource.putArray("interaction");
        INTERACTIONS.forEach(code -> interactions.addObject().put("code", code));
        resource.put("versioning", "versioned-update");
        resource.put("readHistory", true);
        resource.put("updateCreate", true);
        resource.put("conditionalCreate", true);
        resource.putArray("referencePolicy")
                .add("literal")
                .add("logical")
                .add("resolves")
                .add("enforced");
        var supported = parameters.of(type);
        if (!supported.isEmpty()) {
            ArrayNode search = resource.putArray("searchParam");
            supported
                    .values()
                    .forEach(one -> search.addObject()
                            .put("name", one.name())
                            .put("type", one.kind().name().toLowerCase(Locale.ROOT)));
        }
    }
}
