package org.liankang.identity.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.liankang.base.json.Json;
import org.liankang.base.sql.DatabaseConfig;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the launcher of the demo how to get in: {@code demo-accounts.json} in the data folder, readable by its owner
 * only. Tokens that still work are left as they are, so that a demo started again keeps what others wrote down.
 */
@Component
@ConditionalOnProperty(name = "liankang.demo", havingValue = "true")
class DemoAccountsFile {

    DemoAccountsFile(DemoAccounts demo, Accounts accounts, DatabaseConfig config) throws IOException {
        Path file = config.folder().toAbsolutePath().resolve("demo-accounts.json");
        if (works(file, accounts)) {
            return;
        }
        ObjectNode content = Json.object();
        ObjectNode tokens = content.putObject("tokens");
        demo.issueTokens()
                .forEach((login, token) ->
                        accounts.byLogin(login).ifPresent(account -> tokens.put(code(account.role()), token)));
        ArrayNode offers = content.putArray("accounts");
        demo.offers()
                .forEach(offer -> offers.addObject()
                        .put("role", code(offer.role()))
                        .put("login", offer.login())
                        .put("password", offer.password()));
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, Json.bytes(content));
    }

    private static boolean works(Path file, Accounts accounts) throws IOException {
        try {
            String token =
                    Files.exists(file) ? Json.text(Json.parse(Files.readAllBytes(file)), "tokens", "sender") : "";
            return !token.isEmpty() && accounts.byToken(token).isPresent();
        } catch (JacksonException cut) {
            return false;
        }
    }

    private static String code(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
