package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.TestDatabase;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;
import org.liankang.identity.place.Institutions;
import org.liankang.identity.place.TestInstitutions;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

/** Whom to call first, and why. */
class PanelsTest {

    private static final Policies POLICIES = new Policies(new PolicyConfig(Path.of("../regions"), "haishu"));
    private static final Rulebook RULES = Cases.rulebook();

    private final TestDatabase database = TestDatabase.fresh();
    private final MovableClock clock = new MovableClock("2024-06-01");
    private final Institutions institutions = TestInstitutions.of(database, "c1", "c2");
    private final ProgrammeBook book =
            new ProgrammeBook(database.jdbc(), database.transaction(), database.migrations(), RULES, clock);
    private final Panels panels = new Panels(new PanelStore(database.jdbc()), RULES, POLICIES, institutions, clock);
    private final Versions feed = new Versions();
    private final Documents documents = new Documents(feed);

    private void visited(long resident, String centre, int systolic, int diastolic) {
        documents.patient(resident, "1970-05-01", centre);
        documents.condition(resident, "h" + resident, "I10.x00x002", "2024-01-10");
        documents.encounter(resident, "e" + resident, "hypertension-followup", "2024-04-08");
        documents.pressure(resident, "b" + resident, "e" + resident, systolic, diastolic);
        documents.answers(resident, "q" + resident, "e" + resident, false);
    }

    private List<Member> panel(String centre) {
        Replays.read(book, feed.all(), 100);
        return panels.fresh(institutions.byOrganization(centre).orElseThrow().id());
    }

    @Test
    void the_panel_of_a_centre_is_ordered_by_the_points_of_the_rules_that_hold() {
        visited(7, "c1", 130, 80);
        visited(8, "c1", 182, 100);
        visited(9, "c1", 150, 85);
        visited(10, "c2", 190, 120);
        List<Member> members = panel("c1");
        assertThat(members).extracting(Member::resident).containsExactly(8L, 9L, 7L);
        assertThat(members.getFirst().reasons())
                .extracting(Member.Reason::rule)
                .contains("pressure-grade-3", "uncontrolled");
        assertThat(members.getFirst().reasons())
                .extracting(Member.Reason::points)
                .isSortedAccordingTo((a, b) -> b - a);
        assertThat(members.getFirst().risk())
                .isEqualTo(members.getFirst().reasons().stream()
                        .mapToInt(Member.Reason::points)
                        .sum());
        assertThat(members.get(1).reasons())
                .extracting(Member.Reason::rule)
                .contains("uncontrolled")
                .doesNotContain("pressure-grade-3", "pressure-grade-2");
        assertThat(members.getLast().reasons()).extracting(Member.Reason::rule).doesNotContain("uncontrolled");
    }

    @Test
    void every_reason_has_a_clause_and_a_confidence() {
        visited(8, "c1", 182, 112);
        assertThat(panel("c1").getFirst().reasons()).allSatisfy(reason -> {
            assertThat(reason.clause()).isNotBlank();
            assertThat(reason.confidence()).isIn("H", "M", "L");
        });
    }

    @Test
    void who_was_never_seen_says_so_and_has_no_days() {
        documents.patient(7, "1970-05-01", "c1");
        documents.condition(7, "h7", "I10.x00x002", "2024-01-10");
        Member member = panel("c1").getFirst();
        assertThat(member.facts()).containsEntry("never-seen", 1.0).doesNotContainKey("days-unseen");
        assertThat(member.reasons()).extracting(Member.Reason::rule).contains("never-seen");
    }

    @Test
    void an_old_measurement_counts_no_longer() {
        visited(8, "c1", 182, 112);
        panel("c1");
        clock.set("2025-06-01");
        assertThat(panels.of(institutions.byOrganization("c1").orElseThrow().id())
                        .getFirst()
                        .reasons())
                .extracting(Member.Reason::rule)
                .contains("unseen-half-year")
                .doesNotContain("pressure-grade-3");
    }

    @Test
    void a_range_includes_its_beginning_and_not_its_end() {
        PanelRules rules =
                PanelRules.read(POLICIES, RULES.facts().measurements().keySet());
        assertThat(names(rules, Map.of("systolic", 160.0))).contains("pressure-grade-2");
        assertThat(names(rules, Map.of("systolic", 179.9))).contains("pressure-grade-2");
        assertThat(names(rules, Map.of("systolic", 180.0)))
                .contains("pressure-grade-3")
                .doesNotContain("pressure-grade-2");
        assertThat(names(rules, Map.of("systolic", 159.9))).isEmpty();
        assertThat(names(rules, Map.of("age", 80.0))).containsExactly("old-age");
        assertThat(names(rules, Map.of("age", 79.0))).isEmpty();
    }

    private static List<String> names(PanelRules rules, Map<String, Double> facts) {
        return rules.reasons(facts, Map.of()).stream().map(Member.Reason::rule).toList();
    }

    @Test
    void a_rule_that_asks_what_nothing_tells_stops_the_start(@TempDir Path regions) throws IOException {
        Files.createDirectories(regions.resolve("national"));
        Files.createDirectories(regions.resolve("here"));
        Files.writeString(
                regions.resolve("here/panel.yaml"),
                "risks: [{rule: r, points: 1, when: {mood: {below: 3}}}]\nboards: []\n");
        var policies = new Policies(new PolicyConfig(regions, "here"));
        assertThatThrownBy(() -> PanelRules.read(policies, Set.of("systolic")))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("mood");
    }
}
