package org.liankang.uses.ips;

import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/** Which section a resource of a chart belongs to, and what is only true of one encounter or not true at all. */
final class Sorting {

    private static final Set<String> VITAL = Set.of(
            "85354-9", "8480-6", "8462-4", "8867-4", "9279-1", "8310-5", "2708-6", "59408-5", "29463-7", "8302-2",
            "39156-5", "8280-0", "85353-1");
    private static final Set<String> SOCIAL = Set.of("72166-2", "74013-4", "63513-6", "64218-1");
    private static final Set<String> PREGNANCY =
            Set.of("82810-3", "11778-8", "11779-6", "11780-4", "11612-9", "11636-8", "11640-0");
    private static final Set<String> FUNCTION = Set.of("self-care-score");
    private static final String CAUSE_OF_DEATH = "69453-9";

    private static final Set<String> OVER = Set.of("inactive", "remission", "resolved");
    private static final Set<String> FINAL = Set.of("final", "amended", "corrected");

    private Sorting() {}

    /** The section's name, or empty when the resource is not told. */
    static String section(Version version) {
        JsonNode body = version.body();
        String status = Json.text(body, "status");
        return switch (version.type()) {
            case "Condition" -> untrue(body) ? "" : OVER.contains(clinical(body)) ? "past-illness" : "problems";
            case "AllergyIntolerance" -> untrue(body) || clinical(body).equals("resolved") ? "" : "allergies";
            case "MedicationRequest" -> when(Set.of("active", "on-hold").contains(status), "medications");
            case "MedicationStatement" ->
                when(Set.of("active", "intended", "on-hold", "unknown").contains(status), "medications");
            case "Immunization" -> when(status.equals("completed"), "immunizations");
            case "Procedure" -> when(Set.of("completed", "in-progress").contains(status), "procedures");
            case "DeviceUseStatement" -> when(status.equals("active"), "devices");
            case "DiagnosticReport" -> when(FINAL.contains(status), "results");
            case "Observation" -> when(FINAL.contains(status), observation(body));
            case "CarePlan" -> when(status.equals("active"), "plan-of-care");
            case "ServiceRequest" -> when(status.equals("active"), "plan-of-care");
            case "Consent" -> when(status.equals("active") && directive(body), "advance-directives");
            default -> "";
        };
    }

    private static String when(boolean told, String section) {
        return told ? section : "";
    }

    private static String observation(JsonNode body) {
        Set<String> codes = codes(body.path("code"));
        if (codes.contains(CAUSE_OF_DEATH)) {
            return "";
        }
        if (any(codes, VITAL) || category(body, "vital-signs")) {
            return "vital-signs";
        }
        if (any(codes, SOCIAL) || category(body, "social-history")) {
            return "social-history";
        }
        if (any(codes, PREGNANCY)) {
            return "pregnancy";
        }
        return any(codes, FUNCTION) ? "functional-status" : category(body, "survey") ? "" : "results";
    }

    private static boolean any(Set<String> codes, Set<String> wanted) {
        return codes.stream().anyMatch(wanted::contains);
    }

    static Set<String> codes(JsonNode concept) {
        return Json.each(concept.path("coding"))
                .map(coding -> Json.text(coding, "code"))
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    private static boolean category(JsonNode body, String wanted) {
        return Json.each(body.path("category"))
                .anyMatch(category -> codes(category).contains(wanted));
    }

    /** An advance directive (FHIR R4, consent-scope {@code adr}); other consents are not clinical. */
    private static boolean directive(JsonNode body) {
        return codes(body.path("scope")).contains("adr");
    }

    private static boolean untrue(JsonNode body) {
        return Stream.of("refuted", "entered-in-error")
                .anyMatch(Json.text(body, "verificationStatus", "coding", "code")::equals);
    }

    private static String clinical(JsonNode body) {
        return Json.text(body, "clinicalStatus", "coding", "code");
    }
}
