package org.liankang.web.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.base.json.Json;
import org.liankang.record.search.Parameters;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The CapabilityStatement, made from what is there: it cannot promise what the code does not do. */
@Component
class Capability {

    /** What is done with each type, as FHIR's TypeRestfulInteraction names it. */
    static final List<String> INTERACTIONS = List.of(
            "read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type");

    private static final List<String> SYSTEM_INTERACTIONS =
            List.of("transaction", "batch", "search-system", "history-system");

    /** What every type can be searched by, beside its own parameters. */
    private static final Map<String, String> OF_EVERY_TYPE = new TreeMap<>(Map.ofEntries(
            Map.entry("_id", "token"),
            Map.entry("_lastUpdated", "date"),
            Map.entry("_tag", "token"),
            Map.entry("_profile", "uri"),
            Map.entry("_security", "token"),
            Map.entry("_source", "uri"),
            Map.entry("_text", "string"),
            Map.entry("_content", "string"),
            Map.entry("_list", "string"),
            Map.entry("_has", "string"),
            Map.entry("_filter", "special")));

    /** R4 tells of them in its text only. */
    private static final Set<String> NOT_DEFINED = Set.of("_list", "_has", "_filter");

    /** A search parameter of a type, as it is told to others. */
    record SearchParameter(String name, String type, String definition, String documentation) {}

    private final FhirContext fhir;
    private final Parameters parameters;
    private final Operations operations;
    private final Instant since;

    Capability(FhirContext fhir, Parameters parameters, Operations operations, Clock clock) {
        this.fhir = fhir;
        this.parameters = parameters;
        this.operations = operations;
        this.since = clock.instant();
    }

    Answer answer(Call call) {
        return Answer.json(200, statement(call.base()));
    }

    private ObjectNode statement(String base) {
        ObjectNode statement = Json.object();
        statement.put("resourceType", "CapabilityStatement");
        statement.put("status", "active");
        statement.put("date", Rendering.instant(since));
        statement.put("kind", "instance");
        statement.putObject("software").put("name", "Liankang");
        statement
                .putObject("implementation")
                .put("description", "Liankang regional health platform")
                .put("url", base);
        statement.put("fhirVersion", "4.0.1");
        statement
                .putArray("format")
                .add("application/fhir+json")
                .add("json")
                .add("application/fhir+xml")
                .add("xml");
        statement
                .putArray("patchFormat")
                .add("application/json-patch+json")
                .add("application/fhir+json")
                .add("application/fhir+xml");
        ObjectNode rest = statement.putArray("rest").addObject();
        rest.putArray("extension")
                .addObject()
                .put("url", "http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket")
                .put("valueUri", base.replaceFirst("^http", "ws") + "/ws");
        rest.put("mode", "server");
        rest.putObject("security")
                .put("description", "A bearer token in each request; accounts have roles and rights.");
        ArrayNode resources = rest.putArray("resource");
        types().forEach(type -> resource(resources.addObject(), type));
        ArrayNode whole = rest.putArray("interaction");
        SYSTEM_INTERACTIONS.forEach(code -> whole.addObject().put("code", code));
        ArrayNode everywhere = rest.putArray("searchParam");
        OF_EVERY_TYPE.forEach((name, kind) -> {
            ObjectNode told = everywhere.addObject().put("name", name).put("type", kind);
            if (!NOT_DEFINED.contains(name)) {
                told.put("definition", "http://hl7.org/fhir/SearchParameter/" + definition(name));
            }
        });
        operations(
                rest,
                operations.all().stream()
                        .filter(one -> one.levels().contains(Operation.Level.SYSTEM))
                        .toList());
        ArrayNode compartments = rest.putArray("compartment");
        new TreeSet<>(Compartments.ALL)
                .forEach(name -> compartments.add(
                        "http://hl7.org/fhir/CompartmentDefinition/" + name.toLowerCase(java.util.Locale.ROOT)));
        return statement;
    }

    private static String definition(String name) {
        return (name.equals("_text") ? "DomainResource-" : "Resource-") + name.substring(1);
    }

    TreeSet<String> types() {
        return new TreeSet<>(fhir.getResourceTypes());
    }

    private void resource(ObjectNode resource, String type) {
        resource.put("type", type);
        resource.put("profile", "http://hl7.org/fhir/StructureDefinition/" + type);
        ArrayNode interactions = resource.putArray("interaction");
        INTERACTIONS.forEach(code -> interactions.addObject().put("code", code));
        resource.put("versioning", "versioned-update");
        resource.put("readHistory", true);
        resource.put("updateCreate", true);
        resource.put("conditionalCreate", true);
        resource.put("conditionalRead", "full-support");
        resource.put("conditionalUpdate", true);
        resource.put("conditionalDelete", "single");
        resource.putArray("referencePolicy")
                .add("literal")
                .add("logical")
                .add("resolves")
                .add("enforced");
        List<SearchParameter> supported = searchParameters(type);
        List<String> references = supported.stream()
                .filter(one -> one.type().equals("reference"))
                .map(one -> type + ":" + one.name())
                .toList();
        if (!references.isEmpty()) {
            ArrayNode includes = resource.putArray("searchInclude").add("*");
            references.forEach(includes::add);
        }
        ArrayNode referring = resource.putArray("searchRevInclude").add("*");
        referring(type).forEach(referring::add);
        if (!supported.isEmpty()) {
            ArrayNode search = resource.putArray("searchParam");
            for (SearchParameter one : supported) {
                ObjectNode told = search.addObject();
                told.put("name", one.name());
                if (!one.definition().isEmpty()) {
                    told.put("definition", one.definition());
                }
                told.put("type", one.type());
                if (!one.documentation().isEmpty()) {
                    told.put("documentation", one.documentation());
                }
            }
        }
        operations(
                resource,
                operations.all().stream()
                        .filter(one -> one.levels().contains(Operation.Level.TYPE)
                                || one.levels().contains(Operation.Level.INSTANCE))
                        .filter(one -> one.types().isEmpty() || one.types().contains(type))
                        .toList());
    }

    /** The parameters of other types that are made to refer to this one; those that may refer to anything go without saying. */
    private List<String> referring(String type) {
        List<String> all = new ArrayList<>();
        for (String other : types()) {
            parameters.of(other).values().stream()
                    .filter(one -> one.kind() == Parameters.Kind.REFERENCE
                            && one.targets().contains(type))
                    .forEach(one -> all.add(other + ":" + one.name()));
        }
        return all;
    }

    private static void operations(ObjectNode at, List<Operation> some) {
        if (!some.isEmpty()) {
            ArrayNode told = at.putArray("operation");
            some.forEach(one -> told.addObject()
                    .put("name", one.name())
                    .put("definition", one.description().definition())
                    .put("documentation", one.description().documentation()));
        }
    }

    /** Those that can be searched by here, with the words of the official definitions. */
    List<SearchParameter> searchParameters(String type) {
        List<SearchParameter> told = new ArrayList<>();
        var supported = parameters.of(type);
        for (RuntimeSearchParam official : fhir.getResourceDefinition(type).getSearchParams()) {
            if (supported.containsKey(official.getName())) {
                told.add(new SearchParameter(
                        official.getName(),
                        official.getParamType().getCode(),
                        official.getUri() == null ? "" : official.getUri(),
                        official.getDescription() == null
                                ? ""
                                : official.getDescription().strip()));
            }
        }
        return told;
    }
}
