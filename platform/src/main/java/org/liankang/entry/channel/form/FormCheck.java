package org.liankang.entry.channel.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** Why a Questionnaire cannot be used as a form. A form that passes cannot surprise the page or the record. */
final class FormCheck {

    private final Form form;
    private final Map<String, Item> byLink = new HashMap<>();
    private final List<String> reasons = new ArrayList<>();

    private FormCheck(Form form) {
        this.form = form;
    }

    static List<String> reasons(JsonNode questionnaire, Form form) {
        FormCheck check = new FormCheck(form);
        check.head(questionnaire);
        form.all().forEach(check::link);
        if (check.reasons.isEmpty()) {
            form.all().forEach(check::item);
            check.elements();
        }
        if (check.reasons.isEmpty()) {
            form.all().forEach(item -> check.circle(item, new HashSet<>()));
        }
        return check.reasons;
    }

    private void head(JsonNode questionnaire) {
        require(Json.text(questionnaire, "resourceType").equals("Questionnaire"), "is not a Questionnaire");
        require(
                Json.text(questionnaire, "url").equals(Form.CANONICAL + form.name()),
                "url must be " + Form.CANONICAL + form.name());
        require(!form.version().isEmpty(), "has no version");
        require(!form.service().isEmpty(), "has no code of urn:liankang:service");
        words(form.title(), "the title");
    }

    private void link(Item item) {
        require(
                item.link().matches("[a-z][a-z0-9-]*"),
                "linkId \"" + item.link() + "\" is not lower-case-with-hyphens");
        require(byLink.put(item.link(), item) == null, "linkId " + item.link() + " is used twice");
    }

    private void item(Item item) {
        String name = item.link();
        words(item.words(), name);
        item.options().forEach(option -> words(option.words(), name + " answer " + option.code()));
        require(
                item.options().stream().map(Item.Option::code).distinct().count()
                        == item.options().size(),
                name + " offers an answer twice");
        require(
                item.kind() != Item.Kind.CHOICE || !item.options().isEmpty(),
                name + " is a choice without answerOption");
        item.conditions().forEach(condition -> {
            if (!sameRow(item, condition.question())) {
                question(condition.question(), name);
            }
        });
        item.suggestions().stream()
                .flatMap(suggestion -> suggestion.conditions().stream())
                .forEach(condition -> question(condition.question(), name));
        Stream.concat(item.computed().stream(), item.constraints().stream().map(Item.Constraint::expression))
                .flatMap(expression -> expression.names().stream())
                .forEach(question -> question(question, name));
        require(
                item.computed().isEmpty()
                        || item.options().stream()
                                .allMatch(option -> option.score().isPresent()),
                name + " is computed, so each of its answers needs an ordinalValue");
        item.constraints().forEach(constraint -> words(constraint.words(), name + " rule " + constraint.key()));
        item.unit().ifPresent(unit -> words(unit.printed(), name + " unit"));
        item.suggestions().stream()
                .filter(suggestion -> item.kind() == Item.Kind.CHOICE)
                .forEach(suggestion -> require(
                        item.option(suggestion.value()).isPresent(),
                        name + " suggests " + suggestion.value() + ", which it does not offer"));
        boolean measured = item.observation() || item.component();
        require(!measured || item.code().isPresent(), name + " becomes an Observation but has no code");
        require(
                !item.component() || item.parent().filter(Item::observation).isPresent(),
                name + " is a component outside a section that becomes an Observation");
        boolean repeated = item.kind() == Item.Kind.GROUP && item.repeats();
        require(
                !repeated || item.items().stream().allMatch(Item::fitsInRow),
                name + " is repeated: its questions cannot be computed, suggested, known, bound by rules or sections");
        require(
                !item.numbered()
                        || (item.kind() == Item.Kind.INTEGER && item.rows().isPresent()),
                name + " numbers rows but is no whole number in a repeated section");
        item.effective().ifPresent(question -> question(question, name));
        if (item.extracts().equals("Condition")) {
            diagnosis(item);
        }
        require(
                !item.extracts().equals("RelatedPerson")
                        || (item.code().isPresent() && fills(item, "RelatedPerson.name.text")),
                name + " becomes a RelatedPerson but has no code of who it is, or asks for no name");
        require(
                !item.extracts().equals("Patient")
                        || (fills(item, "Patient.name.text") && fills(item, "Patient.gender")),
                name + " becomes a Patient but asks for no name or no sex");
    }

    private void diagnosis(Item section) {
        require(
                fills(section, "Condition.code") && fills(section, "Condition.onsetDateTime"),
                section.link() + " becomes a Condition but asks for no disease or no day");
        List<Item> sure = section.all()
                .filter(item -> item.element().equals("Condition.verificationStatus"))
                .toList();
        require(
                sure.size() == 1
                        && sure.getFirst().required()
                        && sure.getFirst().options().stream()
                                .allMatch(option -> sure.getFirst()
                                        .ofOption(option.code(), Item.VERIFICATION)
                                        .isPresent()),
                section.link() + " becomes a Condition: one required choice says how sure it is, each answer with its "
                        + Item.VERIFICATION);
    }

    private boolean sameRow(Item item, String question) {
        return item.rows().isPresent() && item.rows().get().items().contains(byLink.get(question));
    }

    private static boolean fills(Item section, String element) {
        return section.all().anyMatch(item -> item.element().equals(element));
    }

    private void elements() {
        require(form.filling("Encounter.period").isPresent(), "no question fills Encounter.period");
        require(form.filling("Encounter.class").isPresent(), "no question fills Encounter.class");
    }

    private void question(String link, String by) {
        Item item = byLink.get(link);
        require(item != null, by + " looks at " + link + ", which is not in the form");
        require(
                item == null || item.parent().filter(Item::repeats).isEmpty(),
                by + " looks at " + link + ", which is asked several times");
    }

    /** A question must not depend on itself, whatever the way round. */
    private void circle(Item item, Set<String> path) {
        if (!path.add(item.link())) {
            require(false, item.link() + " depends on itself");
            return;
        }
        Stream<String> conditions = item.conditions().stream().map(Condition::question);
        Stream<String> computed = item.computed().stream().flatMap(expression -> expression.names().stream());
        Stream.concat(Stream.concat(conditions, computed).map(byLink::get), item.parent().stream())
                .forEach(needed -> circle(needed, path));
        path.remove(item.link());
    }

    private void words(Words words, String of) {
        require(!words.chinese().isBlank(), of + " has no text");
        require(!words.english().isBlank(), of + " has no English translation");
    }

    private void require(boolean holds, String reason) {
        if (!holds) {
            reasons.add(reason);
        }
    }
}
