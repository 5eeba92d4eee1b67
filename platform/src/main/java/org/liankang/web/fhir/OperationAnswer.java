package org.liankang.web.fhir;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.liankang.base.finding.Finding;
import tools.jackson.databind.JsonNode;

/** What an operation answers. */
public sealed interface OperationAnswer {

    /** A resource: Parameters, a Bundle, an OperationOutcome … */
    record Resource(JsonNode resource) implements OperationAnswer {}

    /** The JSON of a resource written piece by piece; everything that may fail has been done before. */
    record Streamed(Writing writing) implements OperationAnswer {}

    /**
     * An answer with a status and headers of its own, such as work that was accepted and is done later.
     *
     * @param body a resource, or null for none
     */
    record Told(int status, Map<String, String> headers, JsonNode body) implements OperationAnswer {}

    /** Not done, and why; the first error's code gives the status. */
    record Refused(List<Finding> findings) implements OperationAnswer {}

    @FunctionalInterface
    interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    static OperationAnswer refused(String code, String where, String message) {
        return new Refused(List.of(Finding.error(code, where, message)));
    }
}
