package org.liankang.uses.bulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What {@code $import} asks for: SMART "Proposal for $import Operation" (smart-on-fhir/bulk-import), as a Parameters
 * resource or as the plain object of its first drafts.
 *
 * @param sources type and address, in the order in which they are to be read
 */
public record ImportAsked(List<Source> sources) {

    /** @param type of all lines, or empty for any */
    public record Source(String type, String url) {}

    private static final int MOST_SOURCES = 1000;

    /** What others refer to comes first; what is not named here comes after it. */
    private static final List<String> ORDER = List.of(
            "Organization",
            "Location",
            "Practitioner",
            "PractitionerRole",
            "HealthcareService",
            "Medication",
            "Patient",
            "RelatedPerson",
            "CareTeam",
            "Coverage",
            "EpisodeOfCare",
            "Appointment",
            "Encounter",
            "Condition",
            "ServiceRequest",
            "Specimen",
            "Observation");

    /** @throws BulkRefused with what is wrong */
    static ImportAsked of(JsonNode body, Predicate<String> knows) {
        boolean parameters = "Parameters".equals(body.path("resourceType").asString(""));
        String format = parameters ? value(body, "inputFormat") : Json.text(body, "inputFormat");
        if (!format.equals("application/fhir+ndjson")) {
            throw ExportAsked.invalid("inputFormat", "must be application/fhir+ndjson");
        }
        String storage = parameters ? storage(body) : Json.text(body, "storageDetail", "type");
        if (!storage.isEmpty() && !storage.equals("https")) {
            throw ExportAsked.invalid("storageDetail", "must be https");
        }
        List<Source> sources = new ArrayList<>();
        if (parameters) {
            named(body, "input").forEach(input -> sources.add(new Source(part(input, "type"), part(input, "url"))));
        } else {
            Json.each(body.path("input"))
                    .forEach(input -> sources.add(new Source(Json.text(input, "type"), Json.text(input, "url"))));
        }
        if (sources.isEmpty() || sources.size() > MOST_SOURCES) {
            throw ExportAsked.invalid("input", "must name 1 to " + MOST_SOURCES + " sources");
        }
        for (Source source : sources) {
            if (!source.type().isEmpty() && !knows.test(source.type())) {
                throw ExportAsked.invalid("input.type", "names no resource type of FHIR R4");
            }
        }
        sources.sort(Comparator.comparingInt(source -> {
            int rank = ORDER.indexOf(source.type());
            return rank < 0 ? ORDER.size() : rank;
        }));
        return new ImportAsked(sources);
    }

    private static List<JsonNode> named(JsonNode parameters, String name) {
        return Json.each(parameters.path("parameter"))
                .filter(one -> name.equals(one.path("name").asString("")))
                .toList();
    }

    private static String value(JsonNode parameters, String name) {
        return named(parameters, name).stream()
                .findFirst()
                .map(ImportAsked::value)
                .orElse("");
    }

    private static String storage(JsonNode parameters) {
        return named(parameters, "storageDetail").stream()
                .findFirst()
                .map(one -> part(one, "type"))
                .orElse("");
    }

    private static String part(JsonNode parameter, String name) {
        return Json.each(parameter.path("part"))
                .filter(one -> name.equals(one.path("name").asString("")))
                .findFirst()
                .map(ImportAsked::value)
                .orElse("");
    }

    private static String value(JsonNode parameter) {
        return parameter.properties().stream()
                .filter(field -> field.getKey().startsWith("value"))
                .map(field -> field.getValue().asString(""))
                .findFirst()
                .orElse("");
    }

    static BulkRefused tooMany() {
        return new BulkRefused(
                Finding.error("bulk-too-many-jobs", "", "wait or run already; ask again when one has ended"));
    }
}
