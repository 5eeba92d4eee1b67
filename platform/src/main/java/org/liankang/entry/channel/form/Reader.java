package org.liankang.entry.channel.form;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

/** Understands what was typed. Full-width digits, as Chinese input methods write them, count as digits. */
final class Reader {

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

    private final Visit visit;

    Reader(Visit visit) {
        this.visit = visit;
    }

    Filling.Reading read(Item item, String path, List<String> given) {
        List<Answer> answers = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (String typed : given) {
            String text = typed.strip();
            if (!text.isEmpty()) {
                switch (one(item, text)) {
                    case Understood understood -> answers.add(understood.answer());
                    case Wrong wrong -> findings.add(Finding.error(wrong.code(), path, wrong.message()));
                }
            }
        }
        if (answers.size() > 1 && !item.repeats()) {
            findings.add(Finding.error("answer-only-one", path, "only one answer is possible"));
        }
        boolean exclusive = answers.stream()
                .flatMap(answer -> item.option(answer.text()).stream())
                .anyMatch(Item.Option::exclusive);
        if (exclusive && answers.size() > 1) {
            findings.add(Finding.error("answer-exclusive", path, "an answer that excludes the others is among them"));
        }
        return new Filling.Reading(List.copyOf(answers), List.copyOf(findings));
    }

    private sealed interface One {}

    private record Understood(Answer answer) implements One {}

    private record Wrong(String code, String message) implements One {}

    private One one(Item item, String text) {
        return switch (item.kind()) {
            case INTEGER, DECIMAL -> number(item, Normalizer.normalize(text, Normalizer.Form.NFKC));
            case DATE -> date(item, Normalizer.normalize(text, Normalizer.Form.NFKC));
            case BOOLEAN -> bool(text);
            case CHOICE -> choice(item, text);
            case REFERENCE -> reference(text);
            case STRING, TEXT -> string(item, text);
            case GROUP, DISPLAY -> new Wrong("answer-unknown-question", "nothing is asked here");
        };
    }

    private One number(Item item, String text) {
        boolean whole = item.kind() == Item.Kind.INTEGER;
        if (!(whole ? INTEGER : DECIMAL).matcher(text).matches()) {
            return new Wrong("answer-wrong-type", whole ? "is not a whole number" : "is not a number");
        }
        BigDecimal number = new BigDecimal(text);
        if (number.stripTrailingZeros().scale() > item.decimals()) {
            return new Wrong("answer-too-precise", "has more decimals than are recorded");
        }
        if (outside(item, number)) {
            return new Wrong("answer-out-of-range", "is outside the possible range");
        }
        return new Understood(new Answer(
                number.toPlainString(),
                whole ? "valueInteger" : "valueDecimal",
                DecimalNode.valueOf(number),
                Optional.of(number)));
    }

    private One date(Item item, String text) {
        LocalDate date;
        try {
            date = LocalDate.parse(text);
        } catch (DateTimeParseException notADate) {
            return new Wrong("answer-wrong-type", "is not a date");
        }
        if (item.notAfterToday() && date.isAfter(visit.at().toLocalDate())) {
            return new Wrong("answer-date-in-future", "lies after today");
        }
        BigDecimal day = BigDecimal.valueOf(date.toEpochDay());
        if (outside(item, day)) {
            return new Wrong("answer-out-of-range", "is outside the possible range");
        }
        Answer plain = Filling.textAnswer(date.toString(), "valueDate");
        return new Understood(new Answer(plain.text(), plain.key(), plain.value(), Optional.of(day)));
    }

    private static boolean outside(Item item, BigDecimal number) {
        return item.least().filter(least -> number.compareTo(least) < 0).isPresent()
                || item.greatest().filter(most -> number.compareTo(most) > 0).isPresent();
    }

    private static One bool(String text) {
        return switch (text) {
            case "true", "false" ->
                new Understood(new Answer(
                        text,
                        "valueBoolean",
                        BooleanNode.valueOf(Boolean.parseBoolean(text)),
                        Optional.of(text.equals("true") ? BigDecimal.ONE : BigDecimal.ZERO)));
            default -> new Wrong("answer-wrong-type", "is neither yes nor no");
        };
    }

    private static One choice(Item item, String text) {
        return item.option(text)
                .<One>map(option -> new Understood(coded(option)))
                .orElseGet(() -> new Wrong("answer-unknown-code", "is not one of the answers offered"));
    }

    static Answer coded(Item.Option option) {
        ObjectNode coding = Json.object();
        coding.put("system", option.system());
        coding.put("code", option.code());
        coding.put("display", option.words().chinese());
        return new Answer(option.code(), "valueCoding", coding, option.score());
    }

    private One reference(String text) {
        if (!visit.organizations().contains(text)) {
            return new Wrong("answer-unknown-code", "is not one of the institutions offered");
        }
        ObjectNode reference = Json.object();
        reference.put("reference", "Organization/" + text);
        return new Understood(new Answer(text, "valueReference", reference, Optional.empty()));
    }

    private static One string(Item item, String text) {
        if (text.codePointCount(0, text.length()) > item.longest()) {
            return new Wrong("answer-too-long", "is longer than can be recorded");
        }
        if (text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t')) {
            return new Wrong("answer-wrong-type", "holds control characters");
        }
        return new Understood(Filling.textAnswer(text.replace("\r\n", "\n"), "valueString"));
    }
}
