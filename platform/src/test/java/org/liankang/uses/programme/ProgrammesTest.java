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

        assertThat(programmes.enrolments(7)).singleElement().satisfies(e -> {
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

    @Test
    void other_rules_have_everyone_evaluated_again() {
        uncontrolled();
        Replays.read(book, feed.all(), 100);
        database.jdbc()
                .sql("update programme.rulebook set digest = 'older rules'")
                .update();
        database.jdbc().sql("delete from programme.task").update();

        book().review();

        assertThat(followUps()).hasSize(2);
    }
}
