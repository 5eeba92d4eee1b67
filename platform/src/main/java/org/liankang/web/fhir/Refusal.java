package org.liankang.web.fhir;

import java.util.List;
import org.liankang.base.finding.Finding;

/** A FHIR request that is answered with an OperationOutcome; carries the findings to the one place that writes it. */
final class Refusal extends RuntimeException {

    private final transient List<Finding> findings;

    Refusal(String code, String where, String message) {
        super(code);
        this.findings = List.of(Finding.error(code, where, message));
    }

    List<Finding> findings() {
        return findings;
    }
}
