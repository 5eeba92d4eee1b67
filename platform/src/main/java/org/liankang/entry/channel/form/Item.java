package org.liankang.entry.channel.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** One item of a Questionnaire, read once: a section, a question or a note. */
public final class Item {

    static final String FHIR = "http://hl7.org/fhir/StructureDefinition/";
    static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
    /** On an answer: the verification status a Condition has that is told so. */
    static final String VERIFICATION = "urn:liankang:verification";
    /** On an answer: the diagnosis it is instead of the one named. */
    static final String INSTEAD = "urn:liankang:instead";

    /** What is answered. */
    public enum Kind {
        GROUP,
        DISPLAY,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        DATE,
        STRING,
        TEXT,
        CHOICE,
        REFERENCE
    }

    /**
     * A permitted answer.
     *
     * @param exclusive excludes every other answer of the same question ("none")
     * @param score what it counts in a sum
     */
    public record Option(
            String system, String code, Words words, String prefix, boolean exclusive, Optional<BigDecimal> score) {}

    /** A unit: UCUM code and how it is printed. */
    public record Unit(String code, Words printed) {}

    /** An answer worth proposing when all conditions hold: a code, or a period after the visit such as P3M. */
    public record Suggestion(String value, List<Condition> conditions) {}

    /** A rule over several answers. */
    public record Constraint(String key, Expression expression, Words words) {}

    private final JsonNode node;
    private final Optional<Item> parent;
    private final Kind kind;
    private final Words words;
    private final List<Condition> conditions;
    private final List<Option> options;
    private final List<Suggestion> suggestions;
    private final List<Constraint> constraints;
    private final Optional<Expression> computed;
    private final List<Item> items;

    /** @throws IllegalArgumentException if something in it is not understood */
    Item(JsonNode node, Optional<Item> parent) {
        this.node = node;
        this.parent = parent;
        this.kind = kind(Json.text(node, "type"));
        this.words = Words.of(node, "text");
        this.conditions = Json.each(node.path("enableWhen")).map(Condition::of).toList();
        this.options = Json.each(node.path("answerOption")).map(Item::option).toList();
        this.suggestions = extensions(node, "urn:liankang:suggest")
                .map(extension -> new Suggestion(
                        Condition.value(extension(extension, "value"), "value"),
                        extensions(extension, "when")
                                .map(Condition::ofExtension)
                                .toList()))
                .toList();
        this.constraints = extensions(node, FHIR + "questionnaire-constraint")
                .map(extension -> new Constraint(
                        Json.text(extension(extension, "key"), "valueId"),
                        new Expression(Json.text(extension(extension, "expression"), "valueString")),
                        Words.of(extension(extension, "human"), "valueString")))
                .toList();
        this.computed = extensions(node, SDC + "sdc-questionnaire-calculatedExpression")
                .map(extension -> new Expression(Json.text(extension, "valueExpression", "expression")))
                .findFirst();
        this.items = Json.each(node.path("item"))
                .map(child -> new Item(child, Optional.of(this)))
                .toList();
    }

    public String link() {
        return Json.text(node, "linkId");
    }

    public Kind kind() {
        return kind;
    }

    public Words words() {
        return words;
    }

    public Optional<Item> parent() {
        return parent;
    }

    public List<Item> items() {
        return items;
    }

    public boolean required() {
        return node.path("required").asBoolean(false);
    }

    public boolean repeats() {
        return node.path("repeats").asBoolean(false);
    }

    /** The repeated section whose rows it is asked in. */
    public Optional<Item> rows() {
        return parent.filter(section -> section.kind() == Kind.GROUP && section.repeats());
    }

    /** It is asked of a child whose record the form begins, not of whose form it is. */
    public boolean ofNewborn() {
        return parent.filter(section -> section.extracts().equals("Patient") || section.ofNewborn())
                .isPresent();
    }

    /** It counts the rows of its section: left open it is the row's number, and no two rows have the same. */
    public boolean numbered() {
        return extension("urn:liankang:numbered").path("valueBoolean").asBoolean(false);
    }

    /** How often a repeated section may be filled in. */
    public int most() {
        return extension(FHIR + "questionnaire-maxOccurs").path("valueInteger").asInt(1);
    }

    public List<Condition> conditions() {
        return conditions;
    }

    public boolean anyCondition() {
        return Json.text(node, "enableBehavior").equals("any");
    }

    public List<Option> options() {
        return options;
    }

    public Optional<Option> option(String code) {
        return options.stream().filter(option -> option.code().equals(code)).findFirst();
    }

    public List<Suggestion> suggestions() {
        return suggestions;
    }

    public List<Constraint> constraints() {
        return constraints;
    }

    /** How to compute it; a computed answer is never taken from a page. */
    public Optional<Expression> computed() {
        return computed;
    }

    /** Which fact fills it in, never shown or stored: {@code age}, {@code gender}, {@code last-answer:<linkId>}. */
    public Optional<String> known() {
        return text(extension("urn:liankang:known"), "valueCode");
    }

    public Optional<Unit> unit() {
        JsonNode unit = extension(FHIR + "questionnaire-unit").path("valueCoding");
        return text(unit, "code")
                .map(code -> new Unit(code, Words.of(unit, "display").orSame()));
    }

    public Optional<BigDecimal> least() {
        return limit("minValue");
    }

    public Optional<BigDecimal> greatest() {
        return limit("maxValue");
    }

    public int decimals() {
        return extension(FHIR + "maxDecimalPlaces").path("valueInteger").asInt(kind == Kind.DECIMAL ? 3 : 0);
    }

    /** A date that cannot lie after today. */
    public boolean notAfterToday() {
        return extensions(extension(FHIR + "maxValue").path("_valueDate"), FHIR + "cqf-expression")
                .anyMatch(extension ->
                        Json.text(extension, "valueExpression", "expression").equals("today()"));
    }

    public int longest() {
        return node.path("maxLength").asInt(kind == Kind.TEXT ? 2000 : 200);
    }

    /** How the author would like it shown: {@code radio-button}, {@code check-box}, {@code drop-down}, or empty. */
    public String control() {
        return Json.text(extension(FHIR + "questionnaire-itemControl"), "valueCodeableConcept", "coding", "code");
    }

    /** How loud a note is: {@code urgent}, {@code caution}, {@code advice}, or empty. */
    public String alert() {
        return Json.text(extension("urn:liankang:alert"), "valueCode");
    }

    /** The LOINC or own code of what it measures. */
    public Optional<String> code() {
        return text(node.path("code").path(0), "code");
    }

    JsonNode coding() {
        return node.path("code").path(0);
    }

    /** The months within which an earlier measurement may be offered as the answer; 0 for never. */
    public int monthsToReuse() {
        JsonNode period =
                extension(SDC + "sdc-questionnaire-observationLinkPeriod").path("valueDuration");
        return period.path("value").asInt(0) * (Json.text(period, "code").equals("a") ? 12 : 1);
    }

    /** It becomes an Observation of its own. */
    boolean observation() {
        return extension(SDC + "sdc-questionnaire-observationExtract")
                .path("valueBoolean")
                .asBoolean(false);
    }

    /** It becomes a component of its section's Observation. */
    boolean component() {
        return Json.text(extension(SDC + "sdc-questionnaire-observationExtract"), "valueCode")
                .equals("component");
    }

    /** The question that says on which day this was measured, when not on the day of the visit. */
    Optional<String> effective() {
        return text(extension("urn:liankang:effective"), "valueString");
    }

    /** Which element of which resource it fills, for example {@code Encounter.class}; empty for none. */
    String element() {
        String definition = Json.text(node, "definition");
        return definition.substring(definition.indexOf('#') + 1);
    }

    /** The resource type its answers together become, when its section asks for one. */
    String extracts() {
        JsonNode extract = extension(SDC + "sdc-questionnaire-definitionExtract");
        return Json.text(extension(extract, "definition"), "valueCanonical").replaceFirst("^.*/", "");
    }

    /** The Condition it tells of was told before, where there is one. */
    boolean corrects() {
        return extension("urn:liankang:corrects").path("valueBoolean").asBoolean(false);
    }

    /** The extension of a permitted answer. */
    Optional<JsonNode> ofOption(String code, String url) {
        return Json.each(node.path("answerOption"))
                .filter(option -> Json.text(option, "valueCoding", "code").equals(code))
                .flatMap(option -> extensions(option, url))
                .findFirst();
    }

    /** It can be asked in each row of a repeated section: what it says depends on nothing that is asked once. */
    boolean fitsInRow() {
        return kind != Kind.GROUP
                && constraints.isEmpty()
                && computed.isEmpty()
                && suggestions.isEmpty()
                && known().isEmpty()
                && !component();
    }

    Stream<Item> all() {
        return Stream.concat(Stream.of(this), items.stream().flatMap(Item::all));
    }

    private JsonNode extension(String url) {
        return extension(node, url);
    }

    static JsonNode extension(JsonNode node, String url) {
        return extensions(node, url).findFirst().orElseGet(Json::object);
    }

    static Stream<JsonNode> extensions(JsonNode node, String url) {
        return Json.each(node.path("extension"))
                .filter(extension -> Json.text(extension, "url").equals(url));
    }

    private Optional<BigDecimal> limit(String name) {
        return Answer.number(Condition.value(extension(FHIR + name), "value"));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.of(Json.text(node, name)).filter(Predicate.not(String::isEmpty));
    }

    private static Kind kind(String type) {
        return Stream.of(Kind.values())
                .filter(kind -> kind.name().toLowerCase(java.util.Locale.ROOT).equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no type \"" + type + "\" here"));
    }

    private static Option option(JsonNode node) {
        JsonNode coding = node.path("valueCoding");
        JsonNode score = extension(node, FHIR + "ordinalValue").path("valueDecimal");
        return new Option(
                Json.text(coding, "system"),
                Json.text(coding, "code"),
                Words.of(coding, "display"),
                Json.text(extension(node, FHIR + "questionnaire-optionPrefix"), "valueString"),
                extension(node, FHIR + "questionnaire-optionExclusive")
                        .path("valueBoolean")
                        .asBoolean(false),
                score.isNumber() ? Optional.of(score.decimalValue()) : Optional.empty());
    }
}
