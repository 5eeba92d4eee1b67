package org.liankang.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.liankang.web.error.Fault;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/** What is answered before any controller is reached. */
final class Refusals {

    private Refusals() {}

    static void notSignedIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"liankang\"");
        Fault.SIGN_IN_NEEDED.writeTo(request, response);
    }

    static void notAllowed(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        Fault.NOT_ALLOWED.writeTo(request, response);
    }

    /** A page asked for before sign-in; a fragment tells the browser to leave the page as a whole. */
    static void toSignIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (request.getHeader("HX-Request") == null) {
            response.sendRedirect("/sign-in");
        } else {
            response.setHeader("HX-Redirect", "/sign-in?expired");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }
}
