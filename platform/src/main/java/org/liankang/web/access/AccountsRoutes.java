package org.liankang.web.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.access.Role;
import org.liankang.identity.access.WeakPassword;
import org.liankang.identity.place.Institutions;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The administrator's pages: who may sign in, and the tokens of interfaces. */
@Controller
class AccountsRoutes {

    private static final Duration TOKEN_LIFE = Duration.ofDays(365);
    private static final String LOGIN = "[a-z][a-z0-9._-]{2,31}";

    private final Views views;
    private final Accounts accounts;
    private final Institutions institutions;
    private final AuditTrail trail;
    private final CurrentAccount current;

    AccountsRoutes(
            Views views, Accounts accounts, Institutions institutions, AuditTrail trail, CurrentAccount current) {
        this.views = views;
        this.accounts = accounts;
        this.institutions = institutions;
        this.trail = trail;
        this.current = current;
    }

    @GetMapping("/accounts")
    ResponseEntity<String> list(Page page) {
        current.require(Right.MANAGE_ACCOUNTS);
        return views.html(page, "access/accounts", Map.of("accounts", accounts.all()));
    }

    @GetMapping("/accounts/new")
    ResponseEntity<String> form(Page page) {
        current.require(Right.MANAGE_ACCOUNTS);
        return form(page, HttpStatus.OK, new Accounts.Draft("", "", Role.FAMILY_DOCTOR, "", false, "", "", "zh"), "");
    }

    @PostMapping("/accounts")
    ResponseEntity<String> create(
            Page page,
            @RequestParam String login,
            @RequestParam String name,
            @RequestParam Role role,
            @RequestParam(defaultValue = "") String institution,
            @RequestParam(defaultValue = "") String staff,
            @RequestParam(defaultValue = "false") boolean speaksForOthers,
            @RequestParam String password) {
        Account administrator = current.require(Right.MANAGE_ACCOUNTS);
        var draft = new Accounts.Draft(
                login.strip(), name.strip(), role, institution.strip(), speaksForOthers, staff.strip(), "", "zh");
        String problem = problem(draft);
        if (problem.isEmpty()) {
            try {
                accounts.create(draft, password);
                trail.record(administrator, "create-account", draft.login());
                return Views.to("/accounts");
            } catch (WeakPassword weak) {
                problem = "password";
            }
        }
        return form(page, HttpStatus.BAD_REQUEST, draft, problem);
    }

    @GetMapping("/accounts/{login}")
    ResponseEntity<String> show(Page page, @PathVariable String login) {
        current.require(Right.MANAGE_ACCOUNTS);
        return show(page, find(login), "");
    }

    @PostMapping("/accounts/{login}/active")
    ResponseEntity<String> active(@PathVariable String login, @RequestParam boolean active) {
        Account administrator = current.require(Right.MANAGE_ACCOUNTS);
        Account account = find(login);
        if (account.id() != administrator.id()) {
            accounts.active(account.id(), active);
            trail.record(administrator, active ? "open-account" : "close-account", login);
        }
        return Views.to("/accounts/" + login);
    }

    @PostMapping("/accounts/{login}/tokens")
    ResponseEntity<String> issue(Page page, @PathVariable String login, @RequestParam String label) {
        Account administrator = current.require(Right.MANAGE_ACCOUNTS);
        Account account = find(login);
        String token = accounts.issueToken(account.id(), label.strip(), TOKEN_LIFE);
        trail.record(administrator, "issue-token", login);
        return show(page, account, token);
    }

    @PostMapping("/accounts/{login}/tokens/{token}/revoke")
    ResponseEntity<String> revoke(@PathVariable String login, @PathVariable long token) {
        Account administrator = current.require(Right.MANAGE_ACCOUNTS);
        accounts.revokeToken(find(login).id(), token);
        trail.record(administrator, "revoke-token", login);
        return Views.to("/accounts/" + login);
    }

    private ResponseEntity<String> show(Page page, Account account, String token) {
        return views.html(
                page,
                "access/account-admin",
                Map.of("account", account, "tokens", accounts.tokens(account.id()), "issued", token));
    }

    private ResponseEntity<String> form(Page page, HttpStatus status, Accounts.Draft draft, String problem) {
        return views.html(
                status,
                page,
                "access/account-new",
                Map.of(
                        "draft",
                        draft,
                        "problem",
                        problem,
                        "roles",
                        List.of(Role.values()),
                        "institutions",
                        institutions.all()));
    }

    private String problem(Accounts.Draft draft) {
        if (!draft.login().matches(LOGIN)) {
            return "login";
        }
        if (accounts.byLogin(draft.login()).isPresent()) {
            return "login-taken";
        }
        if (draft.name().isEmpty()) {
            return "name";
        }
        boolean needs = draft.role() == Role.FAMILY_DOCTOR;
        boolean known = institutions.byCode(draft.institution()).isPresent();
        return (needs || !draft.institution().isEmpty()) && !known ? "institution" : "";
    }

    private Account find(String login) {
        return accounts.byLogin(login).orElseThrow(() -> new NotFound("account"));
    }
}
