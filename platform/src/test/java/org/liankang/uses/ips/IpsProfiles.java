package org.liankang.uses.ips;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What Bundle-uv-ips, Composition-uv-ips and the profiles of its entries demand beyond R4 (International Patient Summary
 * Implementation Guide 2.0.0, https://hl7.org/fhir/uv/ips/artifacts.html), written down by hand: the guide's package is in
 * no Maven repository. Bindings to SNOMED CT are preferred ones there and are not held.
 */
final class IpsProfiles {

    private static final String LOINC = "http://loinc.org";
    private static final Set<String> REQUIRED = Set.of("10160-0", "48765-2", "11450-4");

    /** LOINC code of a section to the types Composition-uv-ips allows as its entries. */
    private static final Map<String, Set<String>> ENTRIES = Map.ofEntries(
            Map.entry(
                    "10160-0",
                    Set.of(
                            "MedicationStatement",
                            "MedicationRequest",
                            "MedicationAdministration",
                            "MedicationDispense")),
            Map.entry("48765-2", Set.of("AllergyIntolerance")),
            Map.entry("11450-4", Set.of("Condition")),
            Map.entry("11369-6", Set.of("Immunization")),
            Map.entry("30954-2", Set.of("Observation", "DiagnosticReport")),
            Map.entry("47519-4", Set.of("Procedure")),
            Map.entry("46264-8", Set.of("DeviceUseStatement")),
            Map.entry("8716-3", Set.of("Observation")),
            Map.entry("11348-0", Set.of("Condition")),
            Map.entry("47420-5", Set.of("Condition", "ClinicalImpression")),
            Map.entry("10162-6", Set.of("Observation")),
            Map.entry("29762-2", Set.of("Observation")),
            Map.entry("18776-5", Set.of("CarePlan", "ImmunizationRecommendation")),
            Map.entry("42348-3", Set.of("Consent")));

    /** Elements with at least one occurrence; {@code x} stands for any type of the element. */
    private static final Map<String, List<String>> ELEMENTS = Map.ofEntries(
            Map.entry("Patient", List.of("name", "birthDate")),
            Map.entry("AllergyIntolerance", List.of("code", "patient.reference")),
            Map.entry("Condition", List.of("code", "subject.reference")),
            Map.entry("MedicationStatement", List.of("medicationx", "effectivex", "subject.reference")),
            Map.entry("MedicationRequest", List.of("medicationx", "subject.reference")),
            Map.entry("Medication", List.of("code")),
            Map.entry("Procedure", List.of("code", "performedx", "subject.reference")),
            Map.entry("Immunization", List.of("vaccineCode", "occurrencex", "patient.reference")),
            Map.entry("DeviceUseStatement", List.of("timingx", "subject.reference")),
            Map.entry("DiagnosticReport", List.of("effectivex", "subject.reference")),
            Map.entry("Observation", List.of("effectivex", "subject.reference")),
            Map.entry("Organization", List.of("name")),
            Map.entry("Practitioner", List.of("name")));

    private final List<String> broken = new ArrayList<>();
    private final JsonNode bundle;

    private IpsProfiles(JsonNode bundle) {
        this.bundle = bundle;
    }

    /** What the document breaks, each with its place. */
    static List<String> broken(JsonNode bundle) {
        IpsProfiles profiles = new IpsProfiles(bundle);
        profiles.bundle();
        profiles.composition(bundle.path("entry").path(0).path("resource"));
        Json.each(bundle.path("entry")).map(entry -> entry.path("resource")).forEach(profiles::resource);
        return profiles.broken;
    }

    private void hold(boolean holds, String what) {
        if (!holds) {
            broken.add(what);
        }
    }

    private void bundle() {
        hold("document".equals(Json.text(bundle, "type")), "Bundle.type");
        hold(!Json.text(bundle, "identifier", "value").isEmpty(), "Bundle.identifier");
        hold(!Json.text(bundle, "identifier", "system").isEmpty(), "bdl-9: Bundle.identifier.system");
        hold(!Json.text(bundle, "timestamp").isEmpty(), "Bundle.timestamp");
        Set<String> addresses = new HashSet<>();
        for (JsonNode entry : bundle.path("entry")) {
            String address = Json.text(entry, "fullUrl");
            hold(address.matches("urn:uuid:[0-9a-f-]{36}"), "entry.fullUrl " + address);
            hold(addresses.add(address), "bdl-7: twice " + address);
            hold(!entry.has("search") && !entry.has("request") && !entry.has("response"), "entry of a document");
        }
        List<String> types = types();
        hold("Composition".equals(types.getFirst()), "the first entry is the Composition");
        hold(types.stream().filter("Composition"::equals).count() == 1, "bdl-ips-1: one Composition");
        hold(types.stream().filter("Patient"::equals).count() == 1, "one Patient");
    }

    private List<String> types() {
        return Json.each(bundle.path("entry"))
                .map(entry -> Json.text(entry, "resource", "resourceType"))
                .toList();
    }

    private Optional<JsonNode> at(String address) {
        return Json.each(bundle.path("entry"))
                .filter(entry -> address.equals(Json.text(entry, "fullUrl")))
                .map(entry -> entry.path("resource"))
                .findFirst();
    }

    private void composition(JsonNode composition) {
        hold("60591-5".equals(Json.text(composition.path("type"), "coding", "code")), "Composition.type");
        hold(LOINC.equals(Json.text(composition.path("type"), "coding", "system")), "Composition.type.system");
        for (String element : List.of("status", "date", "title", "text", "author")) {
            hold(composition.has(element), "Composition." + element);
        }
        hold(leads(composition.path("subject"), Set.of("Patient")), "Composition.subject");
        hold(
                leads(
                        composition.path("author").path(0),
                        Set.of("Device", "Practitioner", "Organization", "PractitionerRole")),
                "Composition.author");
        Set<String> codes = Json.each(composition.path("section"))
                .map(section -> Json.text(section, "code", "coding", "code"))
                .collect(Collectors.toSet());
        hold(codes.containsAll(REQUIRED), "required sections");
        hold(codes.size() == composition.path("section").size(), "a section twice");
        composition.path("section").forEach(this::section);
    }

    private boolean leads(JsonNode reference, Set<String> types) {
        return at(Json.text(reference, "reference"))
                .filter(resource -> types.contains(Json.text(resource, "resourceType")))
                .isPresent();
    }

    private void section(JsonNode section) {
        String code = Json.text(section, "code", "coding", "code");
        hold(LOINC.equals(Json.text(section, "code", "coding", "system")), code + " system");
        hold(!Json.text(section, "title").isEmpty(), code + " title");
        hold(!Json.text(section, "text", "div").isEmpty(), code + " narrative");
        hold(!section.has("section"), code + " has sections of its own");
        boolean entries = !section.path("entry").isEmpty();
        hold(!(entries && section.has("emptyReason")), "cmp-2: " + code + " is not empty");
        hold(!REQUIRED.contains(code) || entries || section.has("emptyReason"), "ips-comp-1: " + code);
        for (JsonNode entry : section.path("entry")) {
            hold(leads(entry, ENTRIES.getOrDefault(code, Set.of())), code + " has an entry of another type");
        }
    }

    private void resource(JsonNode resource) {
        String type = Json.text(resource, "resourceType");
        for (String element : ELEMENTS.getOrDefault(type, List.of())) {
            hold(has(resource, element), type + "." + element);
        }
        if (type.equals("Patient")) {
            for (JsonNode name : resource.path("name")) {
                hold(has(name, "text") || has(name, "family") || has(name, "given"), "ips-pat-1");
            }
        }
    }

    private static boolean has(JsonNode node, String element) {
        if (element.endsWith("x")) {
            String name = element.substring(0, element.length() - 1);
            return node.propertyNames().stream().anyMatch(field -> field.matches("_?" + name + "[A-Z].*"));
        }
        String[] steps = element.split("\\.", 2);
        return steps.length == 2
                ? has(node.path(steps[0]), steps[1])
                : node.has(element) || node.path("_" + element).has("extension");
    }
}
