package org.liankang.base.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The region's folder, laid over the national one: a file of the same relative name in the region replaces the
 * national file. Every reader stops the start with file, line and reason ({@link PolicyError}) rather than guessing.
 */
@Component
@EnableConfigurationProperties(PolicyConfig.class)
public class Policies {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(tools.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path national;
    private final Path regional;
    private final String region;

    public Policies(PolicyConfig config) {
        this.national = config.regions().resolve("national");
        this.regional = config.regions().resolve(config.region());
        this.region = config.region();
        if (!Files.isDirectory(regional)) {
            throw new PolicyError(regional.toString(), 0, "there is no such region folder");
        }
    }

    public String region() {
        return region;
    }

    /** The files of a folder by name, national first, replaced by the region's of the same name; sorted by name. */
    public List<Path> files(String folder, String ending) {
        Map<String, Path> byName = new TreeMap<>();
        for (Path layer : List.of(national.resolve(folder), regional.resolve(folder))) {
            if (Files.isDirectory(layer)) {
                try (Stream<Path> files = Files.list(layer)) {
                    files.filter(f -> f.getFileName().toString().endsWith(ending))
                            .forEach(f -> byName.put(f.getFileName().toString(), f));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
        return List.copyOf(byName.values());
    }

    /** The region's file of this name, or the national one, or an error that names both places. */
    public Path file(String name) {
        for (Path layer : List.of(regional, national)) {
            if (Files.isRegularFile(layer.resolve(name))) {
                return layer.resolve(name);
            }
        }
        throw new PolicyError(regional.resolve(name).toString(), 0, "is missing here and in " + national);
    }

    /** Changes when one of the files does, or its name. */
    public static String digest(List<Path> files) {
        try {
            MessageDigest digest = sha256();
            for (Path file : files) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Changes when the text does. */
    public static String digest(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A YAML file as a typed value; unknown keys are errors. */
    public static <T> T yaml(Path file, Class<T> type) {
        try {
            return YAML.readValue(file.toFile(), type);
        } catch (JacksonException failure) {
            throw error(file, failure);
        }
    }

    /** YAML that is no file of the region, as a typed value; unknown keys are errors of this name. */
    public static <T> T yaml(String name, String text, Class<T> type) {
        try {
            return YAML.readValue(text, type);
        } catch (JacksonException failure) {
            throw error(name, failure);
        }
    }

    /** A YAML file as a tree. */
    public static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (JacksonException failure) {
            throw error(file, failure);
        }
    }

    /** The rows of a CSV file with a header line; a row that cannot be read is an error with its line. */
    public static <T> List<T> csv(Path file, Function<CSVRecord, T> row) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var reader = Files.newBufferedReader(file);
                var parser = format.parse(reader)) {
            List<T> rows = new ArrayList<>();
            for (CSVRecord line : parser) {
                rows.add(readRow(file, parser.getCurrentLineNumber(), line, row));
            }
            return rows;
        } catch (IOException failure) {
            throw new PolicyError(file.toString(), 0, failure.getMessage());
        }
    }

    private static <T> T readRow(Path file, long at, CSVRecord line, Function<CSVRecord, T> row) {
        try {
            return row.apply(line);
        } catch (RuntimeException failure) {
            throw new PolicyError(file.toString(), at, failure.getMessage());
        }
    }

    private static PolicyError error(Path file, JacksonException failure) {
        return error(file.toString(), failure);
    }

    private static PolicyError error(String file, JacksonException failure) {
        long line = failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
        return new PolicyError(file, line, failure.getOriginalMessage());
    }
}
