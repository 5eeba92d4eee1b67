package org.liankang.sender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code demo.json}: what is known about the demo in this folder. Only its owner can read it, since it holds tokens.
 *
 * @param tokens by login
 * @param until last simulated day, so that a demo continued tomorrow is still the same demo
 * @param readyAt when everything was there, or empty while it is not
 */
public record DemoFile(
        String baseUrl,
        String fhirUrl,
        Map<String, String> tokens,
        List<Account> accounts,
        int residents,
        int years,
        String until,
        String readyAt) {

    /** An account to try. */
    public record Account(String role, String login, String password) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The server's own word, written when it starts. */
    private record Accounts(Map<String, String> tokens, List<Account> accounts) {}

    public static Optional<DemoFile> read(Path folder) {
        return read(folder.resolve("demo.json"), DemoFile.class).filter(demo -> demo.fhirUrl() != null);
    }

    public String senderToken() {
        return tokens == null ? "" : tokens.getOrDefault("sender", "");
    }

    public boolean ready() {
        return readyAt != null && !readyAt.isEmpty();
    }

    /** The same demo with the accounts and tokens that the server has just written, if it has. */
    public Optional<DemoFile> withAccountsOf(Path folder) {
        return read(folder.resolve("demo-accounts.json"), Accounts.class)
                .filter(found -> found.tokens() != null)
                .map(found -> new DemoFile(
                        baseUrl,
                        fhirUrl,
                        found.tokens(),
                        found.accounts() == null ? List.of() : found.accounts(),
                        residents,
                        years,
                        until,
                        readyAt));
    }

    public DemoFile at(String newBase, String newFhir) {
        return new DemoFile(newBase, newFhir, tokens, accounts, residents, years, until, readyAt);
    }

    public DemoFile readySince(String instant) {
        return new DemoFile(baseUrl, fhirUrl, tokens, accounts, residents, years, until, instant);
    }

    /** Replaces the file in one step: a reader never sees half of it. */
    public void write(Path folder) throws IOException {
        Path fresh = Files.createTempFile(
                folder,
                "demo",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(fresh, folder.resolve("demo.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(file), type))
                    : Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
