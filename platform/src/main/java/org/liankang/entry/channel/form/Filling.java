package org.liankang.entry.channel.form;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.liankang.base.finding.Finding;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/**
 * A form with answers in it: which questions are asked, what is wrong, what is computed, warned of and suggested. An
 * answer's path is its question's linkId; inside a repeated section {@code section.0.linkId}. Answers to questions
 * that are not asked are ignored, as FHIR wants.
 */
public final class Filling {

    private final Form form;
    private final Map<String, List<String>> raw;
    private final Visit visit;
    private final Map<String, Reading> readings = new HashMap<>();
    private final Map<String, Boolean> asked = new HashMap<>();

    Filling(Form form, Map<String, List<String>> raw, Visit visit) {
        this.form = form;
        this.raw = raw;
        this.visit = visit;
    }

    public Form form() {
        return form;
    }

    Visit visit() {
        return visit;
    }

    /** What was typed at a path, as typed. */
    public List<String> typed(String path) {
        return raw.getOrDefault(path, List.of());
    }

    /** The same, and where nothing was typed what stands there anyhow: the number of a row. */
    public List<String> shown(Item item, String path) {
        List<String> typed = typed(path);
        if (!item.numbered() || typed.stream().anyMatch(text -> !text.isBlank())) {
            return typed;
        }
        return item.rows().stream()
                .map(section -> path.substring(
                        section.link().length() + 1, path.length() - item.link().length() - 1))
                .map(at -> String.valueOf(Integer.parseInt(at) + 1))
                .toList();
    }

    /** The form as a transaction, or what has to be mended first. Ids are taken from the source in a fixed order. */
    public Filled complete(Supplier<UUID> ids) {
        List<Finding> findings = findings();
        return findings.stream().anyMatch(Finding::refuses)
                ? new Filled.Refused(findings)
                : new Filled.Ready(new Extraction(this, ids).bundle());
    }

    /** Everything wrong with it, in the order of the questions. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        form.items().forEach(item -> check(item, "", findings, paths));
        raw.keySet().stream()
                .filter(path -> !paths.contains(path))
                .sorted()
                .forEach(path -> findings.add(Finding.error("answer-unknown-question", path, "no such question")));
        return findings;
    }

    /** Whether an item is shown and counts. */
    public boolean asked(Item item) {
        return asked(item, "");
    }

    /** The same of an item in a row: what it looks at in its row is the row's. @param row as {@code section.0.} */
    public boolean asked(Item item, String row) {
        String path = item.rows().isPresent() ? row + item.link() : item.link();
        Boolean known = asked.get(path);
        if (known == null) {
            known = item.parent().map(this::asked).orElse(true) && holds(item, row);
            asked.put(path, known);
        }
        return known;
    }

    /** The computed answer, as text. */
    public Optional<String> computed(Item item) {
        return answers(item, item.link()).stream().map(Answer::text).findFirst();
    }

    /** The answer worth proposing now. */
    public Optional<String> suggested(Item item) {
        return item.suggestions().stream()
                .filter(suggestion -> suggestion.conditions().stream().allMatch(condition -> holds(condition, "")))
                .map(Item.Suggestion::value)
                .findFirst()
                .flatMap(value -> item.kind() == Item.Kind.DATE
                        ? day().map(day -> day.plus(Period.parse(value)).toString())
                        : Optional.of(value));
    }

    /** Which occurrences of a repeated section have something typed into them. */
    public List<Integer> occurrences(Item section) {
        return IntStream.range(0, section.most())
                .filter(at -> section.items().stream()
                        .filter(item -> !item.numbered())
                        .flatMap(item -> typed(row(section, at) + item.link()).stream())
                        .anyMatch(text -> !text.isBlank()))
                .boxed()
                .toList();
    }

    /** How the paths begin of what a section says: once, or of a repeated section in each row in use. */
    List<String> beginnings(Item section) {
        return section.kind() == Item.Kind.GROUP && section.repeats()
                ? occurrences(section).stream().map(at -> row(section, at)).toList()
                : List.of("");
    }

    private static String row(Item section, int at) {
        return section.link() + "." + at + ".";
    }

    /** The understood answers at a path; none while the question is not asked. */
    List<Answer> answers(Item item, String path) {
        return asked(item, path.substring(0, path.length() - item.link().length()))
                ? reading(item, path).answers()
                : List.of();
    }

    /** The day of the visit. */
    Optional<LocalDate> day() {
        return form.filling("Encounter.period")
                .flatMap(item -> answers(item, item.link()).stream().findFirst())
                .map(answer -> LocalDate.parse(answer.text()));
    }

    private boolean holds(Item item, String row) {
        if (item.conditions().isEmpty()) {
            return true;
        }
        return item.anyCondition()
                ? item.conditions().stream().anyMatch(condition -> holds(condition, row))
                : item.conditions().stream().allMatch(condition -> holds(condition, row));
    }

    private boolean holds(Condition condition, String row) {
        return condition.holds(answersOf(condition.question(), row));
    }

    private List<Answer> answersOf(String link, String row) {
        return form.item(link)
                .map(item -> answers(item, item.rows().isPresent() ? row + link : link))
                .orElse(List.of());
    }

    private Optional<BigDecimal> numberOf(String link) {
        return answersOf(link, "").stream().findFirst().flatMap(Answer::number);
    }

    private Reading reading(Item item, String path) {
        Reading known = readings.get(path);
        if (known == null) {
            known = read(item, path);
            readings.put(path, known);
        }
        return known;
    }

    private Reading read(Item item, String path) {
        if (item.computed().isPresent()) {
            return new Reading(
                    item.computed().get().value(this::numberOf).flatMap(number -> computedAnswer(item, number)).stream()
                            .toList(),
                    List.of());
        }
        List<String> given = item.known()
                .map(fact ->
                        Optional.ofNullable(visit.known().get(fact)).stream().toList())
                .orElseGet(() -> shown(item, path));
        return new Reader(visit).read(item, path, given);
    }

    /** A computed choice is the answer that counts as much as was computed. */
    private static Optional<Answer> computedAnswer(Item item, BigDecimal number) {
        if (item.kind() == Item.Kind.CHOICE) {
            return item.options().stream()
                    .filter(option -> option.score()
                            .filter(score -> score.compareTo(number) == 0)
                            .isPresent())
                    .map(Reader::coded)
                    .findFirst();
        }
        boolean whole = number.scale() <= 0;
        return Optional.of(new Answer(
                number.toPlainString(),
                whole ? "valueInteger" : "valueDecimal",
                DecimalNode.valueOf(number),
                Optional.of(number)));
    }

    private void check(Item item, String prefix, List<Finding> findings, Set<String> paths) {
        String path = prefix + item.link();
        if (item.kind() == Item.Kind.GROUP && item.repeats()) {
            rows(item, findings, paths);
            return;
        }
        if (item.kind() != Item.Kind.GROUP
                && item.kind() != Item.Kind.DISPLAY
                && item.known().isEmpty()) {
            paths.add(path);
            if (asked(item, prefix)) {
                Reading reading = reading(item, path);
                findings.addAll(reading.findings());
                if (item.required()
                        && reading.answers().isEmpty()
                        && reading.findings().isEmpty()) {
                    findings.add(Finding.error("answer-required", path, "an answer is required"));
                }
            }
        }
        item.items().forEach(child -> check(child, prefix, findings, paths));
        if (asked(item, prefix)) {
            broken(item)
                    .forEach(constraint -> findings.add(
                            Finding.error("answer-inconsistent", path, "breaks the rule " + constraint.key())));
        }
    }

    /** A section that is required has a first row, also where nobody wrote into it. */
    private void rows(Item section, List<Finding> findings, Set<String> paths) {
        List<Integer> used = occurrences(section);
        Set<String> numbers = new HashSet<>();
        for (int at = 0; at < section.most(); at++) {
            String row = row(section, at);
            boolean counts = asked(section) && (used.contains(at) || at == 0 && used.isEmpty() && section.required());
            section.items().forEach(child -> check(child, row, counts ? findings : new ArrayList<>(), paths));
            section.items().stream()
                    .filter(child -> counts && child.numbered())
                    .filter(child ->
                            answers(child, row + child.link()).stream().anyMatch(answer -> !numbers.add(answer.text())))
                    .forEach(child -> findings.add(
                            Finding.error("answer-twice", row + child.link(), "another row has this number already")));
        }
    }

    /** The rules over several answers that do not hold. */
    public List<Item.Constraint> broken(Item item) {
        return item.constraints().stream()
                .filter(constraint -> constraint
                        .expression()
                        .value(this::numberOf)
                        .filter(value -> value.signum() == 0)
                        .isPresent())
                .toList();
    }

    /** What came of reading one question. */
    record Reading(List<Answer> answers, List<Finding> findings) {}

    static Answer textAnswer(String text, String key) {
        return new Answer(text, key, StringNode.valueOf(text), Optional.empty());
    }
}
