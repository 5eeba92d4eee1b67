package org.liankang.web.contract;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.liankang.base.finding.Finding;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.contract.ContractPolicy;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Settlement;
import org.liankang.uses.contract.Settlements;
import org.liankang.uses.contract.Team;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The money for contracts: the bureau states a centre's fund, everybody of the centre sees how it was divided, and a team
 * lead takes out the lines of the own team. Nobody who is paid states what there is to divide.
 */
@Controller
@RequestMapping("/fees")
class FeeRoutes {

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Institutions institutions;
    private final Contracts contracts;
    private final Settlements settlements;
    private final Views views;
    private final Clock clock;

    FeeRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Institutions institutions,
            Contracts contracts,
            Settlements settlements,
            Views views,
            Clock clock) {
        this.current = current;
        this.trail = trail;
        this.institutions = institutions;
        this.contracts = contracts;
        this.settlements = settlements;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> show(
            Page page, @RequestParam(defaultValue = "") String centre, @RequestParam(defaultValue = "0") long number) {
        Account account = current.require(Right.SEE_FEES);
        Optional<Institution> asked = asked(account, centre);
        var stated = new FeeTable.Stated(String.valueOf(LocalDate.now(clock).getYear() - 1), "", "", "");
        return page(page, HttpStatus.OK, account, asked, number, stated, List.of());
    }

    @PostMapping
    ResponseEntity<String> divide(
            Page page,
            @RequestParam String centre,
            @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "") String fund,
            @RequestParam(defaultValue = "") String share,
            @RequestParam(defaultValue = "") String evidence) {
        Account account = current.require(Right.STATE_FUND);
        Institution asked = asked(account, centre).orElseThrow(() -> new NotFound("institution"));
        BigDecimal years = number(year);
        int wholeYear = years != null && years.stripTrailingZeros().scale() <= 0 && years.precision() < 6
                ? years.intValue()
                : 0;
        var statement = new Settlements.Statement(asked, wholeYear, number(fund), number(share), evidence);
        return switch (settlements.divide(account.login(), statement)) {
            case Settlements.Outcome.Divided(var number) -> {
                trail.record(account, "divide-fund", "fees/" + number);
                yield Views.to("/fees?centre=" + asked.organization() + "&number=" + number);
            }
            case Settlements.Outcome.Refused(var findings) ->
                page(
                        page,
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        account,
                        Optional.of(asked),
                        0,
                        new FeeTable.Stated(year, fund, share, evidence),
                        findings);
        };
    }

    /** UTF-8 with a byte order mark, because spreadsheets take Chinese text for another encoding without it. */
    @GetMapping("/{number}/lines.csv")
    void lines(
            Page page,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String team,
            HttpServletResponse response)
            throws IOException {
        Account account = current.require(Right.SEE_FEES);
        Settlement one = settlements.find(number).orElseThrow(() -> new NotFound("settlement"));
        Institution centre = institutions
                .byOrganization(one.organization().replaceFirst("^Organization/", ""))
                .orElseThrow(() -> new NotFound("institution"));
        boolean all = account.may(Right.STATE_FUND);
        if (!all && !leads(account, centre, team)) {
            throw new NotFound("team");
        }
        trail.record(account, "export-fees", "fees/" + number + (team.isEmpty() ? "" : "/" + team));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"fees-" + number + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        Writer writer = response.getWriter();
        writer.write('\ufeff');
        var out = new CSVPrinter(writer, CSVFormat.RFC4180);
        write(out, page.t(), settlements.lines(number, Optional.of(team).filter(id -> !id.isEmpty())));
        out.flush();
    }

    private void write(CSVPrinter out, Texts t, List<Settlement.Line> lines) throws IOException {
        Map<String, String> names = names();
        for (String head : List.of("part", "clause", "team", "contract", "points", "of-points", "yuan", "visits")) {
            out.print(t.of("contract.fee-file." + head));
        }
        out.println();
        ContractPolicy.Split split = contracts.policy().split();
        for (Settlement.Line line : lines) {
            Optional<ContractPolicy.Part> part = split.parts().stream()
                    .filter(one -> one.code().equals(line.part()))
                    .findFirst();
            out.printRecord(
                    partName(t, line.part()),
                    part.map(ContractPolicy.Part::clause).orElse(split.clause()),
                    names.getOrDefault(line.team(), line.team()),
                    line.contract(),
                    BigDecimal.valueOf(line.points(), 6).toPlainString(),
                    BigDecimal.valueOf(line.ofPoints(), 6).toPlainString(),
                    FeeTable.yuan(line.fen()),
                    String.join(" ", line.visits()));
        }
    }

    private ResponseEntity<String> page(
            Page page,
            HttpStatus status,
            Account account,
            Optional<Institution> centre,
            long number,
            FeeTable.Stated stated,
            List<Finding> findings) {
        List<Settlement> all = centre.map(settlements::of).orElse(List.of());
        Optional<Settlement> shown = all.stream()
                .filter(one -> number == 0 || one.number() == number)
                .findFirst();
        Map<String, String> names = names();
        Map<String, String> problems = new HashMap<>();
        findings.forEach(one -> problems.put(one.where(), page.t().of("contract.finding." + one.code())));
        FeeTable table = FeeTable.of(
                shown.map(one -> settlements.sums(one.number())).orElse(List.of()),
                contracts.policy().split().parts().stream()
                        .map(ContractPolicy.Part::code)
                        .toList(),
                names);
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre.orElse(null));
        model.put(
                "centres",
                account.institution().isEmpty()
                        ? institutions.all().stream()
                                .filter(Institution::primary)
                                .filter(one -> !one.kind().equals("station"))
                                .toList()
                        : List.of());
        model.put("all", all);
        model.put("shown", shown.orElse(null));
        model.put("table", table);
        model.put("partNames", partNames(page.t(), table));
        model.put("policy", contracts.policy());
        model.put("states", account.may(Right.STATE_FUND));
        model.put(
                "leads",
                centre.map(one -> table.rows().stream()
                                .map(FeeTable.Row::team)
                                .filter(team -> account.may(Right.STATE_FUND) || leads(account, one, team))
                                .collect(Collectors.toSet()))
                        .orElse(java.util.Set.of()));
        model.put("stated", stated);
        model.put("problems", problems);
        return views.html(status, page, "contract/fees", model);
    }

    private Map<String, String> partNames(Texts t, FeeTable table) {
        return table.parts().stream().collect(Collectors.toMap(code -> code, code -> partName(t, code)));
    }

    private String partName(Texts t, String code) {
        return contracts.policy().split().parts().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .map(one -> t.language().code().equals("en") ? one.nameEnglish() : one.name())
                .orElseGet(() -> t.orCode("contract.fee-part", code));
    }

    private Map<String, String> names() {
        return contracts.teams().stream().collect(Collectors.toMap(Team::id, Team::name));
    }

    private boolean leads(Account account, Institution centre, String team) {
        return account.institution().equals(centre.code())
                && institutions
                        .practitioner(account.staff())
                        .filter(me -> contracts
                                .team(team)
                                .filter(one -> one.leader().equals("Practitioner/" + me))
                                .isPresent())
                        .isPresent();
    }

    /** An account of an institution sees its own; the bureau chooses. */
    private Optional<Institution> asked(Account account, String organization) {
        return account.institution().isEmpty()
                ? institutions.byOrganization(organization)
                : institutions.byCode(account.institution());
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            String plain = text.strip().replace(",", "");
            return plain.length() > 20 ? null : new BigDecimal(plain);
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
