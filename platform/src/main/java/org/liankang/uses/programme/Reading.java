package org.liankang.uses.programme;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Demographics;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/** What a batch of changes says, as rows. A resource that says nothing here still removes what it said before. */
final class Reading {

    private static final Set<String> TYPES =
            Set.of("Patient", "Condition", "Encounter", "ServiceRequest", "Observation", "QuestionnaireResponse");
    private static final Set<String> VOID = Set.of("entered-in-error", "cancelled", "revoked", "not-done");

    /** Somebody suspects it: told, so days count from it, but nobody is treated for it yet. */
    private static final Set<String> DOUBTED = Set.of("unconfirmed", "differential");

    /**
     * @param known the day the record first had it
     */
    record Patient(
            String reference,
            long resident,
            boolean deleted,
            LocalDate birth,
            String gender,
            LocalDate deceased,
            LocalDate since,
            String division,
            String centre,
            LocalDate known,
            long at) {}

    record Diagnosis(String reference, long resident, String code, LocalDate since, LocalDate ended) {}

    record Visit(String reference, long resident, String service, LocalDate day, int version, long at) {}

    /** @param encounter in which it was told, or empty */
    record Told(
            String reference,
            String encounter,
            long resident,
            String name,
            LocalDate day,
            LocalDate told,
            int rank,
            long at) {}

    record Fact(
            String source,
            String encounter,
            long resident,
            String name,
            BigDecimal number,
            String words,
            String moment) {}

    private final FactNames.Codes codes;
    private final ZoneId zone;
    final List<String> references = new ArrayList<>();
    final Set<Long> residents = new TreeSet<>();
    final List<Patient> patients = new ArrayList<>();
    final List<Diagnosis> diagnoses = new ArrayList<>();
    final List<Visit> visits = new ArrayList<>();
    final List<Fact> facts = new ArrayList<>();
    final List<Told> dates = new ArrayList<>();

    private Reading(FactNames.Codes codes, ZoneId zone) {
        this.codes = codes;
        this.zone = zone;
    }

    static Reading of(List<Version> changes, FactNames.Codes codes, ZoneId zone) {
        var reading = new Reading(codes, zone);
        Map<String, LocalDate> known = Demographics.known(changes, zone);
        for (Version version : Fields.newest(changes)) {
            if (TYPES.contains(version.type())) {
                reading.read(version, known);
            }
        }
        return reading;
    }

    private void read(Version version, Map<String, LocalDate> known) {
        references.add(version.reference());
        if (version.resident() != 0) {
            residents.add(version.resident());
        }
        if (version.type().equals("Patient")) {
            patients.add(patient(version, known.get(version.reference())));
        } else if (!version.deleted()
                && version.resident() != 0
                && !VOID.contains(Json.text(version.body(), "status"))) {
            switch (version.type()) {
                case "Condition" -> diagnosis(version);
                case "Encounter" -> encounter(version);
                case "ServiceRequest" -> referral(version);
                case "Observation" -> observation(version);
                case "QuestionnaireResponse" -> answers(version);
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
                Fields.day(Json.text(Fields.extension(body, "urn:liankang:resident-since"), "valueDate"))
                        .orElse(null),
                said.division(),
                said.centre(),
                known,
                version.position());
    }

    private void diagnosis(Version version) {
        JsonNode body = version.body();
        String verification = Json.text(body, "verificationStatus", "coding", "code");
        String code = Fields.code(body.path("code"), Fields.ICD10);
        Optional<LocalDate> since = Fields.day(body, "onsetDateTime", "onsetPeriod", "recordedDate");
        if (code.isEmpty() || since.isEmpty() || VOID.contains(verification) || verification.equals("refuted")) {
            return;
        }
        LocalDate told = Fields.day(body, "recordedDate").orElse(since.get());
        dated(source -> source.diagnosis().stream().anyMatch(code::startsWith), version, "", since.get(), told);
        if (!DOUBTED.contains(verification)) {
            diagnoses.add(new Diagnosis(
                    version.reference(),
                    version.resident(),
                    code,
                    since.get(),
                    Fields.ended(version, since.get(), zone)));
        }
    }

    private void encounter(Version version) {
        String service = Fields.code(version.body().path("type"), Fields.SERVICE);
        Fields.day(version.body(), "period").ifPresent(day -> {
            visits.add(visit(version, service, day));
            dated(source -> !source.end() && source.visits().contains(service), version, "", day, day);
        });
        Fields.day(Json.text(version.body(), "period", "end"))
                .ifPresent(day ->
                        dated(source -> source.end() && source.visits().contains(service), version, "", day, day));
    }

    /** Takes a day under every name whose source it is. */
    private void dated(
            Predicate<FactNames.Source> source, Version version, String encounter, LocalDate day, LocalDate told) {
        for (FactNames.Dating dating : codes.datings()) {
            if (source.test(dating.source())) {
                dates.add(new Told(
                        version.reference(),
                        encounter,
                        version.resident(),
                        dating.name(),
                        day.plusDays(dating.source().shift()),
                        told,
                        dating.rank(),
                        version.position()));
            }
        }
    }

    private void referral(Version version) {
        JsonNode body = version.body();
        boolean referral = Json.each(body.path("category"))
                .anyMatch(category -> Fields.code(category, Fields.SERVICE).equals("referral"));
        if (referral && !Json.text(body, "status").equals("draft")) {
            Fields.day(body, "authoredOn").ifPresent(day -> visits.add(visit(version, "referral", day)));
        }
    }

    private static Visit visit(Version version, String service, LocalDate day) {
        return new Visit(version.reference(), version.resident(), service, day, version.number(), version.position());
    }

    private void observation(Version version) {
        JsonNode body = version.body();
        String encounter = Fields.reference(body.path("encounter"));
        Fields.day(Json.text(body, "valueDateTime"))
                .ifPresent(day -> dated(
                        source -> source.code() != null
                                && Json.each(body.path("code").path("coding"))
                                        .anyMatch(coding -> source.system().equals(Json.text(coding, "system"))
                                                && source.code().equals(Json.text(coding, "code"))),
                        version,
                        encounter,
                        day,
                        Fields.day(body, "effectiveDateTime", "effectivePeriod", "issued")
                                .orElse(day)));
        if (encounter.isEmpty()) {
            return;
        }
        String moment = Stream.of("effectiveDateTime", "effectivePeriod", "issued")
                .map(name -> Fields.moment(body, name))
                .filter(written -> !written.isEmpty())
                .findFirst()
                .orElse("");
        measured(version, encounter, moment, body);
        Json.each(body.path("component")).forEach(part -> measured(version, encounter, moment, part));
    }

    private void measured(Version version, String encounter, String moment, JsonNode holder) {
        Json.each(holder.path("code").path("coding"))
                .flatMap(coding -> codes.find(Json.text(coding, "system"), Json.text(coding, "code")).stream())
                .findFirst()
                .flatMap(named -> value(named.getValue(), holder)
                        .map(value -> new Fact(
                                version.reference(),
                                encounter,
                                version.resident(),
                                named.getKey(),
                                value.number(),
                                value.words(),
                                moment)))
                .ifPresent(facts::add);
    }

    private record Value(BigDecimal number, String words) {}

    private static Optional<Value> value(FactNames.Measurement measurement, JsonNode holder) {
        JsonNode quantity = holder.path("valueQuantity");
        if (quantity.path("value").isNumber()) {
            String code = Json.text(quantity, "code");
            String unit = code.isEmpty() ? Json.text(quantity, "unit") : code;
            return measurement.unit() == null || measurement.unit().equals(unit)
                    ? Optional.of(new Value(quantity.path("value").decimalValue(), ""))
                    : Optional.empty();
        } else if (holder.path("valueInteger").isNumber()) {
            return Optional.of(new Value(holder.path("valueInteger").decimalValue(), ""));
        } else if (holder.has("valueCodeableConcept")) {
            return Optional.of(new Value(null, Json.text(holder, "valueCodeableConcept", "coding", "code")));
        }
        return holder.has("valueString") ? Optional.of(new Value(null, "")) : Optional.empty();
    }

    private void answers(Version version) {
        JsonNode body = version.body();
        String encounter = Fields.reference(body.path("encounter"));
        if (!encounter.isEmpty()) {
            Json.each(body.path("item")).forEach(item -> answered(version, encounter, item));
        }
    }

    private void answered(Version version, String encounter, JsonNode item) {
        String name = Json.text(item, "linkId");
        if (codes.answers().contains(name)) {
            Json.each(item.path("answer"))
                    .forEach(answer -> facts.add(new Fact(
                            version.reference(),
                            encounter,
                            version.resident(),
                            name,
                            null,
                            words(answer),
                            Json.text(version.body(), "authored"))));
        }
        Json.each(item.path("answer"))
                .flatMap(answer -> Fields.day(Json.text(answer, "valueDate")).stream())
                .forEach(day -> dated(
                        source -> name.equals(source.answer()),
                        version,
                        encounter,
                        day,
                        Fields.day(version.body(), "authored").orElse(day)));
        Json.each(item.path("item")).forEach(inner -> answered(version, encounter, inner));
    }

    /** Codes, booleans and days; what somebody wrote in words stays in the record. */
    private static String words(JsonNode answer) {
        String code = Json.text(answer, "valueCoding", "code");
        if (!code.isEmpty()) {
            return code;
        }
        String plain = Json.text(answer, "valueBoolean");
        return plain.isEmpty() ? Json.text(answer, "valueDate") : plain;
    }
}
