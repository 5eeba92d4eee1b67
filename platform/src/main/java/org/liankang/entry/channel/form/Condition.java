package org.liankang.entry.channel.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A condition on another answer, as {@code enableWhen} has it: shows questions, raises alerts, suggests answers.
 *
 * @param answer the value compared with: a number, a date, a code, {@code true} or {@code false}
 */
public record Condition(String question, String operator, String answer) {

    private static final Set<String> OPERATORS = Set.of("exists", "=", "!=", ">", "<", ">=", "<=");

    public Condition {
        if (!OPERATORS.contains(operator)) {
            throw new IllegalArgumentException("there is no operator \"" + operator + "\"");
        }
    }

    static Condition of(JsonNode enableWhen) {
        return new Condition(
                Json.text(enableWhen, "question"), Json.text(enableWhen, "operator"), value(enableWhen, "answer"));
    }

    /** From our extension, whose parts are named as enableWhen's are. */
    static Condition ofExtension(JsonNode when) {
        return new Condition(
                value(Item.extension(when, "question"), "value"),
                value(Item.extension(when, "operator"), "value"),
                value(Item.extension(when, "answer"), "value"));
    }

    /** Some answer fits; {@code !=} also holds where there is none. */
    boolean holds(List<Answer> answers) {
        return switch (operator) {
            case "exists" -> answers.isEmpty() != Boolean.parseBoolean(answer);
            case "!=" -> answers.stream().noneMatch(given -> given.text().equals(answer));
            case "=" -> answers.stream().anyMatch(given -> given.text().equals(answer) || compares(given));
            default -> answers.stream().anyMatch(this::compares);
        };
    }

    private boolean compares(Answer given) {
        Optional<BigDecimal> other = Answer.number(answer);
        return given.number().isPresent()
                && other.isPresent()
                && Expression.holds(operator, given.number().get().compareTo(other.get()));
    }

    /** The value[x] or answer[x] of a node as plain text. */
    static String value(JsonNode node, String prefix) {
        return node.propertyStream()
                .filter(property -> property.getKey().startsWith(prefix))
                .map(property -> property.getKey().endsWith("Coding")
                        ? Json.text(property.getValue(), "code")
                        : property.getValue().asString())
                .findFirst()
                .orElse("");
    }
}
