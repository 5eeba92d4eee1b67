package org.liankang.web.form;

import java.util.List;
import java.util.function.Function;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Condition;
import org.liankang.entry.channel.form.Filling;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Item;
import org.liankang.entry.channel.form.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of a form as {@code form.js} reads them: the Questionnaire's own conditions, expressions and suggestions,
 * nothing added. The browser answers at once what the server decides again when the form is sent.
 */
final class FormRules {

    private FormRules() {}

    static JsonNode json(Form form, Filling filling, Function<Words, String> language) {
        ObjectNode rules = Json.object();
        form.all().forEach(item -> {
            ObjectNode rule = rules.putObject(item.link());
            item.parent().ifPresent(parent -> rule.put("parent", parent.link()));
            item.rows().ifPresent(section -> rule.put("rows", section.link()));
            if (item.numbered()) {
                rule.put("numbered", true);
            }
            rule.put("kind", item.kind().name().toLowerCase(java.util.Locale.ROOT));
            offline(rule, item, language);
            if (!item.conditions().isEmpty()) {
                rule.put("any", item.anyCondition());
                conditions(rule.putArray("when"), item.conditions());
            }
            item.computed().ifPresent(expression -> {
                ArrayNode steps = rule.putArray("steps");
                expression.postfix().forEach(steps::add);
                item.options()
                        .forEach(
                                option -> rule.withObject("labels").put(option.code(), language.apply(option.words())));
            });
            item.known()
                    .ifPresent(fact -> rule.put("known", filling.computed(item).orElse("")));
            item.least().ifPresent(least -> rule.put("least", least));
            item.greatest().ifPresent(most -> rule.put("most", most));
            item.suggestions().forEach(suggestion -> {
                ObjectNode one = rule.withArray("suggest").addObject().put("value", suggestion.value());
                conditions(one.putArray("when"), suggestion.conditions());
            });
            item.options()
                    .forEach(option -> option.score()
                            .ifPresent(score -> rule.withObject("scores").put(option.code(), score)));
            item.options().stream()
                    .filter(Item.Option::exclusive)
                    .forEach(option -> rule.withArray("exclusive").add(option.code()));
        });
        return rules;
    }

    /** What a page without a connection has to know by itself: what is asked for, and what can be filled in already. */
    private static void offline(ObjectNode rule, Item item, Function<Words, String> language) {
        if (item.required()) {
            rule.put("required", true);
        }
        if (item.notAfterToday()) {
            rule.put("notAfterToday", true);
        }
        if (item.monthsToReuse() > 0) {
            rule.put("reuse", item.monthsToReuse());
        }
        item.code().ifPresent(code -> rule.put("code", code));
        item.known().ifPresent(fact -> rule.put("fact", fact));
        item.constraints().forEach(constraint -> {
            ObjectNode one = rule.withArray("hold").addObject().put("words", language.apply(constraint.words()));
            constraint.expression().postfix().forEach(one.putArray("steps")::add);
        });
    }

    private static void conditions(ArrayNode into, List<Condition> conditions) {
        conditions.forEach(condition -> into.addArray()
                .add(condition.question())
                .add(condition.operator())
                .add(condition.answer()));
    }
}
