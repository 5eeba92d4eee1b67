package org.liankang.sender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the launcher writes about a running demo ({@code demo.json} in its data folder), so that other commands need no
 * address and no token on the command line.
 */
public record Demo(Path folder, String fhirUrl, String token) {

    /** The demo of this data folder, when there is one that can be read. */
    public static Optional<Demo> of(Path folder) {
        Path file = folder.resolve("demo.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode demo = Json.MAPPER.readTree(Files.readAllBytes(file));
            String url = demo.path("fhirUrl").asString("");
            return url.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Demo(
                            folder, url, demo.path("tokens").path("sender").asString("")));
        } catch (IOException | JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
