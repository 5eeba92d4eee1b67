package org.liankang.uses.plan;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.record.fields.HandReport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The region's plans and where their rows stand. */
@Component
public class Plans {

    private static final int LONGEST_EVIDENCE = 2000;

    /**
     * A figure somebody wants to report.
     *
     * @param value as typed, or null when it was no number
     * @param from first day it is of, null when it is of one day
     * @param upto last day it is of
     * @param evidence the source document or an explanation
     * @param organization id of the Organization that reports
     */
    public record Figure(
            String plan,
            int row,
            BigDecimal value,
            LocalDate from,
            LocalDate upto,
            String evidence,
            String organization) {}

    /** What became of a figure: a bundle to submit, or why not. */
    public sealed interface Draft {

        /** A FHIR transaction bundle. */
        record Ready(byte[] bundle) implements Draft {}

        record Refused(List<Finding> findings) implements Draft {}
    }

    private final String region;
    private final List<PlanFile> files;
    private final PlanStore store;
    private final ObjectProvider<ComputedValues> computed;
    private final Clock clock;

    Plans(Policies policies, PlanBook book, JdbcClient jdbc, ObjectProvider<ComputedValues> computed, Clock clock) {
        this.region = policies.region();
        this.files = PlanFile.read(policies.file("plan.yaml"));
        this.store = new PlanStore(jdbc);
        this.computed = computed;
        this.clock = clock;
    }

    /** The plan that is running, or the last one that ran. */
    public Plan current() {
        return stand(files.stream()
                .max(Comparator.comparingInt(PlanFile::targetYear))
                .orElseThrow());
    }

    /** All plans of the region, as the file lists them. */
    public List<Plan> all() {
        return files.stream().map(this::stand).toList();
    }

    public Optional<Plan> find(String code) {
        return file(code).map(this::stand);
    }

    /** Every report of a row ever received, the newest first; also those that do not count any more. */
    public List<Plan.Report> history(String plan, int row) {
        return store.history(canonical(plan, row));
    }

    private Optional<PlanFile> file(String code) {
        return files.stream().filter(file -> file.code().equals(code)).findFirst();
    }

    private String canonical(String plan, int row) {
        return PlanBook.CANONICAL + region + ":" + plan + ":" + row;
    }

    private Plan stand(PlanFile file) {
        Map<String, Plan.Report> reports = store.latest();
        return new Plan(
                file.code(),
                file.name(),
                file.nameEnglish(),
                file.document(),
                file.base(),
                file.target(),
                orEmpty(file.note()),
                file.rows().stream()
                        .map(row -> stand(file, row, reports.get(canonical(file.code(), row.number()))))
                        .toList());
    }

    private Plan.Row stand(PlanFile file, PlanFile.Target row, Plan.Report report) {
        Printed base = Printed.of(orEmpty(row.base()));
        Printed target = Printed.of(row.target());
        Plan.Latest latest = latest(orEmpty(row.indicator()), report);
        var judgement = new Judgement(row.better(), base.value(), target.value(), file.base(), file.target());
        return new Plan.Row(
                row.number(),
                canonical(file.code(), row.number()),
                row.category(),
                row.categoryEnglish(),
                row.name(),
                row.nameEnglish(),
                row.unit(),
                base,
                target,
                Printed.of(orEmpty(row.achieved())),
                row.kindOrUnsaid(),
                row.better(),
                orEmpty(row.indicator()),
                orEmpty(row.note()),
                latest,
                report,
                latest.tooSmall() ? Plan.Progress.UNKNOWN : judgement.of(latest.value(), latest.asOf()));
    }

    /** A computed value stands, unless it is of too few people and somebody reported one. */
    private Plan.Latest latest(String indicator, Plan.Report report) {
        Optional<ComputedValues.Computed> value = indicator.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(computed.getIfAvailable()).flatMap(source -> source.value(indicator));
        if (value.isPresent() && (report == null || !value.get().tooSmall())) {
            var found = value.get();
            return new Plan.Latest(Plan.Source.COMPUTED, found.value(), found.asOf(), found.tooSmall());
        }
        return report == null
                ? new Plan.Latest(Plan.Source.MISSING, null, null, false)
                : new Plan.Latest(Plan.Source.REPORTED, report.value().doubleValue(), report.upto(), false);
    }

    /** Checks a figure and writes the bundle that reports it; submit it with the channel {@code form}. */
    public Draft report(Figure figure) {
        List<Finding> findings = check(figure);
        if (!findings.isEmpty()) {
            return new Draft.Refused(findings);
        }
        ObjectNode report = Json.object()
                .put("resourceType", "MeasureReport")
                .put("status", "complete")
                .put("type", "summary")
                .put("measure", canonical(figure.plan(), figure.row()))
                .put("date", LocalDate.now(clock).toString());
        report.putArray("extension")
                .addObject()
                .put("url", HandReport.EVIDENCE)
                .put("valueString", figure.evidence().strip());
        report.putObject("reporter").put("reference", "Organization/" + figure.organization());
        LocalDate from = figure.from() == null ? figure.upto() : figure.from();
        report.putObject("period")
                .put("start", from.toString())
                .put("end", figure.upto().toString());
        report.putArray("group").addObject().putObject("measureScore").put("value", figure.value());
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ObjectNode entry = bundle.putArray("entry").addObject();
        entry.set("resource", report);
        entry.putObject("request").put("method", "POST").put("url", "MeasureReport");
        return new Draft.Ready(Json.bytes(bundle));
    }

    private List<Finding> check(Figure figure) {
        List<Finding> findings = new ArrayList<>();
        boolean known = file(figure.plan())
                .filter(file -> file.rows().stream().anyMatch(row -> row.number() == figure.row()))
                .isPresent();
        if (!known) {
            findings.add(Finding.error("plan-row-unknown", "row", "计划中没有这一行 / the plan has no such row"));
        }
        if (figure.value() == null) {
            findings.add(Finding.error("plan-value-no-number", "value", "请填写数字 / a number is needed"));
        }
        String evidence = orEmpty(figure.evidence()).strip();
        if (evidence.isEmpty() || evidence.length() > LONGEST_EVIDENCE) {
            findings.add(Finding.error(
                    "plan-evidence-missing",
                    "evidence",
                    "请填写依据(1–2000字) / evidence of 1 to 2000 characters is needed"));
        }
        if (figure.upto() == null || figure.upto().isAfter(LocalDate.now(clock))) {
            findings.add(Finding.error("plan-date-in-future", "upto", "日期不能晚于今天 / a day not after today is needed"));
        } else if (figure.from() != null && figure.from().isAfter(figure.upto())) {
            findings.add(
                    Finding.error("plan-period-reversed", "from", "起始日期晚于截止日期 / the period ends before it begins"));
        }
        if (orEmpty(figure.organization()).isEmpty()) {
            findings.add(Finding.error("plan-reporter-missing", "organization", "缺少填报机构 / who reports is missing"));
        }
        return findings;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
