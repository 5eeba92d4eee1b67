package org.liankang.identity.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Accounts for trying the platform out, one for each role and one that answers for an institution's data; the password is the login and {@code -demo}. They exist
 * only where {@code liankang.demo} is true, which is never so on a platform with real residents.
 */
@Component
@ConditionalOnProperty(name = "liankang.demo", havingValue = "true")
public class DemoAccounts {

    /** The login of the account that is given a health centre to answer for. */
    public static final String CLERK = "clerk";

    /** No institution has this code: until it is given one, that account sees nothing. */
    private static final String NO_INSTITUTION = "?";

    private static final Duration LIFE = Duration.ofDays(30);

    /** What the sign-in page offers. */
    public record Offer(String login, String name, String password, Role role) {}

    /** In the order in which one would try them. */
    private static final List<Offer> ALL = List.of(
            offer("planner", "周规划", Role.PLANNER),
            offer("doctor", "陈家医", Role.FAMILY_DOCTOR),
            offer("steward", "吴数管", Role.DATA_STEWARD),
            offer(CLERK, "孙质控", Role.DATA_STEWARD),
            offer("auditor", "郑审计", Role.AUDITOR),
            offer("admin", "王管理", Role.ADMINISTRATOR),
            offer("sender", "区域交换接口", Role.SENDER));

    private final Accounts accounts;

    DemoAccounts(Accounts accounts) {
        this.accounts = accounts;
        for (Offer offer : ALL) {
            if (accounts.byLogin(offer.login()).isEmpty()) {
                accounts.add(draft(offer), offer.password());
            }
        }
    }

    /** The accounts with pages of their own. */
    public List<Offer> offers() {
        return ALL.stream().filter(offer -> offer.role() != Role.SENDER).toList();
    }

    /** A fresh token for each account, by login. */
    public Map<String, String> issueTokens() {
        Map<String, String> tokens = new TreeMap<>();
        for (Offer offer : ALL) {
            Account account = accounts.byLogin(offer.login()).orElseThrow();
            tokens.put(offer.login(), accounts.issueToken(account.id(), "demo", LIFE));
        }
        return tokens;
    }

    private static Offer offer(String login, String name, Role role) {
        return new Offer(login, name, login + "-demo", role);
    }

    private static Accounts.Draft draft(Offer offer) {
        String institution = offer.login().equals(CLERK) ? NO_INSTITUTION : "";
        boolean speaksForOthers = offer.role() == Role.SENDER;
        return new Accounts.Draft(
                offer.login(), offer.name(), offer.role(), institution, speaksForOthers, "", "", "zh");
    }
}
