package org.liankang.web.fhir;

import java.util.List;
import java.util.Map;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Receipt;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Findings as FHIR says them: an OperationOutcome whose codes are ours and stable, and the HTTP status that fits. */
final class Outcomes {

    /** The system of our finding codes, listed in docs/findings.md. */
    static final String SYSTEM = "urn:liankang:finding";

    private static final Map<String, HttpStatus> STATUS = Map.ofEntries(
            Map.entry("json-malformed", HttpStatus.BAD_REQUEST),
            Map.entry("not-a-resource", HttpStatus.BAD_REQUEST),
            Map.entry("bundle-expected", HttpStatus.BAD_REQUEST),
            Map.entry("bundle-type", HttpStatus.BAD_REQUEST),
            Map.entry("bundle-entry-request", HttpStatus.BAD_REQUEST),
            Map.entry("resource-type-mismatch", HttpStatus.BAD_REQUEST),
            Map.entry("structure-invalid", HttpStatus.BAD_REQUEST),
            Map.entry("id-missing", HttpStatus.BAD_REQUEST),
            Map.entry("id-mismatch", HttpStatus.BAD_REQUEST),
            Map.entry("request-invalid", HttpStatus.BAD_REQUEST),
            Map.entry("search-parameter-unknown", HttpStatus.BAD_REQUEST),
            Map.entry("search-modifier-unsupported", HttpStatus.BAD_REQUEST),
            Map.entry("search-value-invalid", HttpStatus.BAD_REQUEST),
            Map.entry("xml-malformed", HttpStatus.BAD_REQUEST),
            Map.entry("encoding-invalid", HttpStatus.BAD_REQUEST),
            Map.entry("condition-missing", HttpStatus.BAD_REQUEST),
            Map.entry("patch-malformed", HttpStatus.BAD_REQUEST),
            Map.entry("sign-in-needed", HttpStatus.UNAUTHORIZED),
            Map.entry("not-allowed", HttpStatus.FORBIDDEN),
            Map.entry("institution-not-yours", HttpStatus.FORBIDDEN),
            Map.entry("operation-unknown", HttpStatus.NOT_FOUND),
            Map.entry("format-unsupported", HttpStatus.NOT_ACCEPTABLE),
            Map.entry("answer-too-large", HttpStatus.FORBIDDEN),
            Map.entry("code-system-unknown", HttpStatus.NOT_FOUND),
            Map.entry("value-set-unknown", HttpStatus.NOT_FOUND),
            Map.entry("concept-map-unknown", HttpStatus.NOT_FOUND),
            Map.entry("concept-unknown", HttpStatus.NOT_FOUND),
            Map.entry("profile-unknown", HttpStatus.NOT_FOUND),
            Map.entry("operation-parameter-missing", HttpStatus.BAD_REQUEST),
            Map.entry("operation-parameter-invalid", HttpStatus.BAD_REQUEST),
            Map.entry("operation-parameter-unsupported", HttpStatus.BAD_REQUEST),
            Map.entry("validation-too-large", HttpStatus.CONTENT_TOO_LARGE),
            Map.entry("validation-busy", HttpStatus.SERVICE_UNAVAILABLE),
            Map.entry("validation-too-long", HttpStatus.SERVICE_UNAVAILABLE),
            Map.entry("page-expired", HttpStatus.GONE),
            Map.entry("resource-type-unknown", HttpStatus.NOT_FOUND),
            Map.entry("not-found", HttpStatus.NOT_FOUND),
            Map.entry("interaction-unsupported", HttpStatus.METHOD_NOT_ALLOWED),
            Map.entry("version-conflict", HttpStatus.PRECONDITION_FAILED),
            Map.entry("condition-ambiguous", HttpStatus.PRECONDITION_FAILED),
            Map.entry("deleted", HttpStatus.GONE),
            Map.entry("item-closed", HttpStatus.CONFLICT),
            Map.entry("bundle-too-long", HttpStatus.CONTENT_TOO_LARGE),
            Map.entry("payload-too-large", HttpStatus.CONTENT_TOO_LARGE),
            Map.entry("media-type-unsupported", HttpStatus.UNSUPPORTED_MEDIA_TYPE),
            Map.entry("platform-stopping", HttpStatus.SERVICE_UNAVAILABLE));

    private Outcomes() {}

    /** Whatever is wrong with the content of a well-formed request is 422. */
    static HttpStatus status(List<Finding> findings) {
        return findings.stream()
                .filter(Finding::refuses)
                .findFirst()
                .map(finding -> STATUS.getOrDefault(finding.code(), HttpStatus.UNPROCESSABLE_CONTENT))
                .orElse(HttpStatus.OK);
    }

    /** Findings as a whole answer. */
    static Answer answer(List<Finding> findings) {
        return Answer.json(status(findings).value(), outcome(findings, 0));
    }

    static ObjectNode outcome(List<Finding> findings, long quarantine) {
        ObjectNode outcome = Json.object();
        outcome.put("resourceType", "OperationOutcome");
        ArrayNode issues = outcome.putArray("issue");
        for (Finding finding : findings) {
            ObjectNode issue = issues.addObject();
            issue.put("severity", finding.refuses() ? "error" : "warning");
            issue.put("code", type(finding.code()));
            issue.putObject("details")
                    .putArray("coding")
                    .addObject()
                    .put("system", SYSTEM)
                    .put("code", finding.code());
            issue.put("diagnostics", (finding.where() + " " + finding.message()).strip());
            if (!finding.where().isEmpty()) {
                issue.putArray("expression").add(finding.where());
            }
        }
        if (quarantine > 0) {
            note(issues.addObject(), "quarantined", "kept in quarantine under number " + quarantine);
        }
        return outcome;
    }

    /** The remark on an item that was there already, so that a sender can count it as such. */
    static ObjectNode unchanged() {
        ObjectNode outcome = Json.object();
        outcome.put("resourceType", "OperationOutcome");
        ObjectNode issue = outcome.putArray("issue").addObject();
        note(issue, "unchanged", "is recorded exactly so already");
        return outcome;
    }

    /** For a sender that wants to be told instead of shown. */
    static ObjectNode done(Receipt.Outcome outcome) {
        if (outcome.findings().isEmpty()) {
            ObjectNode said = Json.object();
            said.put("resourceType", "OperationOutcome");
            note(said.putArray("issue").addObject(), "recorded", "is recorded");
            return said;
        }
        return outcome(outcome.findings(), 0);
    }

    private static void note(ObjectNode issue, String code, String diagnostics) {
        issue.put("severity", "information");
        issue.put("code", "informational");
        issue.putObject("details")
                .putArray("coding")
                .addObject()
                .put("system", SYSTEM)
                .put("code", code);
        issue.put("diagnostics", diagnostics);
    }

    /** FHIR's own issue types, as near as ours come to them. */
    private static String type(String code) {
        return switch (code) {
            case "sign-in-needed" -> "login";
            case "not-allowed", "institution-not-yours" -> "forbidden";
            case "xml-malformed", "encoding-invalid", "patch-malformed" -> "structure";
            case "search-too-costly", "answer-too-large", "expansion-too-costly", "validation-too-long" -> "too-costly";
            case "json-malformed", "structure-invalid", "not-a-resource" -> "structure";
            case "value-invalid", "operation-parameter-invalid" -> "value";
            case "element-required", "operation-parameter-missing" -> "required";
            case "code-unknown" -> "code-invalid";
            case "resource-type-unknown",
                    "not-found",
                    "reference-unresolved",
                    "code-system-unknown",
                    "value-set-unknown",
                    "concept-map-unknown",
                    "concept-unknown",
                    "profile-unknown" -> "not-found";
            case "deleted" -> "deleted";
            case "version-conflict", "identity-conflict" -> "conflict";
            case "institution-duplicate", "idempotency-key-reused" -> "duplicate";
            case "payload-too-large", "validation-too-large" -> "too-long";
            case "validation-busy" -> "throttled";
            case "page-expired" -> "expired";
            case "interaction-unsupported",
                    "operation-unknown",
                    "format-unsupported",
                    "media-type-unsupported",
                    "operation-parameter-unsupported",
                    "search-modifier-unsupported" -> "not-supported";
            default -> "business-rule";
        };
    }

    /** HTTP status of one item of a receipt. */
    static HttpStatus status(Receipt.Outcome outcome) {
        return switch (outcome.status()) {
            case CREATED -> HttpStatus.CREATED;
            case UPDATED, UNCHANGED, READ -> HttpStatus.OK;
            case DELETED -> HttpStatus.NO_CONTENT;
            case QUARANTINED, REFUSED -> status(outcome.findings());
        };
    }
}
