package org.liankang.web.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Filling;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Item;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/**
 * A filled-in form to be read: to each question its answers, as codes and numbers.
 *
 * @param answers by linkId, of a repeated section those of all its rows; a question without an answer is missing
 * @param rows of each repeated section its rows, each by linkId
 */
public record Sheet(Form form, Map<String, List<String>> answers, Map<String, List<Map<String, List<String>>>> rows) {

    public Sheet {
        answers = Map.copyOf(answers);
        rows = Map.copyOf(rows);
    }

    /** What has been typed and computed so far. */
    public static Sheet of(Filling filling) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        filling.form().all().filter(filling::asked).forEach(item -> {
            List<String> given = given(filling, item);
            if (!given.isEmpty()) {
                answers.put(item.link(), given);
            }
        });
        return new Sheet(filling.form(), answers, Map.of());
    }

    /** What a QuestionnaireResponse says. */
    public static Sheet of(Form form, JsonNode response) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        read(response.path("item"), answers);
        Map<String, List<Map<String, List<String>>>> rows = new LinkedHashMap<>();
        Json.each(response.path("item"))
                .filter(item -> form.item(Json.text(item, "linkId"))
                        .filter(known -> known.kind() == Item.Kind.GROUP && known.repeats())
                        .isPresent())
                .forEach(item -> {
                    Map<String, List<String>> row = new LinkedHashMap<>();
                    read(item.path("item"), row);
                    rows.computeIfAbsent(Json.text(item, "linkId"), none -> new ArrayList<>())
                            .add(row);
                });
        return new Sheet(form, answers, rows);
    }

    /** What the resources of one visit say: its answers, or where there are none the measurements. */
    public static Sheet of(Form form, List<Version> visit) {
        Optional<Sheet> answered = visit.stream()
                .filter(version -> version.type().equals("QuestionnaireResponse"))
                .filter(version -> Json.text(version.body(), "questionnaire").equals(Form.CANONICAL + form.name()))
                .findFirst()
                .map(version -> of(form, version.body()));
        return answered.orElseGet(() -> {
            Map<String, History.Last> measured = History.measured(visit);
            Map<String, List<String>> answers = new LinkedHashMap<>();
            form.all()
                    .forEach(item -> item.code()
                            .map(measured::get)
                            .ifPresent(last -> answers.put(item.link(), List.of(last.text()))));
            return new Sheet(form, answers, Map.of());
        });
    }

    public List<String> answers(Item item) {
        return answers.getOrDefault(item.link(), List.of());
    }

    /** The rows of a repeated section. */
    public List<Map<String, List<String>>> rows(Item section) {
        return rows.getOrDefault(section.link(), List.of());
    }

    /** A section as it is printed: what is asked in it, sections within it taken apart. */
    public static List<Item> questions(Item section) {
        return section.items().stream()
                .flatMap(item -> item.kind() == Item.Kind.GROUP ? questions(item).stream() : Stream.of(item))
                .filter(item -> item.kind() != Item.Kind.DISPLAY && item.known().isEmpty())
                .toList();
    }

    private static List<String> given(Filling filling, Item item) {
        if (item.kind() == Item.Kind.GROUP
                || item.kind() == Item.Kind.DISPLAY
                || item.known().isPresent()) {
            return List.of();
        }
        if (item.computed().isPresent()) {
            return filling.computed(item).stream().toList();
        }
        Optional<Item> rows = item.parent().filter(Item::repeats);
        List<String> typed = rows.isEmpty()
                ? filling.typed(item.link())
                : filling.occurrences(rows.get()).stream()
                        .flatMap(at -> filling.typed(rows.get().link() + "." + at + "." + item.link()).stream())
                        .toList();
        return typed.stream().filter(text -> !text.isBlank()).toList();
    }

    private static void read(JsonNode items, Map<String, List<String>> answers) {
        Json.each(items).forEach(item -> {
            Json.each(item.path("answer"))
                    .forEach(answer -> text(answer)
                            .ifPresent(text -> answers.computeIfAbsent(
                                            Json.text(item, "linkId"), none -> new ArrayList<>())
                                    .add(text)));
            read(item.path("item"), answers);
        });
    }

    private static Optional<String> text(JsonNode answer) {
        return answer.propertyStream()
                .filter(property -> property.getKey().startsWith("value"))
                .map(property -> {
                    JsonNode value = property.getValue();
                    return value.isObject()
                            ? Json.text(value, "code") + Json.text(value, "reference")
                            : value.asString();
                })
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
