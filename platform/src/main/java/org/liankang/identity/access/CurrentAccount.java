package org.liankang.identity.access;

import java.security.Principal;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The account behind the request that this thread serves, as it is now: a changed role or a closed account counts at once. */
@Component
public class CurrentAccount {

    /** What a session or a token proves: the account's number; everything else is looked up. */
    public record Proven(long id, String login) implements Principal {

        @Override
        public String getName() {
            return login;
        }
    }

    private final Accounts accounts;

    CurrentAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    public Optional<Account> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Proven proven
                ? accounts.find(proven.id()).filter(Account::active)
                : Optional.empty();
    }

    /** @throws org.springframework.security.authentication.AuthenticationCredentialsNotFoundException before sign-in */
    public Account require() {
        return find().orElseThrow(() ->
                new org.springframework.security.authentication.AuthenticationCredentialsNotFoundException(
                        "not signed in"));
    }

    /** @throws AccessRefused when the account lacks the right */
    public Account require(Right right) {
        Account account = require();
        if (!account.may(right)) {
            throw new AccessRefused(right);
        }
        return account;
    }
}
