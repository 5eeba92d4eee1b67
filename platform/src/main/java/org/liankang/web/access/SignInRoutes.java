package org.liankang.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.DemoAccounts;
import org.liankang.web.view.Language;
import org.liankang.web.view.Page;
import org.liankang.web.view.Pages;
import org.liankang.web.view.Views;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page, and the language switch that also works before it. */
@Controller
class SignInRoutes {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final List<String> NOTES = List.of("wrong", "resting", "left", "expired");

    private final Views views;
    private final Accounts accounts;
    private final Optional<DemoAccounts> demo;

    SignInRoutes(Views views, Accounts accounts, Optional<DemoAccounts> demo) {
        this.views = views;
        this.accounts = accounts;
        this.demo = demo;
    }

    @GetMapping("/sign-in")
    ResponseEntity<String> form(Page page, HttpServletRequest request) {
        if (page.account().isPresent()) {
            return Views.to("/");
        }
        String note = NOTES.stream()
                .filter(n -> request.getParameter(n) != null)
                .findFirst()
                .orElse("");
        return views.html(
                page,
                "access/sign-in",
                Map.of("note", note, "offers", demo.map(DemoAccounts::offers).orElse(List.of())));
    }

    @PostMapping("/language")
    ResponseEntity<String> language(Page page, @RequestParam String language, @RequestParam String back) {
        Language chosen = Language.find(language).orElse(Language.CHINESE);
        page.account().ifPresent(account -> accounts.language(account.id(), chosen.code()));
        var cookie = ResponseCookie.from(Pages.LANGUAGE_COOKIE, chosen.code())
                .path("/")
                .maxAge(YEAR)
                .sameSite("Lax")
                .httpOnly(true)
                .build();
        return ResponseEntity.status(Views.to(back).getStatusCode())
                .headers(Views.to(back).getHeaders())
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .build();
    }
}
