package org.liankang.web.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Receipt;
import org.liankang.web.view.Texts;

/** Why something was not taken, by the door or by the rules before it. */
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

    /** What is wrong in words, by the field it is wrong at. */
    static Map<String, String> byField(Texts t, List<Finding> findings) {
        Map<String, String> problems = new HashMap<>();
        findings.forEach(one -> problems.merge(
                one.where(),
                t.has("contract.finding." + one.code())
                        ? t.of("contract.finding." + one.code())
                        : t.orCode("finding", one.code()),
                (a, b) -> a + " " + b));
        return problems;
    }
}
