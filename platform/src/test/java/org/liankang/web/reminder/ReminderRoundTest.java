package org.liankang.web.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
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
}
