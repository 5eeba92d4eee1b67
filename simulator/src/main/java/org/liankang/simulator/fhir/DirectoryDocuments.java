package org.liankang.simulator.fhir;

import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Division;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Kind;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.staff.Staff;
import org.liankang.simulator.staff.Team;
import org.liankang.simulator.staff.Workforce;

/** The Bundles that come before any resident: institutions, then staff with their roles, then teams. The bureau sends them. */
public final class DirectoryDocuments {

    private static final int STAFF_PER_BUNDLE = 50;
    private static final int TEAMS_PER_BUNDLE = 100;

    private final Region region;
    private final Workforce workforce;
    private final Scenario scenario;
    private final String sender;

    public DirectoryDocuments(Region region, Workforce workforce, Scenario scenario) {
        this.region = region;
        this.workforce = workforce;
        this.scenario = scenario;
        sender = region.institutions().stream()
                .filter(i -> i.kind() == Kind.BUREAU)
                .findFirst()
                .orElseThrow()
                .creditCode();
    }

    public List<Bundle> bundles() {
        List<Bundle> bundles = new ArrayList<>();
        try (BundleWriter out = new BundleWriter()) {
            region.institutions().forEach(institution -> institution(out, institution));
            bundles.add(new Bundle(sender, out.finish(), out.resources()));
        }
        List<Staff> staff = workforce.all();
        for (int from = 0; from < staff.size(); from += STAFF_PER_BUNDLE) {
            try (BundleWriter out = new BundleWriter()) {
                staff.subList(from, Math.min(staff.size(), from + STAFF_PER_BUNDLE))
                        .forEach(person -> staff(out, person));
                bundles.add(new Bundle(sender, out.finish(), out.resources()));
            }
        }
        List<Team> teams = region.divisions().stream()
                .flatMap(division -> workforce.teams(division).stream())
                .toList();
        for (int from = 0; from < teams.size(); from += TEAMS_PER_BUNDLE) {
            try (BundleWriter out = new BundleWriter()) {
                teams.subList(from, Math.min(teams.size(), from + TEAMS_PER_BUNDLE))
                        .forEach(team -> team(out, team));
                bundles.add(new Bundle(sender, out.finish(), out.resources()));
            }
        }
        return bundles;
    }

    private void institution(BundleWriter out, Institution institution) {
        out.resource("Organization", institution.id()).list("extension");
        if (workforce.beds(institution) > 0) {
            out.item()
                    .text("url", "urn:liankang:bed-count")
                    .number("valueInteger", workforce.beds(institution))
                    .end();
        }
        out.item()
                .text("url", "urn:liankang:tcm-service")
                .flag("valueBoolean", institution.chineseMedicine())
                .end();
        if (workforce.childcarePlaces(institution) > 0) {
            out.item()
                    .text("url", "urn:liankang:childcare-places")
                    .number("valueInteger", workforce.childcarePlaces(institution))
                    .end();
        }
        out.endList()
                .identifier(Codes.CREDIT_CODE, institution.creditCode())
                .flag("active", true)
                .conceptList(
                        "type",
                        "urn:liankang:institution-kind",
                        institution.kind().code(),
                        null)
                .text("name", institution.name());
        if (!institution.division().isEmpty()) {
            String place = region.divisions().stream()
                    .filter(d -> d.code().equals(institution.division()))
                    .map(Division::name)
                    .findFirst()
                    .orElseThrow();
            out.list("address")
                    .item()
                    .list("extension")
                    .item()
                    .text("url", "urn:liankang:division")
                    .text("valueCode", institution.division())
                    .end()
                    .endList()
                    .text("text", region.addressPrefix() + place)
                    .end()
                    .endList();
        }
        if (!institution.partOf().isEmpty()) {
            out.reference(
                    "partOf",
                    "Organization",
                    region.institution(institution.partOf()).id());
        }
        out.endResource();
    }

    private void staff(BundleWriter out, Staff staff) {
        out.resource("Practitioner", staff.id())
                .identifier(Codes.STAFF_NUMBER, staff.staffNumber())
                .flag("active", true)
                .name(staff.family(), staff.given())
                .text("gender", staff.sex().code())
                .endResource();
        out.resource("PractitionerRole", staff.id())
                .flag("active", true)
                .object("period")
                .date("start", scenario.start())
                .end()
                .reference("practitioner", "Practitioner", staff.id())
                .reference("organization", "Organization", staff.at().id())
                .conceptList("code", "urn:liankang:staff-kind", staff.kind().code(), null)
                .endResource();
    }

    private static void team(BundleWriter out, Team team) {
        out.resource("CareTeam", team.id())
                .list("extension")
                .item()
                .text("url", "urn:liankang:division")
                .text("valueCode", team.division().code())
                .end()
                .endList()
                .text("status", "active")
                .conceptList("category", "urn:liankang:team-kind", "family-doctor", null)
                .text("name", team.name())
                .list("participant");
        team.members()
                .forEach(member -> out.item()
                        .reference("member", "Practitioner", member.id())
                        .end());
        out.endList()
                .referenceList(
                        "managingOrganization", "Organization", team.centre().id())
                .endResource();
    }
}
