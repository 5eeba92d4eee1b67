package org.liankang.identity.device;

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
import java.util.SortedMap;
import org.liankang.identity.access.Account;
import org.springframework.stereotype.Component;

/** The devices of accounts. A device has a token of its own, which opens nothing but the door for devices. */
@Component
public class Devices {

    /** How long a device works before it has to be registered again. */
    public static final Duration LIFE = Duration.ofDays(90);

    /** How long a device may go on from what it was handed; after that it is handed everything anew. */
    public static final Duration AWAY = Duration.ofDays(30);

    /** Devices of one account that work at the same time. */
    public static final int MOST_OF_ACCOUNT = 5;

    private static final String TOKEN_BEGINNING = "lkd_";
    private static final int TOKEN_BYTES = 32;
    private static final int DRAFT_KEY_BYTES = 32;
    private static final int MOST_LISTED = 1_000;

    /** A new device; its token can be read here only. */
    public record Registered(Device device, String token) {}

    private final DeviceStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Optional<Device>> byToken = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(10))
            .maximumSize(10_000)
            .build();
    private final Cache<Long, String> draftKeys =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Devices(DeviceStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Nothing when the account has as many working devices as it may. */
    public Optional<Registered> register(Account account, String name, String team, List<String> villages) {
        Instant now = clock.instant();
        long working = of(account).stream()
                .filter(device -> device.state(now) == Device.State.ACTIVE)
                .count();
        if (working >= MOST_OF_ACCOUNT) {
            return Optional.empty();
        }
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = TOKEN_BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long id = store.add(account.id(), name, digest(token), team, villages, now, now.plus(LIFE));
        return store.find(id).map(device -> new Registered(device, token));
    }

    /** The device behind a token, whatever its state. */
    public Optional<Device> byToken(String token) {
        if (!token.startsWith(TOKEN_BEGINNING)) {
            return Optional.empty();
        }
        byte[] digest = digest(token);
        return byToken.get(HexFormat.of().formatHex(digest), key -> store.byDigest(digest));
    }

    public Optional<Device> find(long id) {
        return store.find(id);
    }

    /** An account's devices, the newest first. */
    public List<Device> of(Account account) {
        return store.ofAccount(account.id(), MOST_LISTED);
    }

    /** The newest devices of all accounts. */
    public List<Device> all() {
        return store.all(MOST_LISTED);
    }

    /** From now on nothing more is given to it or taken from it; false when it was withdrawn before. */
    public boolean withdraw(Device device, Account by) {
        boolean done = store.withdraw(device.id(), by.login(), clock.instant());
        store.forgetOthers(device.id(), 0);
        byToken.invalidateAll();
        return done;
    }

    /** It has everything now. */
    public void synced(Device device, int residents) {
        store.synced(device.id(), residents, clock.instant());
    }

    /** The portion a device says it holds last; nothing when it was not handed to it, or too long ago. */
    public Optional<Portion> portion(Device device, long id) {
        return store.portion(device.id(), id)
                .filter(portion -> portion.at().isAfter(clock.instant().minus(AWAY)));
    }

    /** Whom a device with this portion holds by it and those before it in its update, and in which state. */
    public Map<Long, Long> held(Device device, long portion) {
        return store.states(device.id(), portion);
    }

    /** The device has begun a new update and tells by it what it holds: that portion's update, or nothing (0). */
    public void holdsOnly(Device device, long portion) {
        store.forgetOthers(device.id(), portion);
    }

    /**
     * Remembers what a device is handed.
     *
     * @param before the portion before it in the update, or null when it is the first
     * @param base the last portion of the update it starts from, or 0
     * @param states the digest of each resident looked at
     */
    public Portion hand(
            Device device, Portion before, long base, long until, boolean last, SortedMap<Long, Long> states) {
        long id = store.portionNumber();
        var portion = new Portion(
                id,
                device.id(),
                before == null ? id : before.round(),
                before == null ? 0 : before.id(),
                base,
                until,
                last,
                clock.instant());
        store.add(portion, states.keySet(), states.values());
        return portion;
    }

    public Device.State state(Device device) {
        return device.state(clock.instant());
    }

    /** What an account's drafts are sealed with in browsers: 256 bits in base64. */
    public String draftKey(Account account) {
        return draftKeys.get(account.id(), id -> {
            var fresh = new byte[DRAFT_KEY_BYTES];
            random.nextBytes(fresh);
            return Base64.getEncoder().encodeToString(store.draftKey(id, fresh));
        });
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
