package org.liankang.uses.prescription;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/** Holds the rules against a chart. A pure function of chart, age and day. */
final class Proposing {

    private static final Set<String> VOID = Set.of("entered-in-error", "cancelled", "refuted");
    private static final Set<String> OVER = Set.of("inactive", "remission", "resolved");

    private final List<Version> chart;
    private final int age;
    private final LocalDate today;

    /** @param age completed years, -1 when unknown */
    Proposing(List<Version> chart, int age, LocalDate today) {
        this.chart = chart.stream().filter(version -> !version.deleted()).toList();
        this.age = age;
        this.today = today;
    }

    List<Proposal> propose(AdviceRules rules) {
        List<Proposal> proposals = new ArrayList<>();
        for (AdviceRules.Topic topic : rules.topics()) {
            List<AdviceRules.Advice> advice = new ArrayList<>();
            Set<String> evidence = new TreeSet<>();
            for (AdviceRules.Advice one : topic.advice()) {
                holds(one.when()).ifPresent(because -> {
                    advice.add(one);
                    evidence.addAll(because);
                });
            }
            proposals.add(new Proposal(topic, List.copyOf(advice), Set.copyOf(evidence)));
        }
        return proposals;
    }

    /** What makes it hold, nothing when it does not. */
    private Optional<List<String>> holds(AdviceRules.When when) {
        List<String> because = new ArrayList<>();
        if (when.age() != null && !holds(when.age())) {
            return Optional.empty();
        }
        if (when.diagnosis() != null) {
            Optional<String> found = diagnosis(when.diagnosis());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            because.add(found.get());
        }
        if (when.latest() != null) {
            Optional<String> found = latest(when.latest());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            because.add(found.get());
        }
        if (when.answer() != null) {
            Optional<String> found = answer(when.answer());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            because.add(found.get());
        }
        return Optional.of(because);
    }

    private boolean holds(AdviceRules.Age rule) {
        return age >= 0
                && (rule.atLeast() == null || age >= rule.atLeast())
                && (rule.below() == null || age < rule.below());
    }

    private Optional<String> diagnosis(List<String> codes) {
        return chart.stream()
                .filter(version -> version.type().equals("Condition"))
                .filter(version -> !VOID.contains(Json.text(version.body(), "verificationStatus", "coding", "code")))
                .filter(version -> !OVER.contains(Json.text(version.body(), "clinicalStatus", "coding", "code")))
                .filter(version -> {
                    String code = Fields.code(version.body().path("code"), Fields.ICD10);
                    return !code.isEmpty() && codes.stream().anyMatch(code::startsWith);
                })
                .map(Version::reference)
                .findFirst();
    }

    private Optional<String> latest(AdviceRules.Latest rule) {
        String system = rule.system() == null ? Fields.LOINC : rule.system();
        LocalDate oldest = today.minusMonths(rule.months());
        record Found(LocalDate day, BigDecimal value, String reference) {}
        return chart.stream()
                .filter(version -> version.type().equals("Observation"))
                .filter(version -> !VOID.contains(Json.text(version.body(), "status")))
                .flatMap(version -> measured(version.body(), system, rule).stream()
                        .flatMap(value -> Fields.day(version.body(), "effectiveDateTime", "effectivePeriod").stream()
                                .map(day -> new Found(day, value, version.reference()))))
                .filter(found -> !found.day().isBefore(oldest) && !found.day().isAfter(today))
                .max(Comparator.comparing(Found::day).thenComparing(Found::reference))
                .filter(found -> rule.atLeast() == null || found.value().compareTo(rule.atLeast()) >= 0)
                .filter(found -> rule.below() == null || found.value().compareTo(rule.below()) < 0)
                .map(Found::reference);
    }

    /** The value of an Observation, or of one of its components. */
    private static Optional<BigDecimal> measured(JsonNode body, String system, AdviceRules.Latest rule) {
        return Stream.concat(Stream.of(body), Json.each(body.path("component")))
                .filter(one -> Fields.code(one.path("code"), system).equals(rule.code()))
                .filter(one -> rule.unit() == null
                        || Json.text(one, "valueQuantity", "code").equals(rule.unit()))
                .map(one -> one.has("valueInteger")
                        ? one.path("valueInteger")
                        : one.path("valueQuantity").path("value"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .findFirst();
    }

    private Optional<String> answer(AdviceRules.Answer rule) {
        record Found(String day, JsonNode answer, String reference) {}
        return chart.stream()
                .filter(version -> version.type().equals("QuestionnaireResponse"))
                .filter(version -> !VOID.contains(Json.text(version.body(), "status")))
                .flatMap(version -> answers(version.body(), rule.question())
                        .map(answer -> new Found(Json.text(version.body(), "authored"), answer, version.reference())))
                .max(Comparator.comparing(Found::day).thenComparing(Found::reference))
                .filter(found -> holds(rule, found.answer()))
                .map(Found::reference);
    }

    private static boolean holds(AdviceRules.Answer rule, JsonNode answer) {
        if (rule.is() != null) {
            return rule.is().contains(Json.text(answer, "valueCoding", "code"));
        }
        JsonNode number = answer.has("valueInteger") ? answer.path("valueInteger") : answer.path("valueDecimal");
        return number.isNumber() && number.decimalValue().compareTo(rule.above()) > 0;
    }

    /** The answers to a question, at any depth. */
    private static Stream<JsonNode> answers(JsonNode items, String question) {
        return Json.each(items.path("item"))
                .flatMap(item -> Json.text(item, "linkId").equals(question)
                        ? Json.each(item.path("answer"))
                        : answers(item, question));
    }
}
