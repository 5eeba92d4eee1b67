package org.liankang.uses.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Turns a resource into what a timeline tells of it. A type that is not named here is not an event. */
final class Telling {

    private static final String CAUSE_OF_DEATH = "69453-9";
    private static final Set<String> VOID = Set.of("entered-in-error", "cancelled", "not-done", "draft");

    private Telling() {}

    static List<Item> items(Version version) {
        JsonNode body = version.body();
        if (VOID.contains(Json.text(body, "status")) || VOID.contains(verification(body))) {
            return List.of();
        }
        return switch (version.type()) {
            case "Patient" -> patient(version, body);
            case "Encounter" -> List.of(encounter(version, body));
            case "Condition" ->
                coded(version, "condition", body.path("code"), "onsetDateTime", "onsetPeriod", "recordedDate");
            case "Observation" -> List.of(observation(version, body));
            case "DiagnosticReport" ->
                coded(version, "report", body.path("code"), "effectiveDateTime", "effectivePeriod", "issued");
            case "Procedure" -> coded(version, "procedure", body.path("code"), "performedDateTime", "performedPeriod");
            case "Immunization" -> coded(version, "immunization", body.path("vaccineCode"), "occurrenceDateTime");
            case "MedicationRequest" ->
                coded(version, "medication", body.path("medicationCodeableConcept"), "authoredOn");
            case "AllergyIntolerance" -> coded(version, "allergy", body.path("code"), "onsetDateTime", "recordedDate");
            case "Contract" -> List.of(contract(version, body));
            case "ServiceRequest" -> request(version, body);
            case "QuestionnaireResponse" -> List.of(questionnaire(version, body));
            default -> List.of();
        };
    }

    private static String verification(JsonNode body) {
        return Json.text(body, "verificationStatus", "coding", "code");
    }

    private static List<Item> patient(Version version, JsonNode body) {
        List<Item> items = new ArrayList<>();
        if (Fields.day(body, "birthDate").isPresent()) {
            items.add(item(version, "birth", "summary.birth", Json.array(), "birthDate"));
        }
        if (Fields.day(body, "deceasedDateTime").isPresent()) {
            items.add(item(version, "death", "summary.death", Json.array(), "deceasedDateTime"));
        }
        return items;
    }

    private static Item encounter(Version version, JsonNode body) {
        ArrayNode facts = Json.array();
        String service = Fields.code(body.path("type"), Fields.SERVICE);
        if (service.isEmpty() && !Fields.words(body.path("type")).isEmpty()) {
            facts.add(fact("type", Fields.words(body.path("type")), "", ""));
        }
        Json.each(body.path("reasonCode")).forEach(reason -> facts.add(diagnosis(reason)));
        JsonNode cost = Fields.extension(body, "urn:liankang:total-cost").path("valueMoney");
        if (cost.isObject()) {
            facts.add(fact("total-cost", "", Json.text(cost, "value"), Json.text(cost, "currency")));
        }
        String named = service.isEmpty() ? Json.text(body, "class", "code") : service;
        return item(version, "encounter", "summary.encounter." + (named.isEmpty() ? "other" : named), facts, "period");
    }

    private static JsonNode diagnosis(JsonNode reason) {
        String code = Fields.code(reason, Fields.ICD10);
        return fact(code.isEmpty() ? Json.text(reason, "coding", "code") : code, Fields.words(reason), "", "");
    }

    private static List<Item> coded(Version version, String kind, JsonNode concept, String... when) {
        ArrayNode facts = Json.array();
        facts.add(diagnosis(concept));
        Item item = item(version, kind, "summary." + kind, facts, when);
        // The day a disease began and the day a vaccine was given are events of a life, not details of a visit.
        boolean alone = kind.equals("condition") || kind.equals("immunization");
        return List.of(alone ? standing(item) : item);
    }

    private static Item observation(Version version, JsonNode body) {
        ArrayNode facts = Json.array();
        JsonNode code = body.path("code");
        if (!Json.each(body.path("component")).findAny().isPresent() || hasValue(body)) {
            facts.add(measured(code, body));
        }
        Json.each(body.path("component")).forEach(part -> facts.add(measured(part.path("code"), part)));
        boolean death = CAUSE_OF_DEATH.equals(Fields.code(code, Fields.LOINC));
        return item(
                version,
                "observation",
                death ? "summary.cause-of-death" : "summary.observation",
                facts,
                "effectiveDateTime",
                "effectivePeriod",
                "issued");
    }

    private static boolean hasValue(JsonNode body) {
        return body.propertyStream().anyMatch(property -> property.getKey().startsWith("value"));
    }

    private static JsonNode measured(JsonNode code, JsonNode holder) {
        String value = "";
        String unit = "";
        for (var property : holder.properties()) {
            JsonNode node = property.getValue();
            switch (property.getKey()) {
                case "valueQuantity" -> {
                    value = Json.text(node, "value");
                    unit = Json.text(node, "unit");
                }
                case "valueCodeableConcept" -> value = Fields.words(node);
                case "valueString", "valueInteger", "valueBoolean", "valueDateTime" ->
                    value = node.isValueNode() ? node.asString() : "";
                default -> {}
            }
        }
        return fact(Json.text(code, "coding", "code"), Fields.words(code), value, unit);
    }

    private static Item contract(Version version, JsonNode body) {
        ArrayNode facts = Json.array();
        Json.each(body.path("term"))
                .map(term -> Fields.code(term.path("type"), "urn:liankang:package"))
                .filter(code -> !code.isEmpty())
                .forEach(code -> facts.add(fact("package", "", code, "")));
        return item(version, "contract", "summary.contract", facts, "issued", "applies");
    }

    private static List<Item> request(Version version, JsonNode body) {
        boolean referral = Json.each(body.path("category"))
                .anyMatch(category -> Fields.code(category, Fields.SERVICE).equals("referral"));
        if (!referral) {
            return List.of();
        }
        ArrayNode facts = Json.array();
        String reason = Fields.words(body.path("reasonCode"));
        if (!reason.isEmpty()) {
            facts.add(fact("reason", reason, "", ""));
        }
        return List.of(standing(item(version, "referral", "summary.referral", facts, "authoredOn")));
    }

    private static Item questionnaire(Version version, JsonNode body) {
        ArrayNode facts = Json.array();
        answers(body)
                .filter(item -> Json.text(item, "linkId").equals("classification"))
                .forEach(item -> facts.add(fact("classification", "", answer(item), "")));
        return item(version, "questionnaire", "summary.questionnaire", facts, "authored");
    }

    /** All items, also those inside sections. */
    private static Stream<JsonNode> answers(JsonNode node) {
        return Json.each(node.path("item")).flatMap(item -> Stream.concat(Stream.of(item), answers(item)));
    }

    private static String answer(JsonNode item) {
        String code = Json.text(item, "answer", "valueCoding", "code");
        return code.isEmpty() ? Json.text(item, "answer", "valueString") : code;
    }

    private static Item standing(Item item) {
        return new Item(
                item.reference(),
                item.kind(),
                item.resident(),
                "",
                item.day(),
                item.moment(),
                item.title(),
                item.institution(),
                item.practitioner(),
                item.version(),
                item.position(),
                item.submission(),
                item.facts());
    }

    private static Item item(Version version, String kind, String title, ArrayNode facts, String... when) {
        JsonNode body = version.body();
        return new Item(
                version.reference(),
                kind,
                version.resident(),
                Fields.reference(body.path("encounter")),
                Fields.day(body, when).orElse(null),
                moment(body, when),
                title,
                party(body, "Organization", "serviceProvider", "authority", "performer", "managingOrganization"),
                practitioner(body),
                version.number(),
                version.position(),
                version.submission(),
                Json.text(facts));
    }

    private static String moment(JsonNode body, String... when) {
        for (String name : when) {
            String moment = Fields.moment(body, name);
            if (!moment.isEmpty()) {
                return moment;
            }
        }
        return "";
    }

    private static String practitioner(JsonNode body) {
        String participant = Fields.reference(body.path("participant").path(0).path("individual"));
        return participant.isEmpty()
                ? party(body, "Practitioner", "performer", "requester", "recorder", "author")
                : participant;
    }

    private static String party(JsonNode body, String type, String... names) {
        for (String name : names) {
            JsonNode field = body.path(name);
            Optional<String> found = (field.isArray() ? Json.each(field) : java.util.stream.Stream.of(field))
                    .map(one -> one.has("actor") ? one.path("actor") : one)
                    .map(Fields::reference)
                    .filter(reference -> reference.startsWith(type + "/"))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return "";
    }

    private static JsonNode fact(String code, String name, String value, String unit) {
        var fact = Json.object().put("code", code).put("name", name);
        if (!value.isEmpty()) {
            fact.put("value", value);
        }
        if (!unit.isEmpty()) {
            fact.put("unit", unit);
        }
        return fact;
    }
}
