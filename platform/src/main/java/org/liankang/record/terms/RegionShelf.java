package org.liankang.record.terms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The definitions in {@code regions/<name>/terms/*.json}. Long lists of codes stand beside their code system in
 * {@code <same name>.csv} or {@code .csv.gz} with the columns code and name; they are read when first asked for.
 */
public final class RegionShelf implements Shelf {

    private static final Set<String> TYPES = Set.of("CodeSystem", "ValueSet", "ConceptMap");

    private final Held held = new Held();
    private final Map<String, Path> lists = new HashMap<>();

    /** @throws PolicyError when a file is no definition */
    public RegionShelf(Policies policies) {
        List<Path> codes = new ArrayList<>(policies.files("terms", ".csv"));
        codes.addAll(policies.files("terms", ".csv.gz"));
        for (Path file : policies.files("terms", ".json")) {
            JsonNode definition = read(file);
            held.put(definition);
            String name = file.getFileName().toString().replaceFirst("\\.json$", "");
            codes.stream()
                    .filter(list -> list.getFileName()
                            .toString()
                            .replaceFirst("\\.csv(\\.gz)?$", "")
                            .equals(name))
                    .findFirst()
                    .ifPresent(list -> lists.put(Json.text(definition, "url"), list));
        }
    }

    private static JsonNode read(Path file) {
        JsonNode definition;
        try {
            definition = Json.parse(Files.readAllBytes(file));
        } catch (JacksonException failure) {
            long line =
                    failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
            throw new PolicyError(file.toString(), line, failure.getOriginalMessage());
        } catch (IOException failure) {
            throw new PolicyError(file.toString(), 0, failure.getMessage());
        }
        if (!TYPES.contains(Json.text(definition, "resourceType"))) {
            throw new PolicyError(file.toString(), 1, "is neither a CodeSystem nor a ValueSet nor a ConceptMap");
        }
        for (String needed : List.of("url", "version", "status")) {
            if (Json.text(definition, needed).isEmpty()) {
                throw new PolicyError(file.toString(), 1, "does not say its " + needed);
            }
        }
        return definition;
    }

    @Override
    public Optional<JsonNode> find(Kind kind, Canonical address) {
        return held.find(kind, address);
    }

    @Override
    public List<JsonNode> all(Kind kind) {
        return held.all(kind);
    }

    @Override
    public Iterable<Row> codes(JsonNode codeSystem) {
        Path list = lists.get(Json.text(codeSystem, "url"));
        return list == null ? List.of() : rows(list);
    }

    private static List<Row> rows(Path list) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (InputStream file = Files.newInputStream(list);
                InputStream in = list.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                var parser = format.parse(reader)) {
            List<Row> rows = new ArrayList<>();
            parser.forEach(row -> rows.add(new Row(row.get("code"), row.get("name"))));
            return rows;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
