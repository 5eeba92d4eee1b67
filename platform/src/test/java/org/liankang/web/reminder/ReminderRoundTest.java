package org.liankang.web.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.uses.refill.Refill;
import org.liankang.uses.refill.Refills;
import org.liankang.uses.reminder.Message;
import org.liankang.uses.reminder.Reminders;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;

/** What the whole platform sees coming becomes one message each. */
class ReminderRoundTest {

    @Test
    void a_refill_due_soon_of_a_resident_with_a_contract_is_reminded_of_once() {
        var platform = RunningPlatform.shared();
        LocalDate due = SmallDistrict.TODAY.plusDays(2);
        for (String resident : new String[] {"zhang", "chen"}) {
            var bundle = Json.parse("""
                    {'resourceType':'Bundle','type':'transaction','entry':[{'resource':
                    {'resourceType':'MedicationRequest','id':'%s-long','status':'active','intent':'order',
                     'subject':{'reference':'Patient/%s'},'authoredOn':'%s','medicationCodeableConcept':{'text':'氨氯地平片'},
                     'dispenseRequest':{'validityPeriod':{'start':'%s'},'numberOfRepeatsAllowed':2,
                      'expectedSupplyDuration':{'value':30,'unit':'d','system':'http://unitsofmeasure.org','code':'d'}}},
                     'request':{'method':'PUT','url':'MedicationRequest/%s-long'}}]}""".formatted(resident, resident, SmallDistrict.TODAY, due, resident)
                    .replace('\'', '"'));
            assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                    .isTrue();
        }
        platform.caughtUp();
        Person zhang = person(platform, "张建国");
        assertThat(platform.bean(Refills.class).of(zhang.id()))
                .extracting(Refill::due)
                .containsExactly(due);

        var round = platform.bean(ReminderRound.class);
        round.collect();
        assertThat(round.collect()).as("seen again").isZero();

        assertThat(platform.bean(Reminders.class).of(zhang.id(), 50))
                .filteredOn(message -> message.kind().equals("refill"))
                .extracting(Message::due)
                .containsExactly(due);
        assertThat(platform.bean(Reminders.class).of(person(platform, "陈小明").id(), 50))
                .as("has no contract")
                .isEmpty();
    }

    private static Person person(RunningPlatform platform, String name) {
        return platform.bean(Persons.class).search(name, 1).getFirst();
    }

    private static void enter(RunningPlatform platform, String... resources) {
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        var entries = bundle.putArray("entry");
        for (String text : resources) {
            var resource = Json.parse(text.replace('\'', '"'));
            var entry = entries.addObject();
            entry.set("resource", resource);
            entry.putObject("request")
                    .put("method", "PUT")
                    .put("url", Json.text(resource, "resourceType") + "/" + Json.text(resource, "id"));
        }
        var receipt = SmallDistrict.send(platform.bean(Door.class), bundle, "");
        assertThat(receipt.accepted()).as(receipt.toString()).isTrue();
        platform.caughtUp();
    }

    private static String visit(LocalDate day) {
        return """
                {'resourceType':'Encounter','id':'reminded-%s','status':'finished',
                 'class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'subject':{'reference':'Patient/reminded'},'period':{'start':'%s','end':'%s'},
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(day, day, day);
    }

    private static String pressure(LocalDate day) {
        return """
                {'resourceType':'Observation','id':'reminded-%s','status':'final','subject':{'reference':'Patient/reminded'},
                 'encounter':{'reference':'Encounter/reminded-%s'},'effectiveDateTime':'%s',
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},'component':[
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
                   'valueQuantity':{'value':128,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}},
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
                   'valueQuantity':{'value':80,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]}""".formatted(day, day, day);
    }

    @Test
    void a_service_that_is_done_is_announced_no_longer_and_what_is_still_due_is() {
        var platform = RunningPlatform.shared();
        LocalDate before = SmallDistrict.TODAY.minusMonths(3).plusDays(2);
        enter(
                platform,
                """
                {'resourceType':'Patient','id':'reminded','identifier':[{'system':'urn:test:reminders','value':'reminded'}],
                 'name':[{'text':'蒋四海'}],'gender':'male','birthDate':'1969-05-04',
                 'managingOrganization':{'reference':'Organization/centre'}}""",
                """
                {'resourceType':'Condition','id':'reminded','subject':{'reference':'Patient/reminded'},'onsetDateTime':'%s',
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]}}""".formatted(SmallDistrict.TODAY.minusYears(1)),
                """
                {'resourceType':'Contract','id':'reminded','status':'executed','subject':[{'reference':'Patient/reminded'}],
                 'authority':[{'reference':'Organization/centre'}],'issued':'%s-01-01T09:00:00+08:00',
                 'applies':{'start':'%s-01-01','end':'%s-12-31'},'supportingInfo':[{'reference':'CareTeam/team'}],
                 'term':[{'type':{'coding':[{'system':'urn:liankang:package','code':'hypertension'}]},'offer':{'text':'高血压服务包'}}]}""".formatted(
                        SmallDistrict.TODAY.getYear(), SmallDistrict.TODAY.getYear(), SmallDistrict.TODAY.getYear()),
                visit(before),
                pressure(before));
        long resident = person(platform, "蒋四海").id();
        LocalDate due = before.plusMonths(3);
        var round = platform.bean(ReminderRound.class);
        round.collect();
        round.settle();
        assertThat(of(platform, resident, due).state()).as("still due").isIn(Message.State.WAITING, Message.State.SENT);
        enter(platform, visit(SmallDistrict.TODAY), pressure(SmallDistrict.TODAY));
        round.collect();
        round.settle();
        Message message = of(platform, resident, due);
        assertThat(message.state())
                .isEqualTo(message.sender().isEmpty() ? Message.State.WITHDRAWN : Message.State.SETTLED);
        assertThat(Visitor.signedIn(platform, "doctor")
                        .get("/residents/" + resident + "/reminders")
                        .body())
                .contains("事项已了结");
    }

    private static Message of(RunningPlatform platform, long resident, LocalDate due) {
        return platform.bean(Reminders.class).of(resident, 50).stream()
                .filter(message ->
                        message.kind().equals("service") && message.due().equals(due))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_no_sender_took_is_a_list_of_its_own() {
        var platform = RunningPlatform.shared();
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        assertThat(doctor.get("/panel/reminders?failed=true").body()).contains("发送失败", "没有发送失败的提醒");
        assertThat(doctor.post("/panel/reminders/999999999/again", Map.of()).status())
                .as("no such message of this centre")
                .isEqualTo(404);
        assertThat(Visitor.signedIn(platform, "auditor")
                        .get("/panel/reminders?failed=true")
                        .status())
                .isEqualTo(403);
    }
}
