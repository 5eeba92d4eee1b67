package org.liankang.uses.ips;

import java.util.Map;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the profiles of IPS (2.0.0) demand and the record does not say is marked as unknown, as the guide asks for: a
 * reader sees that it is missing in the record, not in the summary.
 */
final class Absent {

    private static final String EXTENSION = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    private static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    /** Times that may stand in one of several types ({@code effectiveDateTime}, {@code effectivePeriod}, …). */
    private static final Map<String, String> MOMENT = Map.of(
            "MedicationStatement", "effective",
            "Procedure", "performed",
            "DeviceUseStatement", "timing",
            "DiagnosticReport", "effective",
            "Observation", "effective");

    private Absent() {}

    static void mark(ObjectNode resource) {
        String type = Json.text(resource, "resourceType");
        switch (type) {
            case "Patient" -> {
                names(resource);
                value(resource, "birthDate");
            }
            case "Practitioner" -> names(resource);
            case "Organization" -> value(resource, "name");
            case "AllergyIntolerance", "Condition", "Procedure", "Medication" -> concept(resource);
            default -> {}
        }
        String moment = MOMENT.getOrDefault(type, "");
        if (!moment.isEmpty()
                && resource.propertyNames().stream().noneMatch(name -> name.matches("_?" + moment + "[A-Z].*"))) {
            value(resource, moment + "DateTime");
        }
    }

    private static void names(ObjectNode resource) {
        ArrayNode names = resource.path("name") instanceof ArrayNode there && !there.isEmpty()
                ? there
                : resource.putArray("name").add(Json.object());
        for (JsonNode name : names) {
            if (name instanceof ObjectNode one && !one.has("family") && !one.has("given")) {
                value(one, "text");
            }
        }
    }

    private static void value(ObjectNode holder, String name) {
        if (!holder.has(name) && !holder.has("_" + name)) {
            holder.putObject("_" + name)
                    .putArray("extension")
                    .addObject()
                    .put("url", EXTENSION)
                    .put("valueCode", "unknown");
        }
    }

    private static void concept(ObjectNode resource) {
        if (!resource.has("code")) {
            ObjectNode code = resource.putObject("code");
            code.putArray("coding")
                    .addObject()
                    .put("system", SYSTEM)
                    .put("code", "unknown")
                    .put("display", "Unknown");
            code.put("text", Telling.word("unknown"));
        }
    }
}
