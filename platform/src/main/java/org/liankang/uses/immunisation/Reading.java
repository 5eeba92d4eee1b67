package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Demographics;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import org.liankang.uses.immunisation.Child.Known;
import tools.jackson.databind.JsonNode;

/** What a batch of changes says, as rows. A resource that says nothing here still removes what it said before. */
final class Reading {

    private static final Set<String> TYPES =
            Set.of("Patient", "Immunization", "Condition", "AllergyIntolerance", "Observation");
    private static final Set<String> VOID = Set.of("entered-in-error", "cancelled", "not-done");
    private static final String BIRTH_WEIGHT = "8339-4";
    private static final String CERTIFICATE = "urn:liankang:immunisation-certificate";

    /**
     * @param known the day the record first had it
     * @param certified the day the immunisation certificate was issued, or null
     */
    record Patient(
            String reference,
            long resident,
            boolean deleted,
            LocalDate birth,
            String gender,
            LocalDate deceased,
            String division,
            String centre,
            LocalDate certified,
            LocalDate known,
            long at) {}

    /**
     * @param product empty when no code is known here
     * @param words how the sender calls it
     * @param place reference of the Organization that gave it, or empty
     */
    record Dose(
            String reference,
            long resident,
            String product,
            String words,
            LocalDate day,
            String place,
            String lot,
            int version,
            long at) {}

    record Fact(String reference, long resident, Known.Kind kind, String code, LocalDate since, LocalDate ended) {}

    record Weight(String reference, long resident, int grams) {}

    private final Schedules schedules;
    private final ZoneId zone;
    final List<String> references = new ArrayList<>();
    final Set<Long> residents = new TreeSet<>();
    final List<Patient> patients = new ArrayList<>();
    final List<Dose> doses = new ArrayList<>();
    final List<Fact> facts = new ArrayList<>();
    final List<Weight> weights = new ArrayList<>();

    private Reading(Schedules schedules, ZoneId zone) {
        this.schedules = schedules;
        this.zone = zone;
    }

    static Reading of(List<Version> changes, Schedules schedules, ZoneId zone) {
        var reading = new Reading(schedules, zone);
        Map<String, LocalDate> known = Demographics.known(changes, zone);
        for (Version version : Fields.newest(changes)) {
            if (TYPES.contains(version.type())) {
                reading.read(version, known);
            }
        }
        return reading;
    }

    private void read(Version version, Map<String, LocalDate> known) {
        boolean measured = version.type().equals("Observation");
        if (measured && !version.deleted() && !weighs(version.body()) && version.number() == 1) {
            // Most observations are no birth weight; of a first version there is nothing to take back either.
            return;
        }
        references.add(version.reference());
        if (version.type().equals("Patient")) {
            residents.add(version.resident());
            patients.add(patient(version, known.get(version.reference())));
        } else if (!version.deleted()
                && version.resident() != 0
                && !VOID.contains(Json.text(version.body(), "status"))) {
            switch (version.type()) {
                case "Immunization" -> dose(version);
                case "Condition" -> diagnosis(version);
                case "AllergyIntolerance" -> allergy(version);
                case "Observation" -> weight(version);
                default -> throw new IllegalStateException(version.type());
            }
        }
    }

    private Patient patient(Version version, LocalDate known) {
        JsonNode body = version.body();
        var said = Demographics.of(version, zone);
        return new Patient(
                version.reference(),
                version.resident(),
                version.deleted(),
                said.birth(),
                said.gender(),
                said.deceased(),
                said.division(),
                said.centre(),
                Json.each(body.path("identifier"))
                        .filter(identifier -> CERTIFICATE.equals(Json.text(identifier, "system")))
                        .flatMap(identifier -> Fields.day(Json.text(identifier, "period", "start")).stream())
                        .min(LocalDate::compareTo)
                        .orElse(null),
                known,
                version.position());
    }

    private void dose(Version version) {
        JsonNode body = version.body();
        Fields.day(body, "occurrenceDateTime").ifPresent(day -> {
            String product = Json.each(body.path("vaccineCode").path("coding"))
                    .flatMap(coding ->
                            schedules.product(Json.text(coding, "system"), Json.text(coding, "code")).stream())
                    .map(Product::product)
                    .findFirst()
                    .orElse("");
            String place = Json.each(body.path("performer"))
                    .map(performer -> Fields.reference(performer.path("actor")))
                    .filter(actor -> actor.startsWith("Organization/"))
                    .findFirst()
                    .orElse("");
            residents.add(version.resident());
            doses.add(new Dose(
                    version.reference(),
                    version.resident(),
                    product,
                    Fields.words(body.path("vaccineCode")),
                    day,
                    place,
                    Json.text(body, "lotNumber"),
                    version.number(),
                    version.position()));
        });
    }

    private void diagnosis(Version version) {
        JsonNode body = version.body();
        String code = Fields.code(body.path("code"), Fields.ICD10);
        Optional<LocalDate> since = Fields.day(body, "onsetDateTime", "onsetPeriod", "recordedDate");
        if (since.isEmpty() || !schedules.asksAbout(Known.Kind.DIAGNOSIS, code) || doubtful(body)) {
            return;
        }
        residents.add(version.resident());
        facts.add(new Fact(
                version.reference(),
                version.resident(),
                Known.Kind.DIAGNOSIS,
                code,
                since.get(),
                Fields.ended(version, since.get(), zone)));
    }

    /** Only a severe allergy matters here. One without a day has always been. */
    private void allergy(Version version) {
        JsonNode body = version.body();
        boolean severe = Json.text(body, "criticality").equals("high")
                || Json.each(body.path("reaction"))
                        .anyMatch(reaction -> Json.text(reaction, "severity").equals("severe"));
        if (!severe || doubtful(body)) {
            return;
        }
        LocalDate since =
                Fields.day(body, "onsetDateTime", "onsetPeriod", "recordedDate").orElse(LocalDate.EPOCH);
        Json.each(body.path("code").path("coding"))
                .map(coding -> code(Json.text(coding, "system"), Json.text(coding, "code")))
                .filter(code -> schedules.asksAbout(Known.Kind.ALLERGY, code))
                .distinct()
                .forEach(code -> {
                    residents.add(version.resident());
                    facts.add(new Fact(
                            version.reference(),
                            version.resident(),
                            Known.Kind.ALLERGY,
                            code,
                            since,
                            Fields.ended(version, since, zone)));
                });
    }

    private String code(String system, String code) {
        return schedules.product(system, code).map(Product::product).orElse(code);
    }

    private static boolean doubtful(JsonNode body) {
        String verification = Json.text(body, "verificationStatus", "coding", "code");
        return VOID.contains(verification) || verification.equals("refuted");
    }

    private static boolean weighs(JsonNode body) {
        return Fields.code(body.path("code"), Fields.LOINC).equals(BIRTH_WEIGHT);
    }

    private void weight(Version version) {
        JsonNode quantity = version.body().path("valueQuantity");
        if (!weighs(version.body()) || !quantity.path("value").isNumber()) {
            return;
        }
        double value = quantity.path("value").asDouble();
        String code = Json.text(quantity, "code");
        String unit = code.isEmpty() ? Json.text(quantity, "unit") : code;
        if (unit.equals("g") || unit.equals("kg")) {
            residents.add(version.resident());
            weights.add(new Weight(version.reference(), version.resident(), (int)
                    Math.round(unit.equals("kg") ? value * 1000 : value)));
        }
    }
}
