package org.liankang.simulator.fhir;

import java.time.LocalDate;
import java.util.Locale;
import org.liankang.simulator.life.Event;
import org.liankang.simulator.life.Event.Agreement;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Certified;
import org.liankang.simulator.life.Event.Death;
import org.liankang.simulator.life.Event.Diagnosed;
import org.liankang.simulator.life.Event.Examination;
import org.liankang.simulator.life.Event.FollowUp;
import org.liankang.simulator.life.Event.Found;
import org.liankang.simulator.life.Event.Vaccinated;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.life.History;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.people.Household;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Diagnosis;
import org.liankang.simulator.region.Division;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.staff.Staff;
import org.liankang.simulator.staff.Team;

/** Writes down one resident's whole history. */
final class ResidentDocuments {

    private final BundleWriter out;
    private final Household home;
    private final Person person;
    private final History history;
    private final Team team;
    private final Institution centre;
    private final Surroundings surroundings;
    private int sequence;

    ResidentDocuments(BundleWriter out, Household home, History history, Surroundings surroundings) {
        this.out = out;
        this.home = home;
        this.history = history;
        this.surroundings = surroundings;
        person = history.person();
        team = surroundings.workforce().team(home.division(), home.index());
        centre = team.centre();
    }

    void write() {
        patient();
        for (Event event : history.events()) {
            switch (event) {
                case Diagnosed diagnosed -> condition(diagnosed.diagnosis(), diagnosed.onset(), diagnosed.date());
                case Found found -> condition(found.diagnosis(), found.onset(), found.date());
                case Care care -> new CareDocuments(out, this).write(care);
                case Visit visit -> visit(visit);
                case FollowUp followUp -> new FollowUpDocuments(out, this).write(followUp);
                case Examination exam -> new ExaminationDocuments(out, this).write(exam);
                case Agreement agreement -> contract(agreement);
                case Vaccinated dose -> dose(dose);
                case Certified _ -> {}
                case Death death -> death(death);
            }
        }
    }

    /** Ids of everything that belongs to a resident: the person's and a running number. */
    String next() {
        return person.id() + "-" + Integer.toString(sequence++, 36);
    }

    Person person() {
        return person;
    }

    Team team() {
        return team;
    }

    Institution centre() {
        return centre;
    }

    /** Who sees patients there, or null where nobody is known. */
    Staff doctor(Institution at, int choice) {
        return surroundings.workforce().doctor(at, choice);
    }

    Institution referralHospital() {
        return surroundings.hospital(home);
    }

    /** The last simulated day. */
    LocalDate end() {
        return surroundings.end();
    }

    private void patient() {
        out.resource("Patient", person.id())
                .list("extension")
                .item()
                .text("url", "urn:liankang:resident-since")
                .date("valueDate", person.since())
                .end();
        if (person.mother() != null) {
            out.item()
                    .text("url", "urn:liankang:mother")
                    .reference("valueReference", "Patient", person.mother().id())
                    .end();
        }
        out.endList()
                .list("identifier")
                .item()
                .text("system", Codes.ID_NUMBER)
                .text("value", person.idNumber())
                .end();
        // The number of a certificate is not what the record is about, only that there is one and since when.
        history.of(Certified.class)
                .forEach(certified -> out.item()
                        .text("system", "urn:liankang:immunisation-certificate")
                        .text("value", "C%09d".formatted(person.number()))
                        .object("period")
                        .date("start", certified.date())
                        .end()
                        .end());
        out.endList()
                .flag("active", true)
                .name(person.family(), person.given())
                .list("telecom")
                .item()
                .text("system", "phone")
                .text("value", person.phone())
                .end()
                .endList()
                .text("gender", person.sex().code())
                .date("birthDate", person.birth());
        history.death().ifPresent(death -> out.time("deceasedDateTime", death.date(), 1080));
        Division division = home.division();
        out.list("address")
                .item()
                .list("extension")
                .item()
                .text("url", "urn:liankang:division")
                .text("valueCode", division.code())
                .end()
                .endList()
                .text("text", home.address())
                .end()
                .endList()
                .reference("managingOrganization", "Organization", centre.id())
                .endResource();
    }

    private void condition(Diagnosis diagnosis, LocalDate onset, LocalDate recorded) {
        out.resource("Condition", next())
                .concept("clinicalStatus", "http://terminology.hl7.org/CodeSystem/condition-clinical", "active", null)
                .concept(
                        "verificationStatus",
                        "http://terminology.hl7.org/CodeSystem/condition-ver-status",
                        "confirmed",
                        null)
                .concept("code", Codes.ICD, diagnosis.code(), diagnosis.name())
                .reference("subject", "Patient", person.id())
                .date("onsetDateTime", onset)
                .date("recordedDate", recorded)
                .endResource();
    }

    private void visit(Visit visit) {
        Staff doctor = surroundings.workforce().doctor(visit.at(), visit.minute() + sequence);
        String encounter = next();
        openEncounter(
                encounter, visit.service().encounterClass(), visit.service().code());
        if (visit.cost() > 0) {
            out.list("extension")
                    .item()
                    .text("url", "urn:liankang:total-cost")
                    .object("valueMoney")
                    .number("value", visit.cost())
                    .text("currency", "CNY")
                    .end()
                    .end()
                    .endList();
        }
        participant(doctor);
        int end = visit.days() > 0 ? 10 * 60 : Math.min(visit.minute() + 15, 1439);
        out.object("period")
                .time("start", visit.date(), visit.minute())
                .time("end", visit.end(), end)
                .end();
        if (visit.reason() != null) {
            out.conceptList(
                    "reasonCode",
                    Codes.ICD,
                    visit.reason().code(),
                    visit.reason().name());
        }
        if (visit.days() > 0) {
            out.object("hospitalization")
                    .concept(
                            "dischargeDisposition",
                            "http://terminology.hl7.org/CodeSystem/discharge-disposition",
                            visit.died() ? "exp" : "home",
                            null)
                    .end();
        }
        out.reference("serviceProvider", "Organization", visit.at().id()).endResource();
        if (visit.service() == Service.NEWBORN_VISIT) {
            // 2.8 to 4.2 kg, drawn from the visit's time so that no other draw changes.
            new Measurements(out, this, encounter, visit.date(), visit.minute())
                    .tenths("29463-7", 28 + visit.minute() % 15, "kg");
        }
    }

    /** An Encounter up to its subject; the rest and the end are the caller's. */
    void openEncounter(String id, String encounterClass, String service) {
        out.resource("Encounter", id)
                .text("status", "finished")
                .object("class")
                .text("system", Codes.ACT)
                .text("code", encounterClass)
                .end()
                .conceptList("type", Codes.SERVICE, service, null)
                .reference("subject", "Patient", person.id());
    }

    void participant(Staff staff) {
        if (staff != null) {
            out.list("participant")
                    .item()
                    .reference("individual", "Practitioner", staff.id())
                    .end()
                    .endList();
        }
    }

    private void contract(Agreement agreement) {
        out.resource("Contract", next())
                .text("status", "executed")
                .date("issued", agreement.date())
                .object("applies")
                .date("start", agreement.from())
                .date("end", agreement.to())
                .end()
                .referenceList("subject", "Patient", person.id())
                .referenceList("authority", "Organization", centre.id())
                .list("term");
        for (String code : agreement.packages()) {
            out.item()
                    .concept("type", "urn:liankang:package", code, null)
                    .object("offer")
                    .text("text", code)
                    .end()
                    .end();
        }
        out.endList().referenceList("supportingInfo", "CareTeam", team.id()).endResource();
    }

    /** A dose from before somebody came here was given elsewhere and is written down from the certificate. */
    private void dose(Vaccinated dose) {
        boolean here = !dose.date().isBefore(person.since());
        out.resource("Immunization", next())
                .text("status", "completed")
                .concept("vaccineCode", Vaccines.SYSTEM, dose.product(), Vaccines.name(dose.product()))
                .reference("patient", "Patient", person.id())
                .time("occurrenceDateTime", dose.date(), dose.minute())
                .flag("primarySource", here);
        if (here) {
            out.text(
                            "lotNumber",
                            "%tY%<tm".formatted(dose.date()) + dose.product().toUpperCase(Locale.ROOT))
                    .list("performer")
                    .item()
                    .reference("actor", "Organization", centre.id())
                    .end()
                    .endList();
        }
        out.endResource();
    }

    private void death(Death death) {
        out.resource("Observation", next())
                .text("status", "final")
                .concept("code", Codes.LOINC, "69453-9", null)
                .reference("subject", "Patient", person.id())
                .time("effectiveDateTime", death.date(), 1080)
                .referenceList("performer", "Organization", centre.id())
                .concept(
                        "valueCodeableConcept",
                        Codes.ICD,
                        death.cause().code(),
                        death.cause().name())
                .endResource();
    }
}
