package org.liankang.web.access;

import java.util.Map;
import org.liankang.identity.access.AccessRefused;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where one says why, before data opens that is not one's daily work. */
@Controller
class PurposeRoutes {

    private static final String SUBJECT = "(resident/\\d{1,18})|(indicator/[a-z0-9-]{1,80})";

    private final Views views;
    private final ResidentAccess access;

    PurposeRoutes(Views views, ResidentAccess access) {
        this.views = views;
        this.access = access;
    }

    @GetMapping("/purpose")
    ResponseEntity<String> ask(Page page, Account account, @RequestParam String subject, @RequestParam String back) {
        check(account, subject);
        return form(page, HttpStatus.OK, subject, back, "", "");
    }

    @PostMapping("/purpose")
    ResponseEntity<String> state(
            Page page,
            Account account,
            @RequestParam String subject,
            @RequestParam String back,
            @RequestParam(defaultValue = "CARE") Purpose purpose,
            @RequestParam(defaultValue = "") String reason) {
        check(account, subject);
        if (!access.state(account, subject, purpose, reason)) {
            return form(page, HttpStatus.BAD_REQUEST, subject, back, purpose.name(), reason);
        }
        return Views.to(back);
    }

    private ResponseEntity<String> form(
            Page page, HttpStatus status, String subject, String back, String purpose, String reason) {
        return views.html(
                status,
                page,
                "access/purpose",
                Map.of(
                        "subject",
                        subject,
                        "back",
                        Views.inside(back),
                        "purpose",
                        purpose,
                        "reason",
                        reason,
                        "purposes",
                        access.purposes(),
                        "refused",
                        status != HttpStatus.OK));
    }

    private static void check(Account account, String subject) {
        if (!subject.matches(SUBJECT)) {
            throw new NotFound("purpose");
        }
        Right right = subject.startsWith("resident/") ? Right.SEE_PERSON_RECORD : Right.SEE_PEOPLE_BEHIND_INDICATOR;
        boolean ownDocument = subject.startsWith("resident/") && account.may(Right.SEE_OWN_DOCUMENT);
        if (!account.may(right) && !ownDocument) {
            throw new AccessRefused(right);
        }
    }
}
