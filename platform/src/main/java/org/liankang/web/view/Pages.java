package org.liankang.web.view;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Makes the {@link Page} of a request, and gives it (or the {@link Account}) to controllers that ask for it. */
@Component
public class Pages implements HandlerMethodArgumentResolver {

    public static final String LANGUAGE_COOKIE = "liankang-language";
    public static final String THEME_COOKIE = "liankang-theme";
    public static final String SIZE_COOKIE = "liankang-size";

    private final TextCatalogue catalogue;
    private final CurrentAccount current;
    private final Region region;
    private final boolean demo;

    Pages(
            TextCatalogue catalogue,
            CurrentAccount current,
            Region region,
            @Value("${liankang.demo:false}") boolean demo) {
        this.catalogue = catalogue;
        this.current = current;
        this.region = region;
        this.demo = demo;
    }

    public Page of(HttpServletRequest request) {
        Optional<Account> account = current.find();
        Language language = cookie(request, LANGUAGE_COOKIE)
                .or(() -> account.map(Account::language))
                .flatMap(Language::find)
                .orElse(Language.CHINESE);
        Look look = new Look(
                cookie(request, THEME_COOKIE).orElse(Look.USUAL.theme()),
                cookie(request, SIZE_COOKIE).orElse(Look.USUAL.size()));
        return new Page(
                catalogue.in(language),
                look,
                request.getRequestURI(),
                Optional.ofNullable(request.getQueryString()).orElse(""),
                account,
                region.name(language),
                token(request),
                demo);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Page.class || parameter.getParameterType() == Account.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer container,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        return parameter.getParameterType() == Account.class
                ? current.require()
                : of(request.getNativeRequest(HttpServletRequest.class));
    }

    private static String token(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
