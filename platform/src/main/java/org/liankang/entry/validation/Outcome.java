package org.liankang.entry.validation;

import java.util.List;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Findings as FHIR says them. */
final class Outcome {

    private static final String SYSTEM = "urn:liankang:finding";

    private Outcome() {}

    static ObjectNode of(List<Finding> findings) {
        ObjectNode outcome = Json.object().put("resourceType", "OperationOutcome");
        ArrayNode issues = outcome.putArray("issue");
        for (Finding finding : findings) {
            ObjectNode issue = issues.addObject();
            issue.put("severity", finding.refuses() ? "error" : "warning");
            issue.put("code", type(finding.code()));
            issue.putObject("details")
                    .put("text", finding.message())
                    .putArray("coding")
                    .addObject()
                    .put("system", SYSTEM)
                    .put("code", finding.code());
            issue.put("diagnostics", (finding.where() + " " + finding.message()).strip());
            if (!finding.where().isEmpty()) {
                issue.putArray("expression").add(finding.where());
            }
        }
        if (issues.isEmpty()) {
            issues.addObject()
                    .put("severity", "information")
                    .put("code", "informational")
                    .put("diagnostics", "nothing was found wrong");
        }
        return outcome;
    }

    /** FHIR's own issue types, as near as ours come to them. */
    private static String type(String code) {
        return switch (code) {
            case "structure-invalid" -> "structure";
            case "value-invalid" -> "value";
            case "element-required", "id-missing" -> "required";
            case "code-unknown" -> "code-invalid";
            case "not-found" -> "not-found";
            case "deleted" -> "deleted";
            case "definition-violated", "definition-advice" -> "processing";
            default -> "business-rule";
        };
    }
}
