package org.liankang.web.plan;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.plan.Plan;
import org.liankang.uses.plan.Plans;
import org.liankang.web.component.Link;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Both tables of the plan, and reporting by hand what the record cannot know. */
@Controller
class PlanRoutes {

    private final Views views;
    private final Plans plans;
    private final Door door;
    private final Institutions institutions;
    private final AuditTrail trail;
    private final CurrentAccount current;
    private final Clock clock;

    PlanRoutes(
            Views views,
            Plans plans,
            Door door,
            Institutions institutions,
            AuditTrail trail,
            CurrentAccount current,
            Clock clock) {
        this.views = views;
        this.plans = plans;
        this.door = door;
        this.institutions = institutions;
        this.trail = trail;
        this.current = current;
        this.clock = clock;
    }

    @GetMapping("/plan")
    ResponseEntity<String> show(
            Page page,
            @RequestParam(defaultValue = "") String plan,
            @RequestParam(defaultValue = "false") boolean reported) {
        current.require(Right.SEE_BOARD);
        Texts t = page.t();
        Plan shown = plan.isEmpty() ? plans.current() : find(plan);
        List<Link> tabs = plans.all().stream()
                .map(p -> new Link(
                        PlanRow.name(p, t), "/plan?plan=" + p.code(), p.code().equals(shown.code())))
                .toList();
        List<PlanRow> rows =
                shown.rows().stream().map(r -> new PlanRow(shown.code(), r, t)).toList();
        return views.html(
                page, "plan/show", Map.of("plan", shown, "tabs", tabs.reversed(), "rows", rows, "reported", reported));
    }

    @GetMapping("/plan/{plan}/{row}/report")
    ResponseEntity<String> form(Page page, @PathVariable String plan, @PathVariable int row) {
        current.require(Right.REPORT_PLAN_VALUE);
        LocalDate today = LocalDate.now(clock);
        return form(page, HttpStatus.OK, plan, row, new ReportForm("", "", today.toString(), "", ""), Map.of());
    }

    @PostMapping("/plan/{plan}/{row}/report")
    ResponseEntity<String> report(
            Page page,
            @PathVariable String plan,
            @PathVariable int row,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String upto,
            @RequestParam(defaultValue = "") String evidence,
            @RequestParam(defaultValue = "") String organization) {
        Account account = current.require(Right.REPORT_PLAN_VALUE);
        find(plan);
        var filled = new ReportForm(value, from, upto, evidence, organization);
        Optional<Institution> reporter = institutions.byOrganization(organization);
        var figure = new Plans.Figure(
                plan,
                row,
                number(value),
                day(from),
                day(upto),
                evidence,
                reporter.map(Institution::organization).orElse(""));
        return switch (plans.report(figure)) {
            case Plans.Draft.Refused(var findings) ->
                form(page, HttpStatus.BAD_REQUEST, plan, row, filled, problems(page.t(), findings));
            case Plans.Draft.Ready(var bundle) ->
                submit(page, account, plan, row, filled, reporter.orElseThrow(), bundle);
        };
    }

    private ResponseEntity<String> submit(
            Page page, Account account, String plan, int row, ReportForm filled, Institution reporter, byte[] bundle) {
        var by = new Submitter(account.login(), reporter.code());
        Receipt receipt = door.submit(new Envelope("form", by, Optional.empty(), new Interaction.Bundle(), bundle))
                .join();
        if (!receipt.accepted()) {
            return form(
                    page,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    plan,
                    row,
                    filled,
                    Map.of("", page.t().of("plan.report.refused", receipt.submission())));
        }
        trail.record(account, "report-plan-value", "plan/" + plan + "/" + row);
        return Views.to("/plan?plan=" + plan + "&reported=true");
    }

    private ResponseEntity<String> form(
            Page page, HttpStatusCode status, String plan, int row, ReportForm filled, Map<String, String> problems) {
        Plan found = find(plan);
        Plan.Row target = found.rows().stream()
                .filter(r -> r.number() == row)
                .findFirst()
                .orElseThrow(() -> new NotFound("plan row"));
        Map<String, Object> model = new HashMap<>();
        model.put("plan", found);
        model.put("row", new PlanRow(plan, target, page.t()));
        model.put("filled", filled);
        model.put("problems", problems);
        model.put("history", plans.history(plan, row));
        model.put(
                "reporters",
                institutions.all().stream().filter(PlanRoutes::mayReport).toList());
        return views.html(status, page, "plan/report", model);
    }

    /** Bureaus and the CDC answer for figures of the whole region. */
    private static boolean mayReport(Institution institution) {
        return institution.kind().equals("bureau") || institution.kind().equals("cdc");
    }

    private Plan find(String code) {
        return plans.find(code).orElseThrow(() -> new NotFound("plan"));
    }

    private static Map<String, String> problems(Texts t, List<Finding> findings) {
        Map<String, String> problems = new HashMap<>();
        findings.forEach(f -> problems.putIfAbsent(f.where(), t.orCode("plan.finding", f.code())));
        return problems;
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
