package org.liankang.uses.contract;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/** What a batch of changes says, as rows. A resource that says nothing here still removes what it said before. */
final class Reading {

    private static final Set<String> TYPES = Set.of(
            "Patient", "Condition", "Encounter", "Organization", "CareTeam", "Contract", "QuestionnaireResponse");
    private static final Set<String> VOID = Set.of("entered-in-error", "cancelled", "refuted");
    private static final Set<String> ENDED = Set.of("inactive", "remission", "resolved");
    private static final Set<String> PRIMARY = Set.of("community-centre", "township-centre", "station");

    record Patient(String reference, long resident, LocalDate birth, LocalDate deceased, long at, boolean reachable) {}

    record Diagnosis(String reference, long resident, String code, LocalDate since, LocalDate ended) {}

    record Service(
            String reference, long resident, String kind, LocalDate day, String organization, boolean attended) {}

    record Answer(String reference, long resident, LocalDate day, String code) {}

    record Organization(String reference, boolean primary) {}

    private final ZoneId zone;
    private final ContractPolicy.Satisfaction satisfaction;
    final List<String> references = new ArrayList<>();
    final Set<Long> residents = new TreeSet<>();
    final List<Patient> patients = new ArrayList<>();
    final List<Diagnosis> diagnoses = new ArrayList<>();
    final List<Service> services = new ArrayList<>();
    final List<Organization> organizations = new ArrayList<>();
    final List<Team> teams = new ArrayList<>();
    final List<Contract> contracts = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();

    private Reading(ZoneId zone, ContractPolicy.Satisfaction satisfaction) {
        this.zone = zone;
        this.satisfaction = satisfaction;
    }

    static Reading of(List<Version> changes, ZoneId zone, ContractPolicy policy) {
        var reading = new Reading(zone, policy.satisfaction());
        for (Version version : Fields.newest(changes)) {
            if (TYPES.contains(version.type())) {
                reading.references.add(version.reference());
                // Of all the answers residents give, hardly any are about their family doctor.
                if (version.resident() != 0 && !version.type().equals("QuestionnaireResponse")) {
                    reading.residents.add(version.resident());
                }
                if (!version.deleted()) {
                    reading.read(version, version.body());
                }
            }
        }
        return reading;
    }

    private void read(Version version, JsonNode body) {
        switch (version.type()) {
            case "Organization" ->
                organizations.add(new Organization(
                        version.reference(),
                        Json.each(body.path("type"))
                                .map(type -> Fields.code(type, "urn:liankang:institution-kind"))
                                .anyMatch(PRIMARY::contains)));
            case "CareTeam" -> team(version, body);
            default -> {
                if (version.resident() != 0) {
                    about(version, body);
                }
            }
        }
    }

    private void about(Version version, JsonNode body) {
        switch (version.type()) {
            case "Patient" ->
                patients.add(new Patient(
                        version.reference(),
                        version.resident(),
                        Fields.day(body, "birthDate").orElse(null),
                        Fields.day(body, "deceasedDateTime").orElse(null),
                        version.position(),
                        Json.each(body.path("telecom"))
                                .anyMatch(one -> !Json.text(one, "value").isBlank()
                                        && !Json.text(one, "use").equals("old"))));
            case "Condition" -> diagnosis(version, body);
            case "Encounter" -> service(version, body);
            case "Contract" -> contract(version, body);
            case "QuestionnaireResponse" -> answer(version, body);
            default -> throw new IllegalStateException(version.type());
        }
    }

    private void diagnosis(Version version, JsonNode body) {
        String code = Fields.code(body.path("code"), Fields.ICD10);
        Optional<LocalDate> since = Fields.day(body, "onsetDateTime", "onsetPeriod", "recordedDate");
        if (code.isEmpty()
                || since.isEmpty()
                || VOID.contains(Json.text(body, "verificationStatus", "coding", "code"))) {
            return;
        }
        Optional<LocalDate> ended = Fields.day(body, "abatementDateTime");
        if (ended.isEmpty() && ENDED.contains(Json.text(body, "clinicalStatus", "coding", "code"))) {
            ended = Optional.of(version.at().atZone(zone).toLocalDate());
        }
        diagnoses.add(new Diagnosis(version.reference(), version.resident(), code, since.get(), ended.orElse(null)));
    }

    private void service(Version version, JsonNode body) {
        String kind = Fields.code(body.path("type"), Fields.SERVICE);
        if (!kind.isEmpty() && Json.text(body, "status").equals("finished")) {
            Fields.day(body, "period")
                    .ifPresent(day -> services.add(new Service(
                            version.reference(),
                            version.resident(),
                            kind,
                            day,
                            Fields.reference(body.path("serviceProvider")),
                            Json.each(body.path("participant"))
                                    .anyMatch(one -> !one.path("individual").isMissingNode()))));
        }
    }

    /** One answer in a response counts: the first to the question, at any depth. */
    private void answer(Version version, JsonNode body) {
        boolean asked = Json.text(body, "questionnaire")
                .replaceFirst("\\|.*", "")
                .equals("urn:liankang:form:" + satisfaction.form());
        if (asked && !VOID.contains(Json.text(body, "status"))) {
            Fields.day(body, "authored")
                    .ifPresent(day -> answered(body).ifPresent(code -> {
                        answers.add(new Answer(version.reference(), version.resident(), day, code));
                        residents.add(version.resident());
                    }));
        }
    }

    private Optional<String> answered(JsonNode items) {
        return Json.each(items.path("item"))
                .map(item -> Json.text(item, "linkId").equals(satisfaction.question())
                        ? Optional.of(Json.text(item, "answer", "valueCoding", "code"))
                        : answered(item))
                .flatMap(Optional::stream)
                .filter(code -> !code.isEmpty())
                .findFirst();
    }

    private void team(Version version, JsonNode body) {
        boolean family = Json.each(body.path("category"))
                .anyMatch(c -> Fields.code(c, "urn:liankang:team-kind").equals("family-doctor"));
        if (!family || VOID.contains(Json.text(body, "status"))) {
            return;
        }
        teams.add(new Team(
                version.id(),
                Json.text(body, "name"),
                Fields.reference(body.path("managingOrganization")),
                Fields.reference(body.path("participant").path(0).path("member")),
                Json.each(body.path("extension"))
                        .filter(e -> Json.text(e, "url").equals("urn:liankang:division"))
                        .map(e -> Json.text(e, "valueCode"))
                        .toList(),
                version.number(),
                version.position(),
                !ENDED.contains(Json.text(body, "status"))
                        && !Json.text(body, "status").equals("suspended")));
    }

    private void contract(Version version, JsonNode body) {
        Optional<LocalDate> starts = Fields.day(body, "applies");
        Optional<LocalDate> ends = Fields.day(Json.text(body, "applies", "end"));
        List<String> packages = Json.each(body.path("term"))
                .map(term -> Fields.code(term.path("type"), "urn:liankang:package"))
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toList());
        if (!Json.text(body, "status").equals("executed") || starts.isEmpty() || ends.isEmpty() || packages.isEmpty()) {
            return;
        }
        String team = about(body, "CareTeam").orElse("");
        contracts.add(new Contract(
                version.reference(),
                version.resident(),
                Fields.reference(body.path("authority")),
                team.isEmpty() ? "" : team.substring("CareTeam/".length()),
                starts.get(),
                ends.get(),
                Fields.day(body, "issued").orElse(starts.get()),
                packages,
                version.number(),
                version.position(),
                about(body, "Consent").orElse(body.path("signer").isEmpty() ? "" : "signature"),
                about(body, "Contract").orElse(""),
                Fields.code(Fields.extension(body, Signings.END).path("valueCodeableConcept"), Signings.END)));
    }

    /** The first of its supporting information that is of a type. */
    private static Optional<String> about(JsonNode body, String type) {
        return Json.each(body.path("supportingInfo"))
                .map(Fields::reference)
                .filter(reference -> reference.startsWith(type + "/"))
                .findFirst();
    }
}
