package org.liankang.web.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liankang.base.finding.Finding;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Divisions;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Signings;
import org.liankang.uses.contract.Teams;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A team of the own centre: who is in it, which streets it serves. */
@Controller
@RequestMapping("/panel/teams")
class TeamRoutes {

    private static final int EMPTY_ROWS = 3;
    private static final String NEW = "new";

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Institutions institutions;
    private final Divisions divisions;
    private final Contracts contracts;
    private final Teams teams;
    private final Views views;

    TeamRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Institutions institutions,
            Divisions divisions,
            Contracts contracts,
            Teams teams,
            Views views) {
        this.current = current;
        this.trail = trail;
        this.institutions = institutions;
        this.divisions = divisions;
        this.contracts = contracts;
        this.teams = teams;
        this.views = views;
    }

    @GetMapping("/{id}")
    ResponseEntity<String> show(Page page, @PathVariable String id) {
        Account account = current.require(Right.COMPLETE_TASK);
        Institution centre = centre(account);
        Teams.Sheet sheet = id.equals(NEW)
                ? new Teams.Sheet("", 0, "", true, List.of(), List.of(centre.division()))
                : teams.find(id, centre).orElseThrow(() -> new NotFound("team"));
        return page(page, HttpStatus.OK, centre, sheet, UUID.randomUUID().toString(), List.of());
    }

    @PostMapping("/{id}")
    ResponseEntity<String> write(
            Page page,
            @PathVariable String id,
            @RequestParam("form-id") String formId,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "false") boolean active,
            @RequestParam(required = false) @Nullable List<String> staff,
            @RequestParam(required = false) @Nullable List<String> role,
            @RequestParam(required = false) @Nullable List<String> divisions) {
        Account account = current.require(Right.COMPLETE_TASK);
        Institution centre = centre(account);
        var sheet = new Teams.Sheet(
                id.equals(NEW) ? "" : id,
                version,
                name,
                active,
                members(staff == null ? List.of() : staff, role == null ? List.of() : role),
                divisions == null ? List.of() : divisions);
        return switch (teams.write(account.login(), formId, centre, sheet)) {
            case Signings.Outcome.Stored(var team) -> {
                trail.record(account, "write-team", "CareTeam/" + team);
                yield Views.to("/panel/teams");
            }
            case Signings.Outcome.Refused(var findings) ->
                page(page, HttpStatus.UNPROCESSABLE_CONTENT, centre, sheet, formId, findings);
            case Signings.Outcome.NotTaken(var receipt) ->
                page(page, HttpStatus.UNPROCESSABLE_CONTENT, centre, sheet, formId, Refusals.of(receipt));
        };
    }

    /** Rows left empty are no members. */
    private List<Teams.Member> members(List<String> staff, List<String> roles) {
        List<Teams.Member> members = new ArrayList<>();
        for (int i = 0; i < staff.size(); i++) {
            String number = staff.get(i).strip();
            if (!number.isEmpty()) {
                String name = institutions
                        .practitioner(number)
                        .flatMap(institutions::staffName)
                        .orElse("");
                members.add(new Teams.Member(number, i < roles.size() ? roles.get(i) : "", name));
            }
        }
        return members;
    }

    private Institution centre(Account account) {
        Optional<Institution> centre = institutions.byCode(account.institution());
        return centre.orElseThrow(() -> new NotFound("institution of the account"));
    }

    private ResponseEntity<String> page(
            Page page,
            HttpStatus status,
            Institution centre,
            Teams.Sheet sheet,
            String formId,
            List<Finding> findings) {
        List<Teams.Member> rows = new ArrayList<>(sheet.members());
        for (int i = 0; i < EMPTY_ROWS; i++) {
            rows.add(new Teams.Member("", "", ""));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre);
        model.put("sheet", sheet);
        model.put("rows", rows);
        model.put("formId", formId);
        model.put("problems", Refusals.byField(page.t(), findings));
        model.put("roles", contracts.policy().roles());
        model.put("divisions", divisions.all());
        return views.html(status, page, "contract/team", model);
    }
}
