package org.liankang.uses.programme;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The region's {@code panel.yaml}: whom to call first, and which official indicators a programme's board shows. */
record PanelRules(List<Risk> risks, List<Board> boards) {

    static final String FILE = "panel.yaml";
    private static final int MONTHS = 12;
    private static final Set<String> COUNTED = Set.of(
            "age",
            "programmes",
            "urgent-tasks",
            "recheck-tasks",
            "overdue-tasks",
            "overdue-days",
            "missed-tasks",
            "days-unseen",
            "never-seen",
            "uncontrolled");

    /**
     * @param when all of these hold; null for none asked
     * @param any at least one of these holds; null for none asked
     * @param within months a measurement counts; null for a year
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Risk(
            String rule,
            String name,
            String nameEn,
            int points,
            Map<String, Range> when,
            List<Map<String, Range>> any,
            Integer within,
            String clause,
            String confidence) {

        Risk {
            if ((when == null || when.isEmpty()) && (any == null || any.isEmpty())) {
                throw new IllegalArgumentException(rule + " asks nothing");
            }
        }

        int months() {
            return within == null ? MONTHS : within;
        }

        Stream<String> asked() {
            return Stream.concat(
                    when == null ? Stream.of() : when.keySet().stream(),
                    any == null ? Stream.of() : any.stream().flatMap(one -> one.keySet().stream()));
        }

        /** Does it hold of these facts? An unknown fact is in no range. */
        boolean holds(Map<String, Double> facts) {
            return (when == null || all(when, facts))
                    && (any == null || any.stream().anyMatch(one -> all(one, facts)));
        }

        private static boolean all(Map<String, Range> ranges, Map<String, Double> facts) {
            return ranges.entrySet().stream()
                    .allMatch(one ->
                            facts.containsKey(one.getKey()) && one.getValue().holds(facts.get(one.getKey())));
        }

        Member.Reason reason() {
            return new Member.Reason(rule, name, nameEn, points, clause, confidence);
        }
    }

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Range(Double atLeast, Double below) {

        boolean holds(double value) {
            return (atLeast == null || value >= atLeast) && (below == null || value < below);
        }
    }

    record Board(String programme, List<String> indicators) {}

    static PanelRules read(Policies policies, Set<String> measurements) {
        Path file = policies.file(FILE);
        PanelRules rules = Policies.yaml(file, PanelRules.class);
        for (Risk risk : rules.risks) {
            risk.asked()
                    .filter(fact -> !COUNTED.contains(fact) && !measurements.contains(fact))
                    .findFirst()
                    .ifPresent(fact -> {
                        throw new PolicyError(
                                file.toString(), 0, "rule " + risk.rule() + " asks " + fact + ", which nothing tells");
                    });
        }
        return rules;
    }

    /** The measurements any rule asks. */
    Set<String> measurements() {
        return risks.stream()
                .flatMap(Risk::asked)
                .filter(fact -> !COUNTED.contains(fact))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<Member.Reason> reasons(Map<String, Double> facts, Map<String, Long> monthsAgo) {
        return risks.stream()
                .filter(risk -> {
                    Map<String, Double> fresh = facts.entrySet().stream()
                            .filter(one -> monthsAgo.getOrDefault(one.getKey(), 0L) < risk.months())
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                    return risk.holds(fresh);
                })
                .map(Risk::reason)
                .sorted(Comparator.comparingInt(Member.Reason::points).reversed())
                .toList();
    }
}
