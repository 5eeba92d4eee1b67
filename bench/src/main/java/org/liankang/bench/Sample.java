package org.liankang.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.liankang.sender.Options;

/**
 * Resources from NDJSON files in bulk export form, in stages: what a stage refers to came in an earlier one. The
 * directory (places, staff) has the same ids always, since references to it may be by identifier and must meet one
 * resource only; all else can be sent again under other ids.
 */
final class Sample {

    /** @param body the line as it stands in the file */
    record Resource(String type, String id, byte[] body) {}

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([A-Za-z0-9.-]{1,64})\"");
    private static final Pattern PATIENT = Pattern.compile("\"Patient/([A-Za-z0-9.-]{1,64})\"");
    private static final List<String> DIRECTORY =
            List.of("Organization", "Location", "Practitioner", "PractitionerRole");
    private static final List<Set<String>> STAGES = List.of(
            Set.of("Patient", "Device"),
            Set.of("Encounter"),
            Set.of("AllergyIntolerance", "Condition", "Observation", "Immunization"));

    private final List<Resource> directory = new ArrayList<>();
    private final List<List<Resource>> stages = new ArrayList<>();

    private Sample() {
        for (int i = 0; i <= STAGES.size(); i++) {
            stages.add(new ArrayList<>());
        }
    }

    static boolean in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(Sample::isNdjson);
        } catch (IOException none) {
            return false;
        }
    }

    /** @param patients how many patients, with all that is about them; resources about no one come in any case */
    static Sample read(Path folder, int patients) throws IOException {
        Map<String, List<Path>> byType = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Sample::isNdjson)
                    .sorted()
                    .forEach(file -> byType.computeIfAbsent(
                                    file.getFileName().toString().split("\\.")[0], t -> new ArrayList<>())
                            .add(file));
        }
        if (!byType.containsKey("Patient")) {
            throw new Options.Wrong(folder + " holds no Patient.ndjson or Patient.ndjson.gz");
        }
        var sample = new Sample();
        Set<String> chosen = new HashSet<>();
        for (Resource patient : resources("Patient", byType.remove("Patient"))) {
            if (chosen.size() < patients) {
                chosen.add(patient.id());
                sample.stages.getFirst().add(patient);
            }
        }
        for (String type : DIRECTORY) {
            sample.directory.addAll(resources(type, byType.getOrDefault(type, List.of())));
        }
        for (String type : byType.keySet()) {
            if (!DIRECTORY.contains(type)) {
                resources(type, byType.get(type)).stream()
                        .filter(one -> about(one, chosen))
                        .forEach(sample.stage(type)::add);
            }
        }
        return sample;
    }

    static boolean isNdjson(Path file) {
        return file.toString().matches(".*\\.ndjson(\\.gz)?");
    }

    static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private List<Resource> stage(String type) {
        for (int i = 0; i < STAGES.size(); i++) {
            if (STAGES.get(i).contains(type)) {
                return stages.get(i);
            }
        }
        return stages.getLast();
    }

    private static boolean about(Resource one, Set<String> chosen) {
        Matcher matcher = PATIENT.matcher(new String(one.body(), StandardCharsets.UTF_8));
        return !matcher.find() || chosen.contains(matcher.group(1));
    }

    private static List<Resource> resources(String type, List<Path> files) throws IOException {
        List<Resource> resources = new ArrayList<>();
        for (Path file : files) {
            try (var reader = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (!line.isBlank()) {
                        resources.add(new Resource(type, id(line, file), line.getBytes(StandardCharsets.UTF_8)));
                    }
                }
            }
        }
        return resources;
    }

    private static String id(String line, Path file) {
        Matcher matcher = ID.matcher(line);
        if (!matcher.find()) {
            throw new Options.Wrong("a line of " + file + " has no id");
        }
        return matcher.group(1);
    }

    /** Sent once, under the ids it has. */
    List<Resource> directory() {
        return directory;
    }

    /** All else; the first stage is the people and their devices. */
    List<List<Resource>> stages() {
        return stages;
    }

    /** The ids that can change; bulk data whose ids are no UUIDs cannot be sent twice. */
    Set<UUID> ids() {
        Set<UUID> ids = new HashSet<>();
        for (List<Resource> stage : stages) {
            for (Resource one : stage) {
                try {
                    ids.add(UUID.fromString(one.id()));
                } catch (IllegalArgumentException other) {
                    throw new Options.Wrong("the ids must be UUIDs, which " + one.type() + "/" + one.id() + " has not");
                }
            }
        }
        return ids;
    }
}
