package org.liankang.uses.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.record.store.Version;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import tools.jackson.databind.JsonNode;

class PlansTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate TODAY = LocalDate.of(2025, 7, 15);
    private static final Policies POLICIES = new Policies(new PolicyConfig(Path.of("../regions"), "haishu"));

    private final Map<String, ComputedValues.Computed> computed = new java.util.HashMap<>();
    private TestDatabase database;
    private PlanBook book;
    private Plans plans;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        book = new PlanBook(database.jdbc(), database.transaction(), database.migrations());
        ComputedValues values = code -> Optional.ofNullable(computed.get(code));
        var beans = new StaticListableBeanFactory(Map.of("values", values));
        plans = new Plans(
                POLICIES,
                book,
                database.jdbc(),
                beans.getBeanProvider(ComputedValues.class),
                Clock.fixed(TODAY.atTime(9, 0).atZone(ZONE).toInstant(), ZONE));
    }

    private static String report(String id, int row, String upto, double value, String evidence) {
        return """
            {"resourceType": "MeasureReport", "id": "%s", "status": "complete", "type": "summary",
             "measure": "urn:liankang:plan:haishu:14-5:%d", "date": "2025-07-01", "period": {"start": "2025-01-01", "end": "%s"},
             "reporter": {"reference": "Organization/o1"}, "group": [{"measureScore": {"value": %s}}],
             "extension": [{"url": "urn:liankang:evidence", "valueString": "%s"}]}
            """.formatted(id, row, upto, value, evidence);
    }

    private static List<Version> reports() {
        var versions = new Versions();
        versions.put(0, report("a", 2, "2025-06-30", 35.5, "survey"));
        versions.put(0, report("b", 2, "2024-12-31", 34.0, "survey of last year"));
        versions.put(0, report("c", 6, "2025-06-30", 80, ""));
        versions.put(0, report("d", 8, "2025-06-30", 14, "register"));
        versions.put(0, report("d", 8, "2025-06-30", 13.5, "register, corrected"));
        versions.put(0, report("e", 9, "2025-06-30", 99, "mistaken"));
        versions.delete(0, "MeasureReport/e");
        versions.put(0, report("f", 13, "2025-06-30", 7.7, "count of beds"));
        versions.put(0, report("g", 11, "2025-06-30", 27, "accounts"));
        versions.put(0, report("g", 11, "2025-06-30", 27, "accounts").replace("14-5:11", "14-5:10"));
        versions.put(0, "{'resourceType':'MeasureReport','id':'h','measure':'urn:other','status':'complete'}");
        return versions.all();
    }

    private Plan.Row row(int number) {
        return plans.current().rows().stream()
                .filter(r -> r.number() == number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void both_tables_are_there_row_by_row() {
        assertThat(plans.all()).extracting(Plan::code).containsExactly("13-5", "14-5");
        assertThat(plans.find("13-5").orElseThrow().rows()).hasSize(17);
        assertThat(plans.current().code()).isEqualTo("14-5");
        assertThat(plans.current().rows())
                .hasSize(20)
                .extracting(Plan.Row::number)
                .isSorted();
        assertThat(plans.current().rows().stream().filter(r -> r.kind() == Plan.Kind.BINDING))
                .extracting(Plan.Row::number)
                .containsExactly(10);
        assertThat(row(5).target()).isEqualTo(new Printed("7.50以下", 7.5));
        assertThat(row(18).base()).isEqualTo(new Printed("67.80", 67.8));
    }

    @Test
    void every_indicator_a_row_names_is_defined() {
        Set<String> defined = new HashSet<>();
        POLICIES.files("indicators", ".yaml").forEach(file -> defined.add(Json.text(Policies.yaml(file), "code")));
        assertThat(plans.all().stream()
                        .flatMap(plan -> plan.rows().stream())
                        .map(Plan.Row::indicator)
                        .filter(code -> !code.isEmpty()))
                .isSubsetOf(defined)
                .hasSize(26);
    }

    @Test
    void a_row_nobody_computed_or_reported_is_missing() {
        assertThat(row(2).latest()).isEqualTo(new Plan.Latest(Plan.Source.MISSING, null, null, false));
        assertThat(row(2).progress()).isEqualTo(Plan.Progress.UNKNOWN);
    }

    @Test
    void the_report_of_the_latest_period_stands() {
        Replays.read(book, reports(), 4);
        assertThat(row(2).latest())
                .isEqualTo(new Plan.Latest(Plan.Source.REPORTED, 35.5, LocalDate.of(2025, 6, 30), false));
        assertThat(row(2).progress()).isEqualTo(Plan.Progress.BEHIND);
        assertThat(row(2).report().evidence()).isEqualTo("survey");
        assertThat(row(2).report().submission()).isEqualTo(1);
        assertThat(plans.history("14-5", 2)).extracting(Plan.Report::counts).containsExactly(true, true);
    }

    @Test
    void without_evidence_nothing_counts() {
        Replays.read(book, reports(), 4);
        assertThat(row(6).latest().source()).isEqualTo(Plan.Source.MISSING);
        assertThat(plans.history("14-5", 6)).extracting(Plan.Report::counts).containsExactly(false);
    }

    @Test
    void a_correction_replaces_a_deletion_withdraws_and_both_stay_in_the_history() {
        Replays.read(book, reports(), 4);
        assertThat(row(8).latest().value()).isEqualTo(13.5);
        assertThat(plans.history("14-5", 8)).extracting(Plan.Report::counts).containsExactly(true, false);
        assertThat(row(9).latest().source()).isEqualTo(Plan.Source.MISSING);
        assertThat(row(11).latest().source()).isEqualTo(Plan.Source.MISSING);
        assertThat(row(10).latest().value()).isEqualTo(27);
    }

    @Test
    void a_computed_value_stands_before_a_reported_one_unless_it_is_of_too_few() {
        Replays.read(book, reports(), 4);
        computed.put("beds-per-1000", new ComputedValues.Computed(7.4, TODAY, false));
        assertThat(row(13).latest()).isEqualTo(new Plan.Latest(Plan.Source.COMPUTED, 7.4, TODAY, false));
        assertThat(row(13).report().value()).isEqualByComparingTo("7.7");
        computed.put("beds-per-1000", new ComputedValues.Computed(7.4, TODAY, true));
        assertThat(row(13).latest().source()).isEqualTo(Plan.Source.REPORTED);
        computed.put("life-expectancy", new ComputedValues.Computed(90, TODAY, true));
        assertThat(row(1).latest()).isEqualTo(new Plan.Latest(Plan.Source.COMPUTED, 90.0, TODAY, true));
        assertThat(row(1).progress()).isEqualTo(Plan.Progress.UNKNOWN);
    }

    @Test
    void cleared_and_read_again_it_says_the_same() {
        Replays.read(book, reports(), 5);
        Replays.saysTheSame(book, database.jdbc(), List.of("report"), reports());
    }

    @Test
    void a_figure_becomes_a_bundle_that_the_book_reads_back() {
        var figure =
                new Plans.Figure("14-5", 6, new BigDecimal("86.50"), null, LocalDate.of(2025, 6, 30), " 区统计报告 ", "o1");
        assertThat(plans.report(figure)).isInstanceOfSatisfying(Plans.Draft.Ready.class, ready -> {
            JsonNode bundle = Json.parse(ready.bundle());
            assertThat(Json.text(bundle, "type")).isEqualTo("transaction");
            JsonNode entry = bundle.path("entry").path(0);
            assertThat(Json.text(entry, "request", "method")).isEqualTo("POST");
            String body =
                    Json.text(entry.path("resource")).replace("\"MeasureReport\"", "\"MeasureReport\",\"id\":\"new\"");
            Replays.read(book, List.of(new Versions().put(0, Json.parse(body))), 1);
        });
        assertThat(row(6).latest().value()).isEqualTo(86.5);
        assertThat(row(6).report().evidence()).isEqualTo("区统计报告");
        assertThat(row(6).report().reporter()).isEqualTo("o1");
        assertThat(row(6).progress()).isEqualTo(Plan.Progress.MET);
    }

    @Test
    void a_figure_without_number_evidence_day_or_row_is_refused() {
        LocalDate day = LocalDate.of(2025, 6, 30);
        assertThat(codes(new Plans.Figure("14-5", 21, null, null, TODAY.plusDays(1), " ", "")))
                .containsExactly(
                        "plan-row-unknown",
                        "plan-value-no-number",
                        "plan-evidence-missing",
                        "plan-date-in-future",
                        "plan-reporter-missing");
        assertThat(codes(new Plans.Figure("14-5", 2, BigDecimal.ONE, day.plusDays(1), day, "x".repeat(2001), "o1")))
                .containsExactly("plan-evidence-missing", "plan-period-reversed");
    }

    private Stream<String> codes(Plans.Figure figure) {
        return switch (plans.report(figure)) {
            case Plans.Draft.Refused(List<Finding> findings) ->
                findings.stream().map(Finding::code);
            case Plans.Draft.Ready ready -> Stream.of();
        };
    }
}
