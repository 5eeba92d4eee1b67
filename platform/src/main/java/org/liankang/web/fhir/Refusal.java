package org.liankang.web.fhir;

import java.util.List;
import org.liankang.base.finding.Finding;

/** A FHIR request that is answered with an OperationOutcome; carries the findings to the one place that writes it. */
final class Refusal extends RuntimeException {

    private final transient List<Finding> findings;

    Refusal(String code, String where, String message) {
        this(List.of(Finding.error(code, where, message)));
    }

    Refusal(List<Finding> findings) {
        super(findings.getFirst().code(), null, false, false); // an answer, no fault: nobody reads its stack
        this.findings = findings;
    }

    List<Finding> findings() {
        return findings;
    }
}
