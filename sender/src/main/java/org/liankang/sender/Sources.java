package org.liankang.sender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Finds the files of a load and puts them in an order in which references mostly point backwards. */
final class Sources {

    /** What others refer to, in the order in which they do. A type that is not here comes after these. */
    private static final List<String> FIRST = List.of(
            "Organization",
            "Location",
            "Practitioner",
            "PractitionerRole",
            "Patient",
            "RelatedPerson",
            "Device",
            "Medication",
            "Questionnaire",
            "CareTeam",
            "Contract",
            "EpisodeOfCare",
            "Encounter",
            "Condition");

    /** What refers to the rest: these come last. */
    private static final List<String> LAST = List.of("DiagnosticReport", "Composition", "Provenance", "MeasureReport");

    private Sources() {}

    /** @throws IOException if a path is not there or holds nothing that can be loaded */
    static List<Source> find(List<Path> paths) throws IOException {
        List<Source> found = new ArrayList<>();
        for (Path path : paths) {
            int before = found.size();
            if (Files.isDirectory(path)) {
                addFolder(path, found);
            } else if (Files.isRegularFile(path)) {
                found.add(source(path, path.getFileName().toString()));
            } else {
                throw new IOException("there is no file or folder " + path);
            }
            if (found.size() == before) {
                throw new IOException("no .json or .ndjson files (plain or .gz) in " + path);
            }
        }
        found.sort(Comparator.comparingInt(Source::rank).thenComparing(Source::name));
        return List.copyOf(found);
    }

    private static void addFolder(Path folder, List<Source> found) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> Source.loadable(f.getFileName().toString()))
                    .sorted()
                    .toList()) {
                found.add(source(file, folder.relativize(file).toString()));
            }
        }
    }

    private static Source source(Path file, String name) throws IOException {
        return new Source(file, name, first(file, name), Files.size(file));
    }

    static int rank(String type) {
        int last = LAST.indexOf(type);
        if (last >= 0) {
            return FIRST.size() + 1 + last;
        }
        int first = FIRST.indexOf(type);
        return first < 0 ? FIRST.size() : first;
    }

    /** The first resource inside, whatever the file is called. */
    private static Outline first(Path file, String name) throws IOException {
        try (InputStream in = Source.open(file, new AtomicLong())) {
            if (!new Source(file, name, Outline.BROKEN, 0).lines()) {
                return Outline.of(in);
            }
            byte[] line = new Lines(in).next();
            return line == null ? Outline.BROKEN : Outline.of(line);
        }
    }
}
