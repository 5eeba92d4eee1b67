package org.liankang.web.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Leaves the trace of each sign-in and each attempt, and sends the person on. */
@Component
class SignInOutcome extends SavedRequestAwareAuthenticationSuccessHandler implements AuthenticationFailureHandler {

    private final Accounts accounts;
    private final AuditTrail trail;

    SignInOutcome(Accounts accounts, AuditTrail trail) {
        this.accounts = accounts;
        this.trail = trail;
        setDefaultTargetUrl("/");
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        accounts.byLogin(authentication.getName()).ifPresent(account -> trail.record(account, "sign-in", ""));
        super.onAuthenticationSuccess(request, response, authentication);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        String login = String.valueOf(request.getParameter("login"));
        boolean known = accounts.byLogin(login.strip()).isPresent();
        trail.recordAttempt(known ? login.strip() : "", "sign-in-refused");
        response.sendRedirect(why instanceof LockedException ? "/sign-in?resting" : "/sign-in?wrong");
    }
}
