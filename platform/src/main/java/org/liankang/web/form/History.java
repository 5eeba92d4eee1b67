package org.liankang.web.form;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Item;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/** What was last measured and last answered, read from a resident's chart, to stand beside the questions. */
public final class History {

    private static final String CASE = "urn:liankang:case";
    /** Resident, disease as first told, day of diagnosis; nothing else may stand in it, since it is searched by. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9.-]{1,64}/([A-Za-z0-9.]{1,16})/\\d{4}-\\d{2}-\\d{2}");

    /** @param text as recorded, without its unit */
    public record Last(String text, LocalDate day) {}

    private final Map<String, Last> measured = new HashMap<>();
    private final Map<String, Last> answered = new HashMap<>();
    private final Map<String, String> cases = new HashMap<>();

    public History(List<Version> chart, Form form) {
        this(chart, Optional.of(form));
    }

    private History(List<Version> chart, Optional<Form> form) {
        chart.stream()
                .filter(version -> version.type().equals("Observation"))
                .filter(version -> !version.deleted()
                        && !Json.text(version.body(), "status").equals("entered-in-error"))
                .forEach(this::measurement);
        chart.stream()
                .filter(version -> version.type().equals("Condition") && !version.deleted())
                .filter(version -> !Json.text(version.body(), "verificationStatus", "coding", "code")
                        .equals("entered-in-error"))
                .sorted(Comparator.comparing(Version::position))
                .forEach(this::told);
        chart.stream()
                .filter(version -> version.type().equals("QuestionnaireResponse") && !version.deleted())
                .filter(version -> form.filter(one ->
                                Json.text(version.body(), "questionnaire").equals(Form.CANONICAL + one.name()))
                        .isPresent())
                .max(Comparator.comparing((Version version) -> Json.text(version.body(), "authored"))
                        .thenComparing(Version::position))
                .ifPresent(version -> day(Json.text(version.body(), "authored"))
                        .ifPresent(day -> answers(version.body().path("item"), day)));
    }

    /** The newest value of each code a chart has. */
    public static Map<String, Last> measured(List<Version> chart) {
        return Map.copyOf(new History(chart, Optional.empty()).measured);
    }

    /** The last answer to each question of a form. */
    public Map<String, Last> answered() {
        return Map.copyOf(answered);
    }

    /** The last value of what this question measures, or its last answer. */
    public Optional<Last> of(Item item) {
        return item.code().map(measured::get).or(() -> Optional.ofNullable(answered.get(item.link())));
    }

    /**
     * The cases of diseases that forms told, by the code each was first told as and the code it has now; of several the
     * newest.
     */
    Map<String, String> cases() {
        return Map.copyOf(cases);
    }

    private void told(Version condition) {
        Json.each(condition.body().path("identifier"))
                .filter(identifier -> Json.text(identifier, "system").equals(CASE))
                .map(identifier -> KEY.matcher(Json.text(identifier, "value")))
                .filter(Matcher::matches)
                .forEach(key -> {
                    cases.put(key.group(1), key.group());
                    cases.put(Fields.code(condition.body().path("code"), Fields.ICD10), key.group());
                });
    }

    Optional<String> answer(String link) {
        return Optional.ofNullable(answered.get(link)).map(Last::text);
    }

    private void measurement(Version version) {
        JsonNode body = version.body();
        day(Json.text(body, "effectiveDateTime")).ifPresent(day -> {
            keep(Json.text(body, "code", "coding", "code"), body, day);
            Json.each(body.path("component"))
                    .forEach(part -> keep(Json.text(part, "code", "coding", "code"), part, day));
        });
    }

    private void keep(String code, JsonNode holder, LocalDate day) {
        JsonNode value = holder.path("valueQuantity").path("value");
        String text = value.isNumber()
                ? plain(value.decimalValue())
                : Json.text(holder, "valueInteger") + Json.text(holder, "valueString");
        if (!text.isEmpty()) {
            measured.merge(
                    code, new Last(text, day), (old, fresh) -> fresh.day().isBefore(old.day()) ? old : fresh);
        }
    }

    private void answers(JsonNode items, LocalDate day) {
        Json.each(items).forEach(item -> {
            Json.each(item.path("answer"))
                    .findFirst()
                    .flatMap(History::text)
                    .ifPresent(text -> answered.putIfAbsent(Json.text(item, "linkId"), new Last(text, day)));
            answers(item.path("item"), day);
        });
    }

    private static Optional<String> text(JsonNode answer) {
        return answer.propertyStream()
                .filter(property -> property.getKey().startsWith("value"))
                .map(property -> property.getValue().isObject()
                        ? Json.text(property.getValue(), "code")
                        : property.getValue().asString())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    private static Optional<LocalDate> day(String dateTime) {
        try {
            return Optional.of(LocalDate.parse(dateTime.substring(0, Math.min(10, dateTime.length()))));
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }
}
