package org.liankang.identity.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.liankang.base.json.Json;
import org.liankang.base.sql.DatabaseConfig;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Accounts for trying the platform out, one for each role; the password is the login and {@code -demo}. They exist
 * only where {@code liankang.demo} is true, which is never so on a platform with real residents. Each start writes
 * {@code demo-accounts.json} with fresh tokens into the data folder, readable by its owner only.
 */
@Component
@ConditionalOnProperty(name = "liankang.demo", havingValue = "true")
public class DemoAccounts {

    private static final Duration LIFE = Duration.ofDays(30);

    /** What the sign-in page offers. */
    public record Offer(String login, String name, Role role) {

        public String password() {
            return login + "-demo";
        }
    }

    /** In the order in which one would try them. */
    private static final List<Offer> ALL = List.of(
            new Offer("planner", "周规划", Role.PLANNER),
            new Offer("doctor", "陈家医", Role.FAMILY_DOCTOR),
            new Offer("steward", "吴数管", Role.DATA_STEWARD),
            new Offer("auditor", "郑审计", Role.AUDITOR),
            new Offer("admin", "王管理", Role.ADMINISTRATOR),
            new Offer("sender", "区域交换接口", Role.SENDER));

    private final Accounts accounts;

    DemoAccounts(Accounts accounts, DatabaseConfig config) throws IOException {
        this.accounts = accounts;
        for (Offer offer : ALL) {
            if (accounts.byLogin(offer.login()).isEmpty()) {
                accounts.add(draft(offer), offer.password());
            }
        }
        write(config.folder());
    }

    /** The accounts with pages of their own. */
    public List<Offer> offers() {
        return ALL.stream().filter(offer -> offer.role() != Role.SENDER).toList();
    }

    private void write(Path folder) throws IOException {
        var node = Json.object();
        var tokens = node.putObject("tokens");
        var list = node.putArray("accounts");
        for (Offer offer : ALL) {
            Account account = accounts.byLogin(offer.login()).orElseThrow();
            accounts.tokens(account.id()).forEach(old -> accounts.revokeToken(account.id(), old.id()));
            tokens.put(offer.login(), accounts.issueToken(account.id(), "demo", LIFE));
            list.addObject()
                    .put("role", offer.role().name())
                    .put("login", offer.login())
                    .put("password", offer.password());
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(
                folder,
                "demo-accounts",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, Json.bytes(node));
        Files.move(fresh, folder.resolve("demo-accounts.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Accounts.Draft draft(Offer offer) {
        boolean speaksForOthers = offer.role() == Role.SENDER;
        return new Accounts.Draft(offer.login(), offer.name(), offer.role(), "", speaksForOthers, "", "", "zh");
    }
}
