package org.liankang.web.resident;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liankang.base.policy.Policies;
import org.liankang.web.view.Language;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** What is drawn over time, from {@code trends.yaml}, and the reference tables of growth, from {@code growth/*.csv}. */
@Component
class TrendRules {

    private static final List<String> DEVIATIONS = List.of("sd-3", "sd-2", "sd-1", "sd0", "sd1", "sd2", "sd3");

    record Rules(List<Trend> trends, Growth growth) {}

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Trend(
            String trend, String name, String nameEn, String unit, List<String> lines, Age age, List<Target> targets) {

        Trend {
            targets = targets == null ? List.of() : List.copyOf(targets);
            for (Target target : targets) {
                if (!lines.contains(target.line())) {
                    throw new IllegalArgumentException(trend + " has no line " + target.line());
                }
            }
        }

        String name(Language language) {
            return language == Language.ENGLISH ? nameEn : name;
        }
    }

    record Target(String line, Double low, Double high, Age age, String gender, String clause, String confidence) {}

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Age(Integer atLeast, Integer below) {

        boolean holds(int years) {
            return (atLeast == null || years >= atLeast) && (below == null || years < below);
        }
    }

    record Growth(int below, List<Measure> curves) {}

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Measure(String code, String name, String nameEn, String unit) {

        String name(Language language) {
            return language == Language.ENGLISH ? nameEn : name;
        }
    }

    /** The values of one month of age, from three deviations below to three above. */
    record Row(String code, String sex, double month, List<Double> deviations, String source) {}

    private final Rules rules;
    private final Map<String, List<Row>> tables = new TreeMap<>();

    TrendRules(Policies policies) {
        this.rules = Policies.yaml(policies.file("trends.yaml"), Rules.class);
        policies.files("growth", ".csv")
                .forEach(file -> Policies.csv(
                                file,
                                row -> new Row(
                                        row.get("code"),
                                        row.get("sex"),
                                        Double.parseDouble(row.get("month")),
                                        DEVIATIONS.stream()
                                                .map(name -> Double.valueOf(row.get(name)))
                                                .toList(),
                                        row.get("source")))
                        .forEach(row -> tables.computeIfAbsent(row.code() + " " + row.sex(), key -> new ArrayList<>())
                                .add(row)));
    }

    List<Trend> trends() {
        return rules.trends();
    }

    Growth growth() {
        return rules.growth();
    }

    /** The table of a measure for a sex, in the order of months; empty when the region has none. */
    List<Row> table(String code, String sex) {
        return tables.getOrDefault(code + " " + sex, List.of()).stream()
                .sorted(java.util.Comparator.comparingDouble(Row::month))
                .toList();
    }

    /** The names of the deviations, each with its place in a row. */
    static Map<String, Integer> deviations() {
        Map<String, Integer> named = new LinkedHashMap<>();
        for (int at = 0; at < DEVIATIONS.size(); at++) {
            int number = at - DEVIATIONS.size() / 2;
            named.put(number > 0 ? "+" + number : String.valueOf(number), at);
        }
        return named;
    }
}
