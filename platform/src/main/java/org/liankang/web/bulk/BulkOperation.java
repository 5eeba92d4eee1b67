package org.liankang.web.bulk;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Right;
import org.liankang.web.fhir.Operation;
import org.liankang.web.fhir.OperationAnswer;
import org.liankang.web.fhir.OperationRequest;

/** A kick-off as an operation of the FHIR door. It leaves its own trace. */
record BulkOperation(
        String name,
        String definition,
        Level level,
        Set<String> types,
        Right right,
        String documentation,
        List<Parameter> parameters,
        Function<OperationRequest, BulkAnswer> work)
        implements Operation {

    @Override
    public Set<Level> levels() {
        return Set.of(level);
    }

    /** An export is a job and no change of the record; the IG asks for GET. */
    @Override
    public boolean affectsState() {
        return right == Right.BULK_IMPORT;
    }

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
