package org.liankang.identity.access;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * An empty platform has no account and no default password. The launcher hands over a password once, as
 * {@code liankang.administrator.password}; it makes the account {@code admin} and is ignored ever after.
 */
@Component
class FirstAdministrator {

    FirstAdministrator(
            Accounts accounts,
            @Value("${liankang.administrator.login:admin}") String login,
            @Value("${liankang.administrator.password:}") String password,
            @Value("${liankang.demo:false}") boolean demo) {
        if (!password.isEmpty() && !demo && accounts.all().isEmpty()) {
            accounts.createFirstAdministrator(login, password);
        }
    }
}
