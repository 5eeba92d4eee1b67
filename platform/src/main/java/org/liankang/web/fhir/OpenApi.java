package org.liankang.web.fhir;

import java.util.List;
import java.util.Locale;
import org.liankang.base.json.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The door as OpenAPI 3.1 tells it, made from the same sources as the CapabilityStatement. */
@Component
class OpenApi {

    private final Capability capability;
    private final Operations operations;

    OpenApi(Capability capability, Operations operations) {
        this.capability = capability;
        this.operations = operations;
    }

    Answer answer(Call call) {
        Answer answer = Answer.json(200, document(call.base()));
        return answer.with("Content-Type", "application/json;charset=UTF-8");
    }

    private ObjectNode document(String base) {
        ObjectNode document = Json.object();
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", "Liankang FHIR R4").put("version", "4.0.1");
        document.putArray("servers").addObject().put("url", base);
        document.putArray("security").addObject().putArray("token");
        ObjectNode paths = document.putObject("paths");
        ObjectNode system = paths.putObject("/");
        operation(system, "post", "transaction", "Transaction or batch", List.of());
        operation(
                system, "get", "search-system", "Search across types", List.of(parameter("_type", "query", true, "")));
        operation(paths.putObject("/metadata"), "get", "capabilities", "CapabilityStatement", List.of());
        operation(paths.putObject("/_history"), "get", "history-system", "All changes", paging());
        capability.types().forEach(type -> type(paths, type));
        for (Operation one : operations.all()) {
            named(paths, one);
        }
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        ObjectNode schemas = components.putObject("schemas");
        schemas.putObject("Resource")
                .put("type", "object")
                .put("description", "A FHIR R4 resource")
                .putObject("properties")
                .putObject("resourceType")
                .put("type", "string");
        return document;
    }

    private void type(ObjectNode paths, String type) {
        ObjectNode whole = paths.putObject("/" + type);
        List<ObjectNode> search = new java.util.ArrayList<>(paging());
        capability
                .searchParameters(type)
                .forEach(one -> search.add(parameter(one.name(), "query", false, one.documentation())));
        operation(whole, "get", "search-" + type, "Search", search);
        operation(whole, "post", "create-" + type, "Create", List.of());
        operation(whole, "put", "conditional-update-" + type, "Update what a search finds", List.of());
        operation(whole, "patch", "conditional-patch-" + type, "Patch what a search finds", List.of());
        operation(whole, "delete", "conditional-delete-" + type, "Delete what a search finds", List.of());
        operation(paths.putObject("/" + type + "/_search"), "post", "search-form-" + type, "Search by form", List.of());
        operation(paths.putObject("/" + type + "/_history"), "get", "history-" + type, "Changes", paging());
        List<ObjectNode> id = List.of(parameter("id", "path", true, "logical id"));
        ObjectNode one = paths.putObject("/" + type + "/{id}");
        operation(one, "get", "read-" + type, "Read", id);
        operation(one, "put", "update-" + type, "Update or create", id);
        operation(one, "patch", "patch-" + type, "Patch", id);
        operation(one, "delete", "delete-" + type, "Delete", id);
        operation(paths.putObject("/" + type + "/{id}/_history"), "get", "history-one-" + type, "Versions", id);
        operation(
                paths.putObject("/" + type + "/{id}/_history/{version}"),
                "get",
                "vread-" + type,
                "Read a version",
                List.of(id.getFirst(), parameter("version", "path", true, "version number")));
    }

    private void named(ObjectNode paths, Operation one) {
        List<String> types = one.types().isEmpty()
                ? List.copyOf(capability.types())
                : one.types().stream().sorted().toList();
        String name = "/$" + one.name();
        List<ObjectNode> query = one.parameters().stream()
                .filter(Operation.Parameter::in)
                .map(each -> parameter(each.name(), "query", false, each.documentation()))
                .toList();
        if (one.levels().contains(Operation.Level.SYSTEM)) {
            named(paths.putObject(name), one, "system", query);
        }
        for (String type : types) {
            if (one.levels().contains(Operation.Level.TYPE)) {
                named(paths.putObject("/" + type + name), one, type, query);
            }
            if (one.levels().contains(Operation.Level.INSTANCE)) {
                List<ObjectNode> all = new java.util.ArrayList<>(query);
                all.addFirst(parameter("id", "path", true, "logical id"));
                named(paths.putObject("/" + type + "/{id}" + name), one, type + "-one", all);
            }
        }
    }

    private static void named(ObjectNode path, Operation one, String where, List<ObjectNode> parameters) {
        String id = one.name() + "-" + where;
        if (!one.description().affectsState()) {
            operation(path, "get", id, one.description().documentation(), parameters);
        }
        operation(
                path,
                "post",
                id + "-post",
                one.description().documentation(),
                parameters.stream()
                        .filter(each -> each.path("in").asString("").equals("path"))
                        .toList());
    }

    private static List<ObjectNode> paging() {
        return List.of(
                parameter("_count", "query", false, "most entries of one page"),
                parameter("_page", "query", false, "from the link to the next page"));
    }

    private static void operation(
            ObjectNode path, String method, String id, String summary, List<ObjectNode> parameters) {
        ObjectNode operation = path.putObject(method);
        operation.put("operationId", id);
        operation.put("summary", summary);
        if (!parameters.isEmpty()) {
            ArrayNode all = operation.putArray("parameters");
            parameters.forEach(all::add);
        }
        boolean body = !method.equals("get") && !method.equals("delete");
        if (body) {
            content(operation.putObject("requestBody"));
        }
        ObjectNode responses = operation.putObject("responses");
        content(responses.putObject("2XX").put("description", "done"));
        content(responses.putObject("4XX").put("description", "OperationOutcome with a code of docs/findings.md"));
    }

    private static void content(ObjectNode at) {
        at.putObject("content")
                .putObject("application/fhir+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Resource");
    }

    private static ObjectNode parameter(String name, String in, boolean required, String description) {
        ObjectNode parameter = Json.object();
        parameter.put("name", name).put("in", in.toLowerCase(Locale.ROOT)).put("required", required);
        if (!description.isEmpty()) {
            parameter.put("description", description);
        }
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }
}
