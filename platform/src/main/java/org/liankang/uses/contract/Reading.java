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

    private static final Set<String> TYPES =
            Set.of("Patient", "Condition", "Encounter", "Organization", "CareTeam", "Contract");
    private static final Set<String> VOID = Set.of("entered-in-error", "cancelled", "refuted");
    private static final Set<String> ENDED = Set.of("inactive", "remission", "resolved");
    private static final Set<String> PRIMARY = Set.of("community-centre", "township-centre", "station");

    record Patient(String reference, long resident, LocalDate birth, LocalDate deceased, long at) {}

    record Diagnosis(String reference, long resident, String code, LocalDate since, LocalDate ended) {}

    record Service(String reference, long resident, String kind, LocalDate day, String organization) {}

    record Organization(String reference, boolean primary) {}

    private final ZoneId zone;
    final List<String> references = new ArrayList<>();
    final Set<Long> residents = new TreeSet<>();
    final List<Patient> patients = new ArrayList<>();
    final List<Diagnosis> diagnoses = new ArrayList<>();
    final List<Service> services = new ArrayList<>();
    final List<Organization> organizations = new ArrayList<>();
    final List<Team> teams = new ArrayList<>();
    final List<Contract> contracts = new ArrayList<>();

    private Reading(ZoneId zone) {
        this.zone = zone;
    }

    static Reading of(List<Version> changes, ZoneId zone) {
        var reading = new Reading(zone);
        for (Version version : Fields.newest(changes)) {
            if (TYPES.contains(version.type())) {
                reading.references.add(version.reference());
                if (version.resident() != 0) {
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
                        version.position()));
            case "Condition" -> diagnosis(version, body);
            case "Encounter" -> service(version, body);
            case "Contract" -> contract(version, body);
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
                            Fields.reference(body.path("serviceProvider")))));
        }
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
                version.position()));
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
        String team = Fields.reference(body.path("supportingInfo"));
        contracts.add(new Contract(
                version.reference(),
                version.resident(),
                Fields.reference(body.path("authority")),
                team.startsWith("CareTeam/") ? team.substring("CareTeam/".length()) : "",
                starts.get(),
                ends.get(),
                Fields.day(body, "issued").orElse(starts.get()),
                packages,
                version.number(),
                version.position()));
    }
}
