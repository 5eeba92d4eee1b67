package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.identity.place.Institutions;
import org.liankang.identity.place.TestInstitutions;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

class ProgrammesTest {

    private static final Rulebook RULES = Cases.rulebook();

    private final TestDatabase database = TestDatabase.fresh();
    private final MovableClock clock = new MovableClock("2024-04-20");
    private final Institutions institutions = TestInstitutions.of(database, "c1", "c2");
    private final ProgrammeBook book = book();
    private final Programmes programmes =
            new Programmes(new ProgrammeStore(database.jdbc()), RULES, institutions, clock);
    private final Versions feed = new Versions();
    private final Documents documents = new Documents(feed);

    private ProgrammeBook book() {
        return new ProgrammeBook(database.jdbc(), database.transaction(), database.migrations(), RULES, clock);
    }

    private void uncontrolled() {
        documents.patient(7, "1970-05-01", "c1");
        documents.condition(7, "h", "I10.x00x002", "2024-01-10");
        documents.encounter(7, "e1", "hypertension-followup", "2024-04-08");
        documents.pressure(7, "b1", "e1", 150, 80);
        documents.answers(7, "q1", "e1", false);
    }

    private List<String> enrolments(long resident) {
        return programmes.enrolments(resident).stream()
                .map(Enrolment::programme)
                .toList();
    }

    private List<Task> followUps() {
        return programmes.tasks(TaskQuery.ofResident(7), 100, 0).stream()
                .filter(task -> task.service().equals("hypertension-followup"))
                .toList();
    }

    @Test
    void a_task_says_why_and_what_closed_it() {
        uncontrolled();
        Replays.read(book, feed.all(), 100);

        assertThat(programmes.enrolments(7)).anySatisfy(e -> {
            assertThat(e.programme()).isEqualTo("hypertension");
            assertThat(e.cause()).isEqualTo("Condition/h");
            assertThat(e.definition()).isEqualTo("2017");
        });
        assertThat(followUps()).hasSize(2);
        Task recheck = followUps().getFirst();
        assertThat(recheck.state()).isEqualTo(Task.State.OPEN);
        assertThat(recheck.due()).isEqualTo(LocalDate.of(2024, 4, 22));
        assertThat(recheck.reason()).isEqualTo("recheck");
        assertThat(recheck.clause()).contains("2周内随访");
        assertThat(recheck.cause()).isEqualTo("Encounter/e1");
        assertThat(recheck.centre())
                .isEqualTo(institutions.byOrganization("c1").orElseThrow().id());
        Task first = followUps().get(1);
        assertThat(first.state()).isEqualTo(Task.State.DONE);
        assertThat(first.done()).contains(new Task.Evidence("Encounter/e1", 1, 3, LocalDate.of(2024, 4, 8)));
        assertThat(programmes.task(first.id())).contains(first);
        assertThat(programmes.visits(7)).singleElement().satisfies(visit -> {
            assertThat(visit.classification()).isEqualTo("uncontrolled");
            assertThat(visit.complete()).isTrue();
        });
    }

    @Test
    void a_measurement_corrected_changes_what_is_due_and_one_deleted_reopens_the_task() {
        uncontrolled();
        documents.pressure(7, "b1", "e1", 130, 80);
        Replays.read(book, feed.all(), 2);
        assertThat(followUps()).extracting(Task::reason).containsExactly("first-visit", "routine");

        feed.delete(7, "Observation/b1");
        Replays.read(book, feed.all().subList(6, 7), 1);
        assertThat(followUps()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(Task.State.OPEN);
            assertThat(task.reason()).isEqualTo("first-visit");
        });
        assertThat(programmes.visits(7).getFirst().missing()).containsExactly("blood-pressure");

        feed.delete(7, "Condition/h");
        Replays.read(book, feed.all().subList(7, 8), 1);
        assertThat(programmes.enrolments(7)).isEmpty();
        assertThat(programmes.count(TaskQuery.ofResident(7))).isZero();
    }

    @Test
    void nobody_is_treated_for_what_is_only_suspected() {
        documents.patient(7, "1958-05-01", "c1");
        documents.condition(7, "h", "I10.x00x002", "2024-01-10", "unconfirmed");
        Replays.read(book, feed.all(), 100);
        assertThat(enrolments(7)).doesNotContain("hypertension");

        documents.condition(7, "h", "I10.x00x002", "2024-01-10", "confirmed");
        Replays.read(book, feed.all().subList(2, 3), 100);
        assertThat(enrolments(7)).containsOnlyOnce("hypertension");
    }

    @Test
    void a_resource_given_to_another_resident_leaves_the_first() {
        uncontrolled();
        documents.patient(8, "1960-05-01", "c2");
        documents.condition(8, "h", "I10.x00x002", "2024-01-10");
        Replays.read(book, feed.all(), 100);

        assertThat(enrolments(7)).doesNotContain("hypertension");
        assertThat(enrolments(8)).containsOnlyOnce("hypertension");
    }

    @Test
    void a_centre_sees_its_week_urgent_first() {
        documents.patient(7, "1970-05-01", "c1");
        documents.condition(7, "h7", "I10.x00x002", "2024-01-24");
        documents.patient(8, "1970-05-01", "c1");
        documents.condition(8, "h8", "I10.x00x002", "2024-01-10");
        documents.encounter(8, "e8", "hypertension-followup", "2024-04-19");
        documents.pressure(8, "b8", "e8", 190, 80);
        documents.patient(9, "1970-05-01", "c2");
        documents.condition(9, "h9", "I10.x00x002", "2024-01-22");
        Replays.read(book, feed.all(), 100);
        long centre = institutions.byOrganization("c1").orElseThrow().id();

        var week = TaskQuery.openAt(centre, LocalDate.of(2024, 4, 15), LocalDate.of(2024, 4, 28));
        assertThat(programmes.tasks(week, 10, 0))
                .extracting(Task::service, Task::resident)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("referral", 8L),
                        org.assertj.core.groups.Tuple.tuple("hypertension-followup", 7L));
        assertThat(programmes.count(week)).isEqualTo(2);
        assertThat(programmes.tasks(week, 10, 1)).hasSize(1);
        assertThat(programmes.tasks(TaskQuery.overdueAt(centre, LocalDate.of(2024, 4, 20)), 10, 0))
                .extracting(Task::service)
                .containsExactly("referral");
        assertThat(programmes.tasks(TaskQuery.openAt(999, LocalDate.of(2024, 1, 1), LocalDate.of(2025, 1, 1)), 10, 0))
                .isEmpty();
        var done = new TaskQuery(
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Set.of(Task.State.DONE, Task.State.MISSED),
                Optional.of("hypertension"));
        assertThat(programmes.tasks(done, 10, 0)).extracting(Task::resident).containsExactly(8L);
    }

    @Test
    void as_days_pass_the_review_says_what_a_replay_says() {
        uncontrolled();
        documents.patient(8, "1959-10-01", "c1");
        Replays.read(book, feed.all(), 3);
        clock.set("2024-06-01");
        assertThat(followUps().getFirst().state()).as("before the review").isEqualTo(Task.State.MISSED);

        book.review();
        assertThat(followUps()).extracting(Task::reason).containsExactly("recheck", "first-visit", "missed");
        assertThat(enrolments(8)).doesNotContain("elderly-health");
        clock.set("2024-10-01");
        book.review();
        assertThat(enrolments(8)).containsOnlyOnce("elderly-health");
        Replays.saysTheSame(book, database.jdbc(), book.tables(), feed.all());
    }

    @Test
    void cleared_and_read_again_it_says_the_same_whatever_the_batches() {
        uncontrolled();
        documents.encounter(7, "e2", "hypertension-followup", "2024-04-19");
        documents.pressure(7, "b2", "e2", 185, 80);
        documents.referral(7, "r1", "2024-04-20");
        feed.at("2024-02-01T00:00:00Z");
        documents.patient(7, "1958-05-01", "c2");
        feed.delete(7, "Observation/b1");
        documents.pressure(7, "b1", "e1", 120, 80);
        feed.delete(7, "Patient/p7");
        documents.patient(7, "1958-05-02", "c1");
        Replays.read(book, feed.all(), 4);

        assertThat(programmes.count(TaskQuery.ofResident(7))).isPositive();
        Replays.saysTheSame(book, database.jdbc(), book.tables(), feed.all());
    }

    private List<String> told(String programme) {
        return programmes.tasks(TaskQuery.ofResident(7), 100, 0).stream()
                .filter(task -> task.programme().equals(programme))
                .map(task -> task.reason() + " " + task.due() + " " + task.state())
                .toList();
    }

    private List<Enrolment> pregnancies() {
        return programmes.enrolments(7).stream()
                .filter(enrolment -> enrolment.programme().equals("maternal-health"))
                .toList();
    }

    private void pregnant() {
        documents.patient(7, "1995-05-01", "c1");
        documents.encounter(7, "a1", "antenatal-first", "2024-03-04");
        documents.pressure(7, "b1", "a1", 110, 70);
        documents.date(7, "d1", "a1", "8665-2", "2024-03-04", "2024-01-01");
    }

    @Test
    void a_last_period_told_at_a_check_begins_a_pregnancy_and_an_expected_delivery_corrects_it() {
        pregnant();
        Replays.read(book, feed.all(), 100);
        assertThat(pregnancies()).singleElement().satisfies(enrolment -> {
            assertThat(enrolment.since()).isEqualTo(LocalDate.of(2024, 3, 4));
            assertThat(enrolment.cause()).isEqualTo("Observation/d1");
        });
        assertThat(told("maternal-health"))
                .containsExactly("early-booking 2024-03-31 OPEN", "week-16-20 2024-05-06 OPEN");

        documents.encounter(7, "a2", "antenatal-visit", "2024-04-10");
        documents.date(7, "d2", "a2", "11778-8", "2024-04-10", "2024-10-17");
        Replays.read(book, feed.all().subList(4, 6), 1);
        assertThat(told("maternal-health"))
                .containsExactly("early-booking 2024-04-10 OPEN", "week-16-20 2024-05-16 OPEN");
    }

    @Test
    void a_last_period_told_elsewhere_says_nothing_of_a_pregnancy() {
        documents.patient(7, "1995-05-01", "c1");
        documents.encounter(7, "v1", "outpatient", "2024-03-04");
        documents.date(7, "d1", "v1", "8665-2", "2024-03-04", "2024-01-01");
        Replays.read(book, feed.all(), 100);

        assertThat(programmes.enrolments(7)).isEmpty();
    }

    @Test
    void a_delivery_and_its_discharge_are_read_from_the_stay_and_a_loss_from_the_diagnosis() {
        documents.patient(7, "1995-05-01", "c1");
        documents.stay(7, "s1", "delivery", "2024-04-10", "2024-04-13");
        Replays.read(book, feed.all(), 100);
        assertThat(told("maternal-health"))
                .containsExactly("postpartum-visit 2024-04-20 OPEN", "day-42 2024-05-22 OPEN");

        feed.delete(7, "Encounter/s1");
        documents.encounter(7, "a1", "antenatal-first", "2024-03-04");
        documents.date(7, "d1", "a1", "8665-2", "2024-03-04", "2024-01-01");
        documents.condition(7, "k1", "O03.900", "2024-04-01");
        Replays.read(book, feed.all().subList(2, 6), 2);
        assertThat(pregnancies())
                .singleElement()
                .satisfies(enrolment -> assertThat(enrolment.until()).contains(LocalDate.of(2024, 4, 2)));
        Replays.saysTheSame(book, database.jdbc(), book.tables(), feed.all());
    }

    @Test
    void a_child_grows_and_the_review_says_what_a_replay_says() {
        documents.patient(7, "2024-04-01", "c1");
        documents.stay(7, "s1", "birth", "2024-04-01", "2024-04-05");
        Replays.read(book, feed.all(), 1);
        assertThat(told("child-health"))
                .contains("newborn-visit 2024-04-12 OPEN", "month-1 2024-04-29 OPEN", "vision-year-4 2028-04-01 OPEN");
        clock.set("2024-07-10");
        book.review();
        assertThat(told("child-health"))
                .contains("newborn-visit 2024-04-12 MISSED", "month-1 2024-04-29 MISSED", "month-3 2024-07-01 OPEN");
        Replays.saysTheSame(book, database.jdbc(), book.tables(), feed.all());
    }

    @Test
    void evaluated_again_nothing_is_written() {
        uncontrolled();
        pregnant();
        Replays.read(book, feed.all(), 100);
        List<String> rows = rows();

        database.jdbc().sql("update programme.wake set day = date '2000-01-01'").update();
        book.review();

        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void a_chart_packed_in_another_form_is_made_anew_from_the_facts() {
        uncontrolled();
        pregnant();
        Replays.read(book, feed.all(), 100);
        List<String> rows = rows();
        List<String> packed = packed();
        database.jdbc().sql("update programme.chart set body = '\\x00'").update();
        database.jdbc().sql("update programme.rulebook set reviewed = 0").update();

        book().review();

        assertThat(packed()).isNotEmpty().isEqualTo(packed);
        assertThat(rows()).isEqualTo(rows);
    }

    private List<String> packed() {
        return database.jdbc()
                .sql("select resident || ' ' || body::text from programme.chart order by resident")
                .query(String.class)
                .list();
    }

    /** Which rows there are, and which transaction wrote each. */
    private List<String> rows() {
        return List.of("enrolment", "judged", "task").stream()
                .flatMap(table -> database
                        .jdbc()
                        .sql("select xmin::text || t::text from programme." + table + " t order by t::text")
                        .query(String.class)
                        .list()
                        .stream())
                .toList();
    }

    @Test
    void other_names_of_facts_have_the_record_read_again() {
        pregnant();
        Replays.read(book, feed.all(), 100);
        database.jdbc()
                .sql("update programme.rulebook set facts = 'older names'")
                .update();

        ProgrammeBook restarted = book();
        assertThat(restarted.position()).isZero();
        assertThat(programmes.enrolments(7)).isEmpty();
        Replays.read(restarted, feed.all(), 100);
        assertThat(pregnancies()).hasSize(1);
        assertThat(book().position()).isEqualTo(feed.size());
    }

    @Test
    void other_rules_have_everyone_evaluated_again() {
        uncontrolled();
        Replays.read(book, feed.all(), 100);
        database.jdbc()
                .sql("update programme.rulebook set digest = 'older rules'")
                .update();
        database.jdbc().sql("delete from programme.task").update();
        database.jdbc().sql("update programme.wake set said = 'by older rules'").update();

        book().review();

        assertThat(followUps()).hasSize(2);
        assertThat(database.jdbc()
                        .sql("select count(*) from programme.rulebook where reviewed is not null")
                        .query(Long.class)
                        .single())
                .as("nobody is left to be evaluated")
                .isZero();
    }

    @Test
    void everyone_is_evaluated_once_though_several_do_it_at_once_and_goes_on_after_a_stop() {
        for (int resident = 1; resident <= 700; resident++) {
            documents.patient(resident, "1950-01-01", "c1");
        }
        Replays.read(book, feed.all(), 1000);
        List<String> rows = rows();
        database.jdbc().sql("delete from programme.task").update();
        database.jdbc().sql("update programme.wake set said = ''").update();
        database.jdbc().sql("update programme.rulebook set reviewed = 300").update();

        book().review();

        assertThat(rows().stream().map(row -> row.substring(row.indexOf('('))).toList())
                .as("those after the last one that was done are evaluated, the others had been")
                .isSubsetOf(rows.stream()
                        .map(row -> row.substring(row.indexOf('(')))
                        .toList());
        assertThat(database.jdbc()
                        .sql("select min(resident) || ' ' || count(distinct resident) from programme.task")
                        .query(String.class)
                        .single())
                .isEqualTo("301 400");
    }
}
