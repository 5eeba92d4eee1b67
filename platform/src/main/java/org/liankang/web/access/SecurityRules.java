package org.liankang.web.access;

import jakarta.servlet.DispatcherType;
import java.util.function.Supplier;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.web.view.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/**
 * Three doors. {@code /fhir} checks its tokens itself. Interfaces under {@code /api} and {@code /bulk} bring a token with
 * each request and have no session. Pages have a
 * session, a form with CSRF tokens and a content policy without any inline script or style. Each {@link Place} is
 * closed to accounts without its right, so a page cannot be forgotten; pages check their finer rights themselves.
 */
@Configuration(proxyBeanMethods = false)
class SecurityRules {

    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String[] OPEN = {
        "/",
        "/sign-in",
        "/language",
        "/health",
        "/assets/**",
        "/webjars/**",
        "/_static/**",
        "/favicon.ico",
        // the shell of the app for work without a connection: no person's data is in it
        "/offline",
        "/offline/session",
        "/offline/manifest.webmanifest",
        "/offline-worker.js"
    };

    @Bean
    AuthenticationManager authenticationManager(PasswordCheck check) {
        return new ProviderManager(check);
    }

    /** The FHIR door looks after itself ({@code web.fhir}): a chain without filters keeps every other one away from it. */
    @Bean
    @Order(0)
    SecurityFilterChain fhirChain() {
        return new DefaultSecurityFilterChain(request -> "/fhir".equals(request.getServletPath()));
    }

    @Bean
    @Order(1)
    SecurityFilterChain interfaceChain(HttpSecurity http, TokenFilter tokens) {
        return http.securityMatcher("/api/**", "/bulk/**")
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .addFilterBefore(tokens, UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(Refusals::notSignedIn)
                        .accessDeniedHandler(Refusals::notAllowed))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pageChain(HttpSecurity http, SignInOutcome outcome, CurrentAccount current) {
        var cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(
                request -> "GET".equals(request.getMethod()) && request.getHeader("HX-Request") == null);
        return http.authorizeHttpRequests(rules -> {
                    rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                            .permitAll();
                    rules.requestMatchers(OPEN).permitAll();
                    for (Place place : Place.values()) {
                        if (place != Place.BOARD) {
                            rules.requestMatchers(place.path(), place.path() + "/**")
                                    .access(holds(current, place.right()));
                        }
                    }
                    rules.anyRequest()
                            .access((who, context) ->
                                    new AuthorizationDecision(current.find().isPresent()));
                })
                .requestCache(requests -> requests.requestCache(cache))
                .formLogin(form -> form.loginPage("/sign-in")
                        .loginProcessingUrl("/sign-in")
                        .usernameParameter("login")
                        .passwordParameter("password")
                        .successHandler(outcome)
                        .failureHandler(outcome))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?left"))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(Refusals::toSignIn))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=(), usb=()"))
                        .frameOptions(frame -> frame.deny()))
                .build();
    }

    private static AuthorizationManager<RequestAuthorizationContext> holds(CurrentAccount current, Right right) {
        return (Supplier<? extends Authentication> who, RequestAuthorizationContext context) ->
                new AuthorizationDecision(
                        current.find().map(account -> account.may(right)).orElse(false));
    }
}
