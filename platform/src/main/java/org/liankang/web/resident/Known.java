package org.liankang.web.resident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/**
 * What somebody who meets the resident must know: problems, medicines, allergies. Nothing is concluded: a problem is a
 * Condition that nobody ended or refuted, a medicine a MedicationRequest or MedicationStatement that nobody stopped.
 */
public record Known(List<Line> problems, List<Line> medicines, List<Line> allergies) {

    /**
     * @param detail a dose, a reaction, a code; may be empty
     * @param since day or part of it, as written, or empty
     * @param doubt code of FHIR's condition-ver-status where it is not confirmed, or empty
     */
    public record Line(String words, String detail, String since, String reference, boolean grave, String doubt) {}

    private static final Set<String> OVER = Set.of("inactive", "resolved", "remission");
    private static final Set<String> WRONG = Set.of("entered-in-error", "refuted");
    private static final Set<String> DOUBTFUL = Set.of("unconfirmed", "provisional", "differential");
    private static final Set<String> TAKEN = Set.of("active", "on-hold", "unknown", "");
    private static final int DAY = 10;

    /** @param named gives a code its name, or empty text */
    public static Known of(List<Version> chart, UnaryOperator<String> named) {
        List<Line> problems = new ArrayList<>();
        List<Line> medicines = new ArrayList<>();
        List<Line> allergies = new ArrayList<>();
        for (Version version : chart) {
            JsonNode body = version.deleted() ? Json.object() : version.body();
            if (WRONG.contains(Json.text(body, "verificationStatus", "coding", "code"))
                    || WRONG.contains(Json.text(body, "status"))) {
                continue;
            }
            switch (version.deleted() ? "" : version.type()) {
                case "Condition" -> {
                    if (!OVER.contains(Json.text(body, "clinicalStatus", "coding", "code"))) {
                        problems.add(
                                line(version, body.path("code"), named, code(body.path("code")), since(body), false));
                    }
                }
                case "MedicationRequest", "MedicationStatement" -> {
                    if (TAKEN.contains(Json.text(body, "status"))) {
                        JsonNode drug = body.path("medicationCodeableConcept");
                        String dose = Json.each(body.path(
                                        version.type().equals("MedicationRequest") ? "dosageInstruction" : "dosage"))
                                .map(one -> Json.text(one, "text"))
                                .findFirst()
                                .orElse("");
                        medicines.add(line(
                                version,
                                drug,
                                named,
                                dose,
                                day(body, "authoredOn", "effectiveDateTime", "dateAsserted"),
                                false));
                    }
                }
                case "AllergyIntolerance" -> {
                    if (!OVER.contains(Json.text(body, "clinicalStatus", "coding", "code"))) {
                        String reaction = Json.each(body.path("reaction"))
                                .map(one -> Fields.words(one.path("manifestation")))
                                .filter(words -> !words.isEmpty())
                                .findFirst()
                                .orElse("");
                        boolean grave = Json.text(body, "criticality").equals("high");
                        allergies.add(line(version, body.path("code"), named, reaction, since(body), grave));
                    }
                }
                default -> {}
            }
        }
        return new Known(newest(problems), newest(medicines), newest(allergies));
    }

    /** The newest of each name first; the same words twice are told once. */
    private static List<Line> newest(List<Line> lines) {
        Map<String, Line> byWords = new LinkedHashMap<>();
        lines.stream()
                .sorted(Comparator.comparing(Line::since).reversed())
                .forEach(line -> byWords.putIfAbsent(line.words(), line));
        return List.copyOf(byWords.values());
    }

    private static Line line(
            Version version,
            JsonNode concept,
            UnaryOperator<String> named,
            String detail,
            String since,
            boolean grave) {
        String code = code(concept);
        String told = Fields.words(concept);
        String verification = Json.text(version.body(), "verificationStatus", "coding", "code");
        String words = told.isEmpty() || told.equals(code) ? named.apply(code) : told;
        return new Line(
                words.isEmpty() ? code : words,
                words.isEmpty() && detail.equals(code) ? "" : detail,
                since,
                version.reference(),
                grave,
                DOUBTFUL.contains(verification) ? verification : "");
    }

    private static String code(JsonNode concept) {
        String icd = Fields.code(concept, Fields.ICD10);
        return icd.isEmpty() ? Json.text(concept, "coding", "code") : icd;
    }

    private static String since(JsonNode body) {
        return day(body, "onsetDateTime", "recordedDate");
    }

    private static String day(JsonNode body, String... names) {
        for (String name : names) {
            String moment = Json.text(body, name);
            if (!moment.isEmpty()) {
                return moment.substring(0, Math.min(DAY, moment.length()));
            }
        }
        return "";
    }
}
