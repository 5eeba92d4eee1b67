package org.liankang.uses.indicator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import org.liankang.record.store.Versions;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The hand-made cases beside these tests. */
final class Charts {

    private Charts() {}

    /** The small chart that expected.yaml gives values for. */
    static List<Version> small() {
        return of("cases/chart.jsonl");
    }

    /** A chart of one line for each resource. */
    static List<Version> of(String name) {
        var versions = new Versions();
        text(name)
                .lines()
                .map(Json::parse)
                .forEach(line -> versions.put(line.path("resident").asLong(), line.path("body")));
        return versions.all();
    }

    static JsonNode yaml(String name) {
        return new YAMLMapper().readTree(text(name));
    }

    private static String text(String name) {
        try (InputStream stream = Charts.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
