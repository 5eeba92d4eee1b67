package org.liankang.web.access;

import java.util.Set;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.Accounts.SignIn;
import org.liankang.identity.access.CurrentAccount;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Asks {@link Accounts} about the login and password of the sign-in form. */
@Component
class PasswordCheck implements AuthenticationProvider {

    private final Accounts accounts;

    PasswordCheck(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String password = String.valueOf(asked.getCredentials());
        return switch (accounts.signIn(asked.getName().strip(), password)) {
            case SignIn.Welcome(var account) ->
                new UsernamePasswordAuthenticationToken(
                        new CurrentAccount.Proven(account.id(), account.login()), null, Set.of());
            case SignIn.Wrong() -> throw new BadCredentialsException("wrong login or password");
            case SignIn.Resting(var until) -> throw new LockedException("resting until " + until);
        };
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
