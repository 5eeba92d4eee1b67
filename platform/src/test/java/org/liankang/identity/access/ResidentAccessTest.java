package org.liankang.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.identity.person.Person;
import org.liankang.identity.place.Institutions;
import org.liankang.identity.place.TestInstitutions;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who opens whose data, and the trace each opening leaves. */
class ResidentAccessTest {

    private static final String CENTRE = "12330203TEST000011";

    private final SteppingClock clock = new SteppingClock();
    private TestDatabase database;
    private AuditTrail trail;
    private ResidentAccess access;
    private Account doctor;
    private Account planner;
    private Account steward;
    private long centre;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        var accounts = new Accounts(new AccountStore(database.jdbc(), database.migrations()), clock);
        Institutions institutions = TestInstitutions.of(database);
        centre = database.jdbc()
                .sql("insert into place.institution (code, organization, name, kind, division) "
                        + "values (?, 'o1', 'centre', 'community-centre', '330203001') returning id")
                .param(CENTRE)
                .query(Long.class)
                .single();
        institutions.refresh();
        trail = new AuditTrail(new AuditStore(new JdbcTemplate(database.source()), database.jdbc()), clock);
        access = new ResidentAccess(new StatedPurposeStore(database.jdbc()), institutions, trail, clock);
        doctor = accounts.add(new Accounts.Draft("doc", "doc", Role.FAMILY_DOCTOR, CENTRE, false, "", "", "zh"), "p");
        planner = accounts.add(new Accounts.Draft("plan", "plan", Role.PLANNER, "", false, "", "", "zh"), "p");
        steward = accounts.add(new Accounts.Draft("data", "data", Role.DATA_STEWARD, "", false, "", "", "zh"), "p");
    }

    @AfterEach
    void close() throws InterruptedException {
        trail.close();
    }

    private static Person person(long id, long centre) {
        return new Person(id, "", "n", "female", null, null, "330203001", "", "", centre, "p" + id);
    }

    private List<AuditTrail.Entry> written() {
        trail.flush();
        return trail.entries(new AuditTrail.Filter("", "", 0), 50, 0);
    }

    @Test
    void a_doctor_opens_a_resident_of_the_own_centre_for_care() {
        assertThat(access.open(doctor, person(7, centre), Right.SEE_PERSON_RECORD, "see-timeline", "/residents/7"))
                .isEqualTo(Purpose.CARE);
        AuditTrail.Entry entry = written().getFirst();
        assertThat(entry.account()).isEqualTo("doc");
        assertThat(entry.purpose()).isEqualTo("CARE");
        assertThat(entry.resident()).isEqualTo(7);
        assertThat(entry.institution()).isEqualTo(CENTRE);
        assertThat(entry.reference()).isEqualTo("/residents/7");
    }

    @Test
    void every_other_opening_needs_a_stated_purpose_which_ends() {
        Person other = person(8, centre + 1);
        assertThatThrownBy(() -> access.open(doctor, other, Right.SEE_PERSON_RECORD, "see-timeline", ""))
                .isInstanceOf(PurposeNeeded.class);
        assertThatThrownBy(() -> access.open(planner, person(7, centre), Right.SEE_PERSON_RECORD, "see-timeline", ""))
                .isInstanceOf(PurposeNeeded.class);
        assertThat(access.state(doctor, "resident/8", Purpose.EMERGENCY, "x")).isFalse();
        assertThat(access.state(doctor, "resident/8", Purpose.CARE, "because I say so"))
                .isFalse();
        assertThat(access.state(doctor, "resident/8", Purpose.EMERGENCY, "unconscious at the gate"))
                .isTrue();
        assertThat(access.open(doctor, other, Right.SEE_PERSON_RECORD, "see-timeline", ""))
                .isEqualTo(Purpose.EMERGENCY);
        assertThatThrownBy(() -> access.open(planner, other, Right.SEE_PERSON_RECORD, "see-timeline", ""))
                .isInstanceOf(PurposeNeeded.class);
        assertThat(written()).extracting(AuditTrail.Entry::action).containsExactly("see-timeline", "state-purpose");
        clock.step(Duration.ofMinutes(31));
        assertThatThrownBy(() -> access.open(doctor, other, Right.SEE_PERSON_RECORD, "see-timeline", ""))
                .isInstanceOf(PurposeNeeded.class);
    }

    @Test
    void without_the_right_no_purpose_helps() {
        access.state(steward, "resident/7", Purpose.DATA_REPAIR, "a broken address");
        assertThatThrownBy(() -> access.open(steward, person(7, centre), Right.SEE_PERSON_RECORD, "see-timeline", ""))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> access.openPeople(steward, "hypertension-control"))
                .isInstanceOf(AccessRefused.class);
    }

    @Test
    void people_behind_a_number_open_to_a_planner_with_a_purpose() {
        assertThatThrownBy(() -> access.openPeople(planner, "hypertension-control"))
                .isInstanceOf(PurposeNeeded.class);
        access.state(planner, "indicator/hypertension-control", Purpose.QUALITY_CHECK, "a sudden rise");
        assertThat(access.openPeople(planner, "hypertension-control")).isEqualTo(Purpose.QUALITY_CHECK);
        assertThatThrownBy(() -> access.openPeople(planner, "contract-rate")).isInstanceOf(PurposeNeeded.class);
    }

    @Test
    void a_clean_shutdown_writes_what_is_still_waiting() throws InterruptedException {
        for (int i = 1; i <= 2500; i++) {
            trail.record(doctor, Purpose.CARE, "see-timeline", i, "");
        }
        trail.close();
        assertThat(database.jdbc()
                        .sql("select count(*) from access.audit")
                        .query(Long.class)
                        .single())
                .isEqualTo(2500);
    }

    @Test
    void what_is_written_cannot_be_changed_or_removed() {
        trail.record(doctor, "sign-in", "");
        trail.flush();
        assertThatThrownBy(() -> database.jdbc().sql("delete from access.audit").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> database.jdbc()
                        .sql("update access.audit set account = ''")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }
}
