package org.liankang.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.device.Device;
import org.liankang.identity.device.Devices;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * {@code Authorization: Bearer <token>} of an interface, or of a registered device, whose token is known under
 * {@code /api/offline} and nowhere else.
 */
@Component
class TokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final String FOR_DEVICES = "/api/offline/";

    private final Accounts accounts;
    private final Devices devices;

    TokenFilter(Accounts accounts, Devices devices) {
        this.accounts = accounts;
        this.devices = devices;
    }

    /** It belongs to the security chain of the interfaces only, not to every request. */
    @Bean
    static FilterRegistrationBean<TokenFilter> tokenFilterNotForAll(TokenFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            String token = header.substring(SCHEME.length()).strip();
            if (request.getRequestURI().startsWith(FOR_DEVICES)) {
                devices.byToken(token).ifPresent(device -> enter(request, device));
            } else {
                accounts.byToken(token).ifPresent(TokenFilter::enter);
            }
        }
        chain.doFilter(request, response);
    }

    /** Whether the device still works is the door's business: a withdrawn one is told so. */
    private void enter(HttpServletRequest request, Device device) {
        accounts.find(device.account()).filter(Account::active).ifPresent(account -> {
            request.setAttribute(Device.class.getName(), device);
            enter(account);
        });
    }

    private static void enter(Account account) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new UsernamePasswordAuthenticationToken(
                new CurrentAccount.Proven(account.id(), account.login()), null, Set.of()));
        SecurityContextHolder.setContext(context);
    }
}
