package org.liankang.entry.channel.form;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Condition a form tells of: a section whose questions say which disease, how sure it is and since when. Of several
 * questions that say the disease the first says which case it is and the last that is answered what it is now. A case is
 * known by its resident, the disease it was first told as and the day of its diagnosis: told again or corrected, it is the
 * same Condition.
 */
final class Diagnosis {

    static final String CASE = "urn:liankang:case";
    private static final String ICD10 = "urn:oid:2.16.156.10011.2.3.3.11.3";
    private static final String STATUS = "http://terminology.hl7.org/CodeSystem/condition-";
    private static final String REFUTED = "refuted";

    private final Filling filling;
    private final Item section;
    private final String day;

    Diagnosis(Filling filling, Item section, String day) {
        this.filling = filling;
        this.section = section;
        this.day = day;
    }

    /** Nothing where no disease is told. */
    Optional<ObjectNode> condition() {
        List<JsonNode> diseases = answers("Condition.code").map(Answer::value).toList();
        if (diseases.isEmpty()) {
            return Optional.empty();
        }
        String since =
                answers("Condition.onsetDateTime").map(Answer::text).findFirst().orElse(day);
        ObjectNode condition = Extraction.resource("Condition");
        Extraction.identify(condition, CASE, key(reported(diseases.getFirst()), since));
        String verification = sureness(Item.VERIFICATION)
                .map(known -> Json.text(known, "valueCode"))
                .orElse("");
        Extraction.coding(
                condition.putObject("clinicalStatus"),
                STATUS + "clinical",
                verification.equals(REFUTED) ? "inactive" : "active");
        Extraction.coding(condition.putObject("verificationStatus"), STATUS + "ver-status", verification);
        code(condition.putObject("code"), diseases.getLast());
        Extraction.refer(
                condition.putObject("subject"), "Patient/" + filling.visit().patient());
        condition.put("onsetDateTime", since);
        return Optional.of(condition);
    }

    /** A disease that is told by its name alone is told apart from others by the name. */
    private String reported(JsonNode disease) {
        String code = Json.text(disease, "code");
        return Json.text(disease, "system").equals(ICD10)
                ? code
                : code
                        + answers("Condition.code.text")
                                .findFirst()
                                .map(name -> Integer.toHexString(name.text().hashCode()))
                                .orElse("");
    }

    private String key(String disease, String since) {
        Optional<String> known = section.corrects()
                ? Optional.ofNullable(filling.visit().known().get("case:" + disease))
                : Optional.empty();
        return known.orElse(filling.visit().patient() + "/" + disease + "/" + since);
    }

    /** Some who are reported do not have the disease: a carrier has a code of its own. */
    private void code(ObjectNode code, JsonNode disease) {
        String named = Json.text(disease, "system").equals(ICD10)
                ? Json.text(disease, "display")
                : answers("Condition.code.text").map(Answer::text).reduce("", (before, last) -> last);
        Optional<JsonNode> instead = sureness(Item.INSTEAD).map(known -> known.path("valueCoding"));
        JsonNode coding = instead.orElse(disease);
        if (Json.text(coding, "system").equals(ICD10)) {
            ObjectNode written = code.putArray("coding").addObject();
            written.put("system", ICD10).put("code", Json.text(coding, "code"));
            written.put("display", Json.text(coding, "display"));
        }
        code.put(
                "text",
                named + instead.map(coded -> "，" + Json.text(coded, "display")).orElse(""));
    }

    /** What the answer that says how sure it is means for the Condition. */
    private Optional<JsonNode> sureness(String url) {
        return section.all()
                .filter(item -> item.element().equals("Condition.verificationStatus"))
                .flatMap(item -> filling.answers(item, item.link()).stream()
                        .flatMap(answer -> item.ofOption(answer.text(), url).stream()))
                .findFirst();
    }

    private Stream<Answer> answers(String element) {
        return section.all()
                .filter(item -> item.element().equals(element))
                .flatMap(item -> filling.answers(item, item.link()).stream());
    }
}
