package org.liankang.entry.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The region's StructureDefinitions, from {@code regions/<name>/profiles/*.json}. */
public final class Profiles {

    private final Map<String, JsonNode> byUrl = new LinkedHashMap<>();

    /** @throws PolicyError when a file is no StructureDefinition */
    public Profiles(Policies policies) {
        for (Path file : policies.files("profiles", ".json")) {
            JsonNode profile = read(file);
            for (String needed : List.of("url", "version", "status", "baseDefinition")) {
                if (Json.text(profile, needed).isEmpty()) {
                    throw new PolicyError(file.toString(), 1, "does not say its " + needed);
                }
            }
            byUrl.put(Json.text(profile, "url"), profile);
        }
    }

    private static JsonNode read(Path file) {
        try {
            JsonNode profile = Json.parse(Files.readAllBytes(file));
            if (!"StructureDefinition".equals(Json.text(profile, "resourceType"))) {
                throw new PolicyError(file.toString(), 1, "is no StructureDefinition");
            }
            return profile;
        } catch (JacksonException failure) {
            long line =
                    failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
            throw new PolicyError(file.toString(), line, failure.getOriginalMessage());
        } catch (IOException failure) {
            throw new PolicyError(file.toString(), 0, failure.getMessage());
        }
    }

    /** Their addresses, for the capability statement. */
    public Set<String> urls() {
        return byUrl.keySet();
    }

    Iterable<JsonNode> all() {
        return byUrl.values();
    }
}
