package org.liankang.web.bulk;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.liankang.base.json.Json;
import org.liankang.web.fhir.Operation;
import org.liankang.web.fhir.OperationAnswer;
import org.liankang.web.fhir.OperationRequest;

/** A kick-off as an operation of the FHIR door. It leaves its own trace. */
record BulkOperation(Description description, Function<OperationRequest, BulkAnswer> work) implements Operation {

    @Override
    public OperationAnswer handle(OperationRequest request) {
        BulkAnswer answer = work.apply(request);
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.remove("Content-Type"); // the door writes it in the format asked for
        return new OperationAnswer.Told(answer.status(), headers, answer.body());
    }

    /** Scheme, host and port. */
    static String root(OperationRequest request) {
        return request.base().substring(0, request.base().length() - "/fhir".length());
    }

    static byte[] body(OperationRequest request) {
        return request.body().map(Json::bytes).orElse(new byte[0]);
    }
}
