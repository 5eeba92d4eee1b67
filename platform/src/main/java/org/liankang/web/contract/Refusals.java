package org.liankang.web.contract;

import java.util.List;
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Receipt;

/** Why the door did not take something. */
final class Refusals {

    private Refusals() {}

    static List<Finding> of(Receipt receipt) {
        return Stream.concat(
                        receipt.findings().stream(),
                        receipt.outcomes().stream().flatMap(outcome -> outcome.findings().stream()))
                .filter(Finding::refuses)
                .filter(finding -> !finding.code().equals("transaction-failed"))
                .distinct()
                .toList();
    }
}
