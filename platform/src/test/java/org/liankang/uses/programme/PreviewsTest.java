package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

class PreviewsTest {

    private static final Rulebook RULES = Cases.rulebook();

    private final TestDatabase database = TestDatabase.fresh();
    private final MovableClock clock = new MovableClock("2024-04-20");
    private final ProgrammeBook book =
            new ProgrammeBook(database.jdbc(), database.transaction(), database.migrations(), RULES, clock);
    private final Previews previews = new Previews(database.jdbc(), RULES, clock);
    private final Versions feed = new Versions();
    private final Documents documents = new Documents(feed);

    /** Two patients in time, one of 62 years with 145, one visited a month ago. */
    private void district() {
        documents.patient(7, "1962-01-01", "c1");
        documents.condition(7, "h7", "I10.x00x002", "2024-01-10");
        documents.encounter(7, "e7", "hypertension-followup", "2024-04-08");
        documents.pressure(7, "b7", "e7", 145, 80);
        documents.patient(8, "1970-05-01", "c1");
        documents.condition(8, "h8", "I10.x00x002", "2024-01-10");
        documents.patient(9, "1970-05-01", "c1");
        documents.condition(9, "h9", "E11.900", "2024-01-10");
        Replays.read(book, feed.all(), 100);
    }

    private static String hypertension() throws Exception {
        return Files.readString(Cases.REGIONS.resolve("national/programmes/hypertension.yaml"));
    }

    private List<Preview.Difference> compared(String yaml) {
        previews.compare(RULES.with(yaml));
        return previews.progress().differences();
    }

    @Test
    void rules_that_do_not_change_change_nothing() throws Exception {
        district();
        assertThat(compared(hypertension())).isEmpty();
        assertThat(previews.progress().done()).isEqualTo(3);
        assertThat(previews.progress().all()).isEqualTo(3);
    }

    @Test
    void a_later_first_visit_moves_the_tasks_of_who_had_none() throws Exception {
        district();
        String changed = hypertension()
                .replaceFirst("rule: first-visit\n          in: 3 months", "rule: first-visit\n          in: 4 months");
        assertThat(compared(changed))
                .containsExactly(new Preview.Difference("hypertension", "hypertension-followup", 0, 0, 1, 1, 0));
    }

    @Test
    void a_limit_for_the_old_from_sixty_on_judges_a_visit_otherwise_and_moves_its_task() throws Exception {
        district();
        String changed = hypertension()
                .replace("{age: {below: 65}}", "{age: {below: 60}}")
                .replace("{age: {at-least: 65}}", "{age: {at-least: 60}}");
        assertThat(compared(changed))
                .containsExactly(new Preview.Difference("hypertension", "hypertension-followup", 0, 0, 1, 1, 1));
    }

    @Test
    void a_programme_nobody_is_in_any_more_and_a_new_one() throws Exception {
        district();
        assertThat(compared(hypertension().replace("diagnosis: [I10, I11, I12, I13]", "diagnosis: [I14]")))
                .containsExactly(
                        new Preview.Difference("hypertension", "hypertension-followup", 0, 2, 0, 0, 1),
                        new Preview.Difference("hypertension", "yearly-exam", 0, 2, 0, 0, 0));
        assertThat(compared(hypertension()
                        .replace("programme: hypertension\n", "programme: sugar\n")
                        .replace("diagnosis: [I10, I11, I12, I13]", "diagnosis: [E11]")))
                .containsExactly(
                        new Preview.Difference("sugar", "hypertension-followup", 1, 0, 0, 0, 0),
                        new Preview.Difference("sugar", "yearly-exam", 1, 0, 0, 0, 0));
    }

    @Test
    void nothing_is_stored() throws Exception {
        district();
        String before = Replays.content(database.jdbc(), "programme", book.tables());
        compared(hypertension().replaceFirst("in: 3 months", "in: 4 months"));
        assertThat(Replays.content(database.jdbc(), "programme", book.tables())).isEqualTo(before);
    }

    @Test
    void a_file_a_start_would_refuse_is_refused_with_its_line() throws Exception {
        assertThat(previews.begin(hypertension().replace("classified: complication", "classified: worse")))
                .isInstanceOfSatisfying(
                        Previews.Answer.Wrong.class,
                        wrong -> assertThat(wrong.reason()).matches("proposed:\\d+: .*has no class worse"));
        assertThat(previews.begin("a: [")).isInstanceOf(Previews.Answer.Wrong.class);
        assertThat(previews.progress().state()).isEqualTo(Preview.State.NONE);
    }
}
