package org.liankang.uses.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.place.Divisions;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A centre's teams: who is in them, which streets they serve. Written through the door like everything else. */
@Component
public class Teams {

    private static final String KIND = "urn:liankang:team-kind";
    private static final String ROLE = "urn:liankang:team-role";
    private static final String DIVISION = "urn:liankang:division";
    private static final int LONGEST_NAME = 60;
    private static final int MOST_MEMBERS = 30;

    /**
     * A team as its page shows and takes it.
     *
     * @param id of the CareTeam, or empty for a new one
     * @param version of the resource it was read from; 0 for a new one
     * @param members the first is the leader
     * @param divisions codes of the streets and towns it serves
     */
    public record Sheet(
            String id, int version, String name, boolean active, List<Member> members, List<String> divisions) {

        /** General practice and a specialty in one team. */
        public boolean mixed() {
            Set<String> roles = members.stream().map(Member::role).collect(Collectors.toSet());
            return roles.containsAll(Set.of("general", "specialist"));
        }
    }

    /**
     * @param staff staff number; empty when the record has none
     * @param role a code of the region's roles, or empty
     * @param name as registered, or empty
     */
    public record Member(String staff, String role, String name) {}

    private final Records records;
    private final Institutions institutions;
    private final Divisions divisions;
    private final ContractPolicy policy;
    private final Door door;

    Teams(Records records, Institutions institutions, Divisions divisions, ContractPolicy policy, Door door) {
        this.records = records;
        this.institutions = institutions;
        this.divisions = divisions;
        this.policy = policy;
        this.door = door;
    }

    /** A team of this centre; nothing when it is another's. */
    public Optional<Sheet> find(String id, Institution centre) {
        return current(id, centre).map(version -> {
            JsonNode body = version.body();
            return new Sheet(
                    id,
                    version.number(),
                    Json.text(body, "name"),
                    Json.text(body, "status").equals("active"),
                    Json.each(body.path("participant"))
                            .map(one ->
                                    member(Fields.reference(one.path("member")), Fields.code(one.path("role"), ROLE)))
                            .toList(),
                    Json.each(body.path("extension"))
                            .filter(one -> Json.text(one, "url").equals(DIVISION))
                            .map(one -> Json.text(one, "valueCode"))
                            .toList());
        });
    }

    /** @param form id of the page's form: sent twice, written once */
    public Signings.Outcome write(String login, String form, Institution centre, Sheet sheet) {
        List<Finding> findings = check(sheet, centre);
        if (!findings.isEmpty()) {
            return new Signings.Outcome.Refused(findings);
        }
        String id = sheet.id().isEmpty()
                ? UUID.nameUUIDFromBytes(("team/" + form).getBytes(StandardCharsets.UTF_8))
                        .toString()
                : sheet.id();
        Optional<Version> before = current(id, centre);
        ObjectNode team = before.map(version -> (ObjectNode) version.body().deepCopy())
                .orElseGet(() -> Json.object().put("resourceType", "CareTeam").put("id", id));
        write(team, centre, sheet);
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ObjectNode entry = bundle.putArray("entry").addObject();
        entry.set("resource", team);
        ObjectNode request = entry.putObject("request").put("method", "PUT").put("url", "CareTeam/" + id);
        if (sheet.version() > 0) {
            request.put("ifMatch", "W/\"" + sheet.version() + "\"");
        }
        Receipt receipt = door.submit(new Envelope(
                        "form",
                        new Submitter(login, centre.code()),
                        Optional.of("team/" + form),
                        new Interaction.Bundle(),
                        Json.bytes(bundle)))
                .join();
        return receipt.accepted() ? new Signings.Outcome.Stored(id) : new Signings.Outcome.NotTaken(receipt);
    }

    private void write(ObjectNode team, Institution centre, Sheet sheet) {
        team.put("status", sheet.active() ? "active" : "inactive");
        team.put("name", sheet.name().strip());
        coding(team.putArray("category").addObject(), KIND, "family-doctor");
        team.putArray("managingOrganization").addObject().put("reference", Signings.organization(centre));
        ArrayNode extensions = Json.array();
        Json.each(team.path("extension"))
                .filter(one -> !Json.text(one, "url").equals(DIVISION))
                .forEach(extensions::add);
        sheet.divisions().stream()
                .distinct()
                .forEach(code -> extensions.addObject().put("url", DIVISION).put("valueCode", code));
        team.remove("extension");
        if (!extensions.isEmpty()) {
            team.set("extension", extensions);
        }
        ArrayNode participants = team.putArray("participant");
        for (Member member : sheet.members()) {
            ObjectNode one = participants.addObject();
            policy.role(member.role())
                    .ifPresent(role -> coding(one.putArray("role").addObject(), ROLE, role.code())
                            .put("display", role.name()));
            one.putObject("member")
                    .put(
                            "reference",
                            "Practitioner/"
                                    + institutions.practitioner(member.staff()).orElseThrow());
        }
    }

    private static ObjectNode coding(ObjectNode concept, String system, String code) {
        return concept.putArray("coding").addObject().put("system", system).put("code", code);
    }

    private List<Finding> check(Sheet sheet, Institution centre) {
        List<Finding> findings = new ArrayList<>();
        if (!sheet.id().isEmpty() && current(sheet.id(), centre).isEmpty()) {
            findings.add(Finding.error("team-unknown", "", "the centre has no such team"));
        }
        if (!centre.primary()) {
            findings.add(Finding.error("team-not-primary", "", "only primary institutions have family-doctor teams"));
        }
        if (sheet.name().isBlank() || sheet.name().strip().length() > LONGEST_NAME) {
            findings.add(Finding.error("team-name-missing", "name", "a name of 1 to " + LONGEST_NAME + " characters"));
        }
        if (sheet.members().isEmpty() || sheet.members().size() > MOST_MEMBERS) {
            findings.add(Finding.error("team-member-missing", "members", "1 to " + MOST_MEMBERS + " members"));
        }
        if (sheet.members().stream()
                .anyMatch(one -> institutions.practitioner(one.staff()).isEmpty())) {
            findings.add(Finding.error("team-member-unknown", "members", "nobody is registered under a staff number"));
        }
        long different = sheet.members().stream().map(Member::staff).distinct().count();
        if (different < sheet.members().size()) {
            findings.add(Finding.error("team-member-twice", "members", "somebody is named twice"));
        }
        if (sheet.divisions().stream().anyMatch(code -> divisions.find(code).isEmpty())) {
            findings.add(Finding.error("team-division-unknown", "divisions", "no division of this region"));
        }
        return findings;
    }

    private Optional<Version> current(String id, Institution centre) {
        return records.read("CareTeam", id)
                .filter(version -> !version.deleted())
                .filter(version -> Fields.reference(version.body().path("managingOrganization"))
                        .equals(Signings.organization(centre)));
    }

    private Member member(String reference, String role) {
        String id = reference.replaceFirst("^Practitioner/", "");
        String number = records.read("Practitioner", id)
                .filter(version -> !version.deleted())
                .map(version -> Institutions.staffNumberOf(version.body()))
                .orElse("");
        return new Member(number, role, institutions.staffName(id).orElse(""));
    }
}
