package org.liankang.web.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.liankang.base.json.Json;
import org.springframework.http.HttpStatus;

/** What can go wrong with a request as a whole. The code is stable; its words are the texts {@code error.<code>…}. */
public enum Fault {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "invalid"),
    SIGN_IN_NEEDED(HttpStatus.UNAUTHORIZED, "login"),
    NOT_ALLOWED(HttpStatus.FORBIDDEN, "forbidden"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "not-supported"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not-supported"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "too-long"),
    UNSUPPORTED_FORMAT(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "not-supported"),
    BROKEN(HttpStatus.INTERNAL_SERVER_ERROR, "exception"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "transient");

    private final HttpStatus status;
    private final String fhirType;

    Fault(HttpStatus status, String fhirType) {
        this.status = status;
        this.fhirType = fhirType;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(int status) {
        return Arrays.stream(values())
                .filter(f -> f.status.value() == status)
                .findFirst()
                .orElse(status >= 500 ? BROKEN : BAD_REQUEST);
    }

    static boolean forInterface(String path) {
        return path.startsWith("/fhir/")
                || path.startsWith("/api/")
                || path.startsWith("/bulk/")
                || path.equals("/fhir")
                || path.equals("/api");
    }

    /** Answers an interface: a FHIR OperationOutcome under {@code /fhir}, a small object elsewhere. */
    public void writeTo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean fhir = request.getRequestURI().startsWith("/fhir");
        response.setStatus(status.value());
        response.setContentType(contentType(fhir));
        response.getOutputStream().write(body(fhir));
    }

    static String contentType(boolean fhir) {
        return fhir ? "application/fhir+json;charset=UTF-8" : "application/json;charset=UTF-8";
    }

    byte[] body(boolean fhir) {
        var node = Json.object();
        if (fhir) {
            node.put("resourceType", "OperationOutcome");
            var issue = node.putArray("issue").addObject();
            issue.put("severity", "error").put("code", fhirType);
            issue.putObject("details")
                    .put("text", status.getReasonPhrase())
                    .putArray("coding")
                    .addObject()
                    .put("system", "urn:liankang:finding")
                    .put("code", code());
        } else {
            node.put("code", code()).put("message", status.getReasonPhrase());
        }
        return Json.bytes(node);
    }
}
