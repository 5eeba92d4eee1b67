package org.liankang.web.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.finding.Finding;
import org.liankang.entry.channel.form.Filling;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Item;
import org.liankang.entry.channel.form.Words;
import org.liankang.identity.place.Institution;
import org.liankang.web.component.Tone;
import org.liankang.web.view.Texts;

/**
 * A form as the templates need it. Paths of answers are those of {@link Filling}; an input's name is {@code a.} and
 * the path, so that nothing else of the request can be mistaken for an answer.
 *
 * @param findings by path, empty before the form is sent
 * @param referable institutions that can be named in an answer
 */
public record FormView(
        Texts t, Filling filling, Map<String, List<Finding>> findings, History history, List<Institution> referable) {

    /** How the names of inputs begin that hold answers. */
    public static final String PREFIX = "a.";

    /** A form without a past and without anything wrong. */
    public static FormView plain(Texts t, Filling filling) {
        return new FormView(t, filling, Map.of(), new History(List.of(), filling.form()), List.of());
    }

    public Form form() {
        return filling.form();
    }

    public String words(Words words) {
        return words.in(locale());
    }

    public String label(Item item) {
        return words(item.words());
    }

    public List<Item> sections() {
        return form().items().stream().filter(item -> item.known().isEmpty()).toList();
    }

    /** @param prefix how its path begins: empty, or of a row {@code section.0.} */
    public boolean asked(Item item, String prefix) {
        return filling.asked(item, prefix);
    }

    public String typed(Item item, String path) {
        return filling.shown(item, path).stream().findFirst().orElse("");
    }

    public boolean chosen(String path, String code) {
        return filling.typed(path).contains(code);
    }

    public String computed(Item item) {
        return filling.computed(item).map(text -> shown(item, text)).orElse("");
    }

    public boolean suggested(Item item, String value) {
        return filling.suggested(item).filter(value::equals).isPresent();
    }

    public String suggestion(Item item) {
        return filling.suggested(item).orElse("");
    }

    /** Everything wrong at a path, in words. */
    public List<String> errors(Item item, String path) {
        return findings.getOrDefault(path, List.of()).stream()
                .map(finding -> error(item, finding))
                .distinct()
                .toList();
    }

    /** What is wrong, with the place on the page to go to. */
    public List<Wrong> wrongs() {
        List<Wrong> wrongs = new ArrayList<>();
        findings.forEach((path, all) -> {
            Optional<Item> item = form().item(path.substring(path.lastIndexOf('.') + 1));
            all.forEach(finding -> wrongs.add(new Wrong(
                    "q-" + path,
                    item.map(known -> numbered(known, path)).orElse(path),
                    item.map(known -> error(known, finding)).orElseGet(() -> t.of("form.error." + finding.code())))));
        });
        return wrongs;
    }

    private String numbered(Item item, String path) {
        return item.rows()
                .filter(this::apart)
                .map(section -> path.substring(section.link().length() + 1, path.lastIndexOf('.')))
                .map(at -> t.of("form.row", Integer.parseInt(at) + 1) + " " + label(item))
                .orElseGet(() -> label(item));
    }

    /** @param anchor id of the question's element */
    public record Wrong(String anchor, String label, String message) {}

    /** What is wrong with an answer, in words. */
    public String error(Item item, Finding finding) {
        return finding.code().equals("answer-inconsistent")
                ? String.join(
                        " ",
                        filling.broken(item).stream()
                                .map(rule -> words(rule.words()))
                                .toList())
                : finding.code().equals("answer-out-of-range") && !range(item).isEmpty()
                        ? t.of("form.error.answer-out-of-range-of", range(item))
                        : t.of("form.error." + finding.code(), item.longest(), item.decimals());
    }

    /** The possible range in words, or empty. */
    public String range(Item item) {
        if (item.kind() == Item.Kind.DATE
                || item.least().isEmpty()
                || item.greatest().isEmpty()) {
            return "";
        }
        return t.of(
                "form.range",
                item.least().get().toPlainString(),
                item.greatest().get().toPlainString());
    }

    /** The last value, with its day, or empty. */
    public String last(Item item) {
        return Optional.of(item)
                .filter(asked -> !asked.ofNewborn())
                .flatMap(history::of)
                .map(last -> t.of("form.last", shown(item, last.text()), last.day()))
                .orElse("");
    }

    /** An answer in words. */
    public String shown(Item item, String text) {
        return switch (item.kind()) {
            case BOOLEAN -> t.of("form." + text);
            case CHOICE ->
                item.option(text).map(option -> words(option.words())).orElse(text);
            default -> text;
        };
    }

    /** The rows of a repeated section stand apart, each under its number. */
    public boolean apart(Item section) {
        return section.items().stream().anyMatch(Item::numbered);
    }

    /** How many rows of a repeated section to show at first: those in use, and one more where they are lines of a table. */
    public int rows(Item section) {
        int used = filling.occurrences(section).stream()
                .mapToInt(at -> at + 1)
                .max()
                .orElse(0);
        return apart(section) ? Math.max(1, used) : Math.min(section.most(), used + 1);
    }

    public Tone tone(Item note) {
        return switch (note.alert()) {
            case "urgent" -> Tone.BAD;
            case "caution" -> Tone.WARN;
            default -> Tone.INFO;
        };
    }

    /** The input type of a browser. */
    public String input(Item item) {
        return item.kind() == Item.Kind.DATE ? "date" : "text";
    }

    public String mode(Item item) {
        return switch (item.kind()) {
            case INTEGER -> "numeric";
            case DECIMAL -> "decimal";
            default -> "text";
        };
    }

    public String rules() {
        return FormRules.json(form(), filling, this::words).toString();
    }

    private Locale locale() {
        return t.language().locale();
    }
}
