package org.liankang.identity.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Who may sign in: accounts, their passwords and their tokens. */
@Component
public class Accounts {

    /** A password shorter than this is refused. */
    public static final int SHORTEST_PASSWORD = 10;

    /** Guesses before the account rests; each further one doubles the rest. */
    private static final int FREE_GUESSES = 5;

    private static final Duration FIRST_REST = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    /** 2^10 rounds: about a tenth of a second on a slow core, which a sign-in can bear and a guesser cannot. */
    private static final int COST = 10;

    /** A hash that no password has, and that takes as long as any to compare with: making one would delay each start. */
    private static final String NOBODY = "{bcrypt}$2a$%02d$%s".formatted(COST, ".".repeat(53));

    private static final String TOKEN_BEGINNING = "lk_";

    /** What became of an attempt to sign in. */
    public sealed interface SignIn {
        record Welcome(Account account) implements SignIn {}

        /** Wrong login or wrong password: which of them is not said. */
        record Wrong() implements SignIn {}

        record Resting(Instant until) implements SignIn {}
    }

    /** A new account, before it has a number. */
    public record Draft(
            String login,
            String name,
            Role role,
            String institution,
            boolean speaksForOthers,
            String staff,
            String division,
            String language) {}

    /** What is shown of a token after it was issued; the token itself is shown once and not kept. */
    public record TokenInfo(long id, String label, String prefix, Instant createdAt, Instant expiresAt) {}

    private record Known(long account, Instant expiresAt) {}

    private final AccountStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final PasswordEncoder passwords =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(COST)));
    private final Cache<Long, Optional<Account>> accounts = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(10))
            .maximumSize(10_000)
            .build();
    private final Cache<String, Optional<Known>> tokens = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(10))
            .maximumSize(10_000)
            .build();

    Accounts(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Optional<Account> find(long id) {
        return accounts.get(id, store::find);
    }

    public Optional<Account> byLogin(String login) {
        return store.byLogin(login);
    }

    public List<Account> all() {
        return store.all();
    }

    /** Checks a password. Takes equally long for a login that does not exist. */
    public SignIn signIn(String login, String password) {
        Instant now = clock.instant();
        Optional<AccountStore.Secret> secret = store.secret(login);
        if (secret.isEmpty()) {
            passwords.matches(password, NOBODY);
            return new SignIn.Wrong();
        }
        AccountStore.Secret held = secret.get();
        if (held.lockedUntil() != null && held.lockedUntil().isAfter(now)) {
            return new SignIn.Resting(held.lockedUntil());
        }
        if (!passwords.matches(password, held.password())) {
            return miss(held, now);
        }
        store.welcome(held.id());
        return store.find(held.id())
                .filter(Account::active)
                .<SignIn>map(SignIn.Welcome::new)
                .orElse(new SignIn.Wrong());
    }

    private SignIn miss(AccountStore.Secret held, Instant now) {
        int failures = store.missed(held.id());
        if (failures < FREE_GUESSES) {
            return new SignIn.Wrong();
        }
        int doublings = Math.min(failures - FREE_GUESSES, 10);
        Duration rest = FIRST_REST.multipliedBy(1L << doublings);
        Instant until = now.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
        store.rest(held.id(), until);
        return new SignIn.Resting(until);
    }

    /** @throws WeakPassword when the password is too short or the login itself */
    public Account create(Draft draft, String password) {
        strong(draft.login(), password);
        return add(draft, password);
    }

    /** The very first account of an empty platform; refused once any account exists. */
    public Account createFirstAdministrator(String login, String password) {
        if (!store.all().isEmpty()) {
            throw new IllegalStateException("there are accounts already");
        }
        return create(new Draft(login, login, Role.ADMINISTRATOR, "", false, "", "", "zh"), password);
    }

    Account add(Draft draft, String password) {
        long id = store.add(draft, passwords.encode(password), clock.instant());
        return store.find(id).orElseThrow();
    }

    /** Moves an account to an institution, a practitioner and a division. */
    public void bind(String login, String institution, String staff, String division) {
        store.bind(login, institution, staff, division);
        accounts.invalidateAll();
    }

    public void language(long account, String language) {
        store.language(account, language);
        accounts.invalidate(account);
    }

    public void active(long account, boolean active) {
        store.active(account, active);
        accounts.invalidate(account);
        tokens.invalidateAll();
    }

    /** Changes the own password; false when the old one is wrong. */
    public boolean changePassword(Account account, String old, String fresh) {
        if (!(signIn(account.login(), old) instanceof SignIn.Welcome)) {
            return false;
        }
        resetPassword(account, fresh);
        return true;
    }

    public void resetPassword(Account account, String fresh) {
        strong(account.login(), fresh);
        store.password(account.id(), passwords.encode(fresh));
    }

    /** Issues a token. The answer is the only place where it can be read. */
    public String issueToken(long account, String label, Duration life) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        String token = TOKEN_BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        String prefix = token.substring(0, TOKEN_BEGINNING.length() + 6);
        store.addToken(account, label, prefix, digest(token), now, now.plus(life));
        return token;
    }

    public List<TokenInfo> tokens(long account) {
        return store.tokens(account, clock.instant());
    }

    public void revokeToken(long account, long token) {
        store.revoke(account, token, clock.instant());
        tokens.invalidateAll();
    }

    /** The active account behind a token that is neither expired nor revoked. */
    public Optional<Account> byToken(String token) {
        byte[] digest = digest(token);
        String key = HexFormat.of().formatHex(digest);
        return tokens.get(key, k -> store.token(digest).map(t -> new Known(t.account(), t.expiresAt())))
                .filter(known -> known.expiresAt().isAfter(clock.instant()))
                .flatMap(known -> find(known.account()))
                .filter(Account::active);
    }

    private static void strong(String login, String password) {
        if (password.length() < SHORTEST_PASSWORD || password.equalsIgnoreCase(login)) {
            throw new WeakPassword();
        }
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
