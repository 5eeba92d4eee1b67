package org.liankang.web.contract;

import java.util.List;
import java.util.Set;
import org.liankang.uses.contract.ContractPolicy;

/** A rule and whether it holds. */
public record RuleLine(ContractPolicy.Rule rule, boolean holds) {

    static List<RuleLine> of(List<ContractPolicy.Rule> rules, Set<String> failed) {
        return rules.stream()
                .map(rule -> new RuleLine(rule, !failed.contains(rule.check().code())))
                .toList();
    }
}
