package org.liankang.web.bulk;

import java.util.Map;
import java.util.TreeMap;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer that any HTTP front can give.
 *
 * @param body JSON, or null for none
 */
public record BulkAnswer(int status, Map<String, String> headers, JsonNode body) {

    private static final Map<String, HttpStatus> STATUS = Map.ofEntries(
            Map.entry("bulk-parameter-invalid", HttpStatus.BAD_REQUEST),
            Map.entry("bulk-parameter-unsupported", HttpStatus.BAD_REQUEST),
            Map.entry("bulk-filter-unsupported", HttpStatus.BAD_REQUEST),
            Map.entry("bulk-purpose-missing", HttpStatus.FORBIDDEN),
            Map.entry("bulk-source-refused", HttpStatus.FORBIDDEN),
            Map.entry("bulk-too-many-jobs", HttpStatus.TOO_MANY_REQUESTS),
            Map.entry("bulk-too-large", HttpStatus.INSUFFICIENT_STORAGE),
            Map.entry("bulk-upload-running", HttpStatus.CONFLICT),
            Map.entry("bulk-source-failed", HttpStatus.BAD_GATEWAY),
            Map.entry("bulk-job-failed", HttpStatus.INTERNAL_SERVER_ERROR),
            Map.entry("bulk-files-expired", HttpStatus.GONE),
            Map.entry("idempotency-key-reused", HttpStatus.UNPROCESSABLE_CONTENT),
            Map.entry("institution-not-yours", HttpStatus.FORBIDDEN),
            Map.entry("media-type-unsupported", HttpStatus.UNSUPPORTED_MEDIA_TYPE),
            Map.entry("payload-too-large", HttpStatus.CONTENT_TOO_LARGE),
            Map.entry("json-malformed", HttpStatus.BAD_REQUEST),
            Map.entry("request-invalid", HttpStatus.BAD_REQUEST),
            Map.entry("not-found", HttpStatus.NOT_FOUND));

    static BulkAnswer of(HttpStatus status, JsonNode body) {
        return new BulkAnswer(status.value(), Map.of(), body);
    }

    BulkAnswer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new BulkAnswer(status, more, body);
    }

    /** A refusal as FHIR says it. */
    static BulkAnswer refused(Finding finding) {
        ObjectNode outcome = Json.object();
        outcome.put("resourceType", "OperationOutcome");
        ObjectNode issue = outcome.putArray("issue").addObject();
        issue.put("severity", "error");
        issue.put("code", finding.code().equals("bulk-too-many-jobs") ? "throttled" : "processing");
        issue.putObject("details")
                .putArray("coding")
                .addObject()
                .put("system", "urn:liankang:finding")
                .put("code", finding.code());
        issue.put("diagnostics", (finding.where() + " " + finding.message()).strip());
        BulkAnswer answer = of(STATUS.getOrDefault(finding.code(), HttpStatus.BAD_REQUEST), outcome)
                .with("Content-Type", "application/fhir+json;charset=UTF-8");
        return finding.code().equals("bulk-too-many-jobs") ? answer.with("Retry-After", "120") : answer;
    }
}
