package org.liankang.uses.refill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

class RefillsTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final RefillBook book = new RefillBook(database.jdbc(), database.transaction(), database.migrations());
    private final Refills refills = new Refills(database.jdbc(), book);
    private final Versions feed = new Versions();

    private void prescription(String id, String status, String dispenseRequest) {
        feed.put(7, """
                {'resourceType':'MedicationRequest','id':'%s','status':'%s','intent':'order','authoredOn':'2026-01-10',
                 'medicationCodeableConcept':{'text':'氨氯地平片 5mg'},'dispenseRequest':{%s}}""".formatted(id, status, dispenseRequest));
    }

    private void usual(String id) {
        prescription(
                id,
                "active",
                "'validityPeriod':{'start':'2026-01-11','end':'2026-04-10'},'numberOfRepeatsAllowed':2,"
                        + "'expectedSupplyDuration':{'value':30,'code':'d'}");
    }

    private void dispense(String id, String prescription, String day, String more) {
        feed.put(7, """
                {'resourceType':'MedicationDispense','id':'%s','status':'completed','whenHandedOver':'%s',
                 'authorizingPrescription':[{'reference':'MedicationRequest/%s'}]%s}""".formatted(id, day, prescription, more));
    }

    private Refill next() {
        Replays.read(book, feed.all(), 2);
        return refills.of(7).getFirst();
    }

    @Test
    void the_first_part_is_due_when_the_prescription_begins() {
        usual("m");
        assertThat(next())
                .isEqualTo(new Refill(
                        "MedicationRequest/m",
                        7,
                        0,
                        "氨氯地平片 5mg",
                        Refill.Kind.REFILL,
                        1,
                        3,
                        LocalDate.of(2026, 1, 11),
                        List.of()));
    }

    @Test
    void the_next_part_is_due_when_the_one_before_runs_out() {
        usual("m");
        dispense("d1", "m", "2026-01-12", "");
        assertThat(next().due()).isEqualTo(LocalDate.of(2026, 2, 11));
        dispense("d2", "m", "2026-02-09T09:00:00+08:00", ",'daysSupply':{'value':4,'code':'wk'}");
        assertThat(next()).satisfies(refill -> {
            assertThat(refill.number()).isEqualTo(3);
            assertThat(refill.due()).isEqualTo(LocalDate.of(2026, 3, 9));
            assertThat(refill.evidence()).containsExactly("MedicationDispense/d1", "MedicationDispense/d2");
        });
    }

    @Test
    void after_the_last_part_or_the_last_day_a_new_prescription_is_due() {
        usual("m");
        dispense("d1", "m", "2026-01-12", "");
        dispense("d2", "m", "2026-02-11", "");
        assertThat(next().kind()).isEqualTo(Refill.Kind.REFILL);
        dispense("d3", "m", "2026-03-10", "");
        assertThat(next())
                .satisfies(refill -> assertThat(refill.kind()).isEqualTo(Refill.Kind.RENEW))
                .satisfies(refill -> assertThat(refill.due()).isEqualTo(LocalDate.of(2026, 4, 9)));
        feed.delete(7, "MedicationDispense/d3");
        feed.delete(7, "MedicationDispense/d2");
        dispense("d2", "m", "2026-03-12", "");
        assertThat(next())
                .as("it runs out on 11 April, a day after the prescription")
                .satisfies(refill -> assertThat(refill.kind()).isEqualTo(Refill.Kind.RENEW));
    }

    @Test
    void a_prescription_that_is_short_stopped_or_in_another_unit_makes_no_task() {
        prescription("short", "active", "'expectedSupplyDuration':{'value':7,'code':'d'}");
        prescription("silent", "active", "'numberOfRepeatsAllowed':2");
        prescription("odd", "active", "'numberOfRepeatsAllowed':2,'expectedSupplyDuration':{'value':1,'code':'mo'}");
        usual("m");
        prescription("m", "stopped", "'numberOfRepeatsAllowed':2,'expectedSupplyDuration':{'value':30,'code':'d'}");
        Replays.read(book, feed.all(), 2);
        assertThat(refills.of(7)).isEmpty();
    }

    @Test
    void what_is_due_is_listed_by_day_and_by_institution() {
        usual("m");
        usual("n");
        dispense("d1", "n", "2026-01-12", "");
        Replays.read(book, feed.all(), 10);
        assertThat(refills.due(LocalDate.of(2026, 1, 11), LocalDate.of(2026, 2, 10), 10, 0))
                .extracting(Refill::prescription)
                .containsExactly("MedicationRequest/m");
        assertThat(refills.at(0, LocalDate.of(2026, 2, 11), 10))
                .extracting(Refill::prescription)
                .containsExactly("MedicationRequest/n", "MedicationRequest/m");
    }

    @Test
    void a_dispense_may_come_before_its_prescription_and_a_replay_says_the_same() {
        dispense("d1", "m", "2026-01-12", "");
        usual("m");
        dispense("d2", "m", "2026-02-11", "");
        feed.delete(7, "MedicationDispense/d1");
        assertThat(next().number()).isEqualTo(2);
        Replays.saysTheSame(book, database.jdbc(), book.tables(), feed.all());
    }
}
