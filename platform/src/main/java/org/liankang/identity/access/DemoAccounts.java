package org.liankang.identity.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Accounts for trying the platform out, one for each role; the password is the login and {@code -demo}. They exist
 * only where {@code liankang.demo} is true, which is never so on a platform with real residents.
 */
@Component
@ConditionalOnProperty(name = "liankang.demo", havingValue = "true")
public class DemoAccounts {

    private static final Duration LIFE = Duration.ofDays(30);

    /** What the sign-in page offers. */
    public record Offer(String login, String password, Role role) {}

    private static final Map<Role, String> NAMES = Map.of(
            Role.PLANNER, "planner",
            Role.FAMILY_DOCTOR, "doctor",
            Role.DATA_STEWARD, "steward",
            Role.ADMINISTRATOR, "admin",
            Role.AUDITOR, "auditor",
            Role.SENDER, "sender");

    private final Accounts accounts;

    DemoAccounts(Accounts accounts) {
        this.accounts = accounts;
        for (Role role : NAMES.keySet()) {
            Offer offer = offer(role);
            if (accounts.byLogin(offer.login()).isEmpty()) {
                accounts.add(draft(offer), offer.password());
            }
        }
    }

    /** The roles with pages of their own, in the order in which one would try them. */
    public List<Offer> offers() {
        return List.of(
                offer(Role.PLANNER),
                offer(Role.FAMILY_DOCTOR),
                offer(Role.DATA_STEWARD),
                offer(Role.AUDITOR),
                offer(Role.ADMINISTRATOR));
    }

    /** A fresh token for each account, by login. */
    public Map<String, String> issueTokens() {
        Map<String, String> tokens = new TreeMap<>();
        for (String login : NAMES.values()) {
            Account account = accounts.byLogin(login).orElseThrow();
            tokens.put(login, accounts.issueToken(account.id(), "demo", LIFE));
        }
        return tokens;
    }

    private static Offer offer(Role role) {
        String login = NAMES.get(role);
        return new Offer(login, login + "-demo", role);
    }

    private static Accounts.Draft draft(Offer offer) {
        boolean speaksForOthers = offer.role() == Role.SENDER;
        return new Accounts.Draft(offer.login(), offer.login(), offer.role(), "", speaksForOthers, "", "", "zh");
    }
}
