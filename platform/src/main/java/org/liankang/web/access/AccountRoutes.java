package org.liankang.web.access;

import java.util.Map;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.WeakPassword;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The own account: who one is here, the look of pages, the password, the tokens. */
@Controller
class AccountRoutes {

    private final Views views;
    private final Accounts accounts;
    private final Institutions institutions;
    private final AuditTrail trail;

    AccountRoutes(Views views, Accounts accounts, Institutions institutions, AuditTrail trail) {
        this.views = views;
        this.accounts = accounts;
        this.institutions = institutions;
        this.trail = trail;
    }

    @GetMapping("/account")
    ResponseEntity<String> show(Page page, Account account, @RequestParam(defaultValue = "") String done) {
        return answer(page, account, done.isEmpty() ? "" : "changed", "");
    }

    @PostMapping("/account/password")
    ResponseEntity<String> password(Page page, Account account, @RequestParam String old, @RequestParam String fresh) {
        try {
            if (!accounts.changePassword(account, old, fresh)) {
                return answer(page, account, "", "wrong");
            }
        } catch (WeakPassword weak) {
            return answer(page, account, "", "weak");
        }
        trail.record(account, "change-password", "");
        return Views.to("/account?done=password");
    }

    private ResponseEntity<String> answer(Page page, Account account, String done, String problem) {
        String institution = institutions
                .byCode(account.institution())
                .map(Institution::name)
                .orElse("");
        return views.html(
                page,
                "access/account",
                Map.of(
                        "account", account,
                        "institution", institution,
                        "tokens", accounts.tokens(account.id()),
                        "done", done,
                        "problem", problem));
    }
}
