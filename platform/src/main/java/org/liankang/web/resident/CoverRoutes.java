package org.liankang.web.resident;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.uses.contract.Contract;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Team;
import org.liankang.web.task.Villages;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;

/**
 * The cover of a resident's health file, in the order of the national standard's form (basic public health services,
 * third edition, annex to the service of health files). What nobody recorded stays a line to be written on.
 */
@Controller
class CoverRoutes {

    private static final String RECORD_NUMBER = "urn:oid:2.16.156.10011.1.2";
    private static final String OPENING = "record-opening";

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Records records;
    private final Contracts contracts;
    private final Institutions institutions;
    private final Places places;
    private final Villages villages;
    private final Views views;
    private final Clock clock;

    CoverRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Records records,
            Contracts contracts,
            Institutions institutions,
            Places places,
            Villages villages,
            Views views,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.records = records;
        this.contracts = contracts;
        this.institutions = institutions;
        this.places = places;
        this.villages = villages;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/residents/{id}/cover")
    ResponseEntity<String> cover(Page page, @PathVariable long id) {
        Person person = persons.find(id).orElseThrow(() -> new NotFound("resident"));
        access.open(current.require(), person, Right.SEE_PERSON_RECORD, "print-cover", "/residents/" + id);
        List<Version> chart = records.chart(id);
        Optional<JsonNode> patient = records.read("Patient", person.patient()).map(Version::body);
        Optional<JsonNode> opening = chart.stream()
                .filter(version -> version.type().equals("Encounter"))
                .map(Version::body)
                .filter(body -> Fields.code(body.path("type"), Fields.SERVICE).equals(OPENING))
                .min(Comparator.comparing(body -> Json.text(body, "period", "start")));
        PlaceNames named = places.in(page.t().language());
        Map<String, Object> model = new HashMap<>();
        model.put("person", person);
        model.put("number", patient.map(CoverRoutes::number).orElse(""));
        model.put("division", named.division(person.division()));
        model.put("village", villages.of(person));
        model.put(
                "keeper",
                institutions.find(person.centre()).map(Institution::name).orElse(""));
        model.put(
                "opener",
                opening.map(body -> named.staff(Json.text(body, "participant", "individual", "reference")))
                        .orElse(""));
        model.put(
                "opened",
                opening.map(body -> Json.text(body, "period", "start")).orElse(""));
        model.put("doctor", doctor(named, person));
        return views.html(page, "resident/cover", model);
    }

    /** Who answers for the resident: the leader of the team of the contract in force. */
    private String doctor(PlaceNames named, Person person) {
        Optional<Contract> contract = contracts.of(person.id(), LocalDate.now(clock));
        return contract.stream()
                .flatMap(one ->
                        contracts.teams().stream().filter(team -> team.id().equals(one.team())))
                .map(Team::leader)
                .map(named::staff)
                .findFirst()
                .orElse("");
    }

    private static String number(JsonNode patient) {
        return Json.each(patient.path("identifier"))
                .filter(one -> Json.text(one, "system").equals(RECORD_NUMBER))
                .map(one -> Json.text(one, "value"))
                .findFirst()
                .orElse("");
    }
}
