package org.liankang;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the code to the flow that ARCHITECTURE.md tells: which tier may know which, what a book may see, what a file may
 * be. What is let through, and why, stands in {@code flow-exceptions.txt} beside this class; an exception that nobody
 * needs any more fails too.
 */
class FlowTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LONGEST_FILE = 600;

    /** Whom each tier may know, apart from itself. A name with a dot at its end is one package without those below it. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "base", Set.of(),
            "identity", Set.of("base"),
            "record", Set.of("base", "identity"),
            "entry", Set.of("base", "identity", "record"),
            "uses", Set.of("base", "identity", "record", "entry."),
            "web", Set.of("base", "identity", "record", "entry", "uses"),
            "", Set.of("base", "identity", "record", "entry", "uses", "web"));

    /** The book that others may build on: the lake is tables for analysis, and what is counted is counted over them. */
    private static final String LAKE = "lake";

    private static final Set<String> SAYS_NOTHING = Set.of("Util", "Utils", "Helper", "Manager", "Impl", "Dto", "Base");
    private static final Set<String> TIME = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth");

    private static JavaClasses code;
    private static FlowExceptions exceptions;

    @BeforeAll
    static void read() throws IOException {
        code = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // Tests see the simulator and the sender it needs, which are no part of the platform.
                .withImportOption(location ->
                        !location.contains("/org/liankang/simulator/") && !location.contains("/org/liankang/sender/"))
                .importPackages("org.liankang");
        exceptions = FlowExceptions.read();
    }

    @Test
    void tiersKnowOnlyWhatComesBeforeThem() {
        hold("tiers", dependencies((from, to) -> !from.tier().equals(to.tier()) && !allowed(from, to)));
    }

    @Test
    void booksDoNotKnowEachOther() {
        hold(
                "books",
                dependencies((from, to) -> from.tier().equals("uses")
                        && to.tier().equals("uses")
                        && !to.capability().equals(LAKE)
                        && !from.capability().equals(to.capability())));
    }

    @Test
    void packagesHaveNoCycles() {
        var found = SlicesRuleDefinition.slices()
                .matching("org.liankang.(**)")
                .should()
                .beFreeOfCycles();
        hold(
                "cycles",
                found.allowEmptyShould(true).evaluate(code).getFailureReport().getDetails().stream()
                        .map(detail -> detail.lines().limit(12).reduce("", (a, b) -> a + b.strip() + " "))
                        .toList());
    }

    @Test
    void namesSaySomething() {
        hold(
                "names",
                code.stream()
                        .filter(type -> SAYS_NOTHING.stream().anyMatch(type.getSimpleName()::endsWith))
                        .map(JavaClass::getName)
                        .toList());
    }

    @Test
    void timeAndChanceComeFromOutside() {
        List<String> found = new ArrayList<>();
        for (JavaClass type : code) {
            if (Place.of(type).tier().isEmpty() || Place.of(type).tier().equals("base")) {
                continue;
            }
            type.getAccessesFromSelf().stream()
                    .filter(FlowTest::readsClockOrDice)
                    .map(access ->
                            type.getName() + " uses " + access.getTarget().getFullName())
                    .forEach(found::add);
        }
        hold("time", found);
    }

    private static boolean readsClockOrDice(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        boolean withClock = access.getTarget().getFullName().contains("(java.time.Clock)");
        return switch (owner) {
            case "java.time.Clock" -> name.startsWith("system");
            case "java.util.Random", "java.util.SplittableRandom" -> name.equals("<init>");
            case "java.util.concurrent.ThreadLocalRandom" -> name.equals("current");
            case "java.lang.Math" -> name.equals("random");
            case "java.lang.System" -> name.equals("currentTimeMillis");
            default -> TIME.contains(owner) && name.equals("now") && !withClock;
        };
    }

    @Test
    void filesAreShort() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(f -> f.toString().endsWith(".java"))) {
            long lines;
            try (Stream<String> all = Files.lines(file)) {
                lines = all.count();
            }
            if (lines > LONGEST_FILE) {
                found.add(name(file) + " has " + lines + " lines");
            }
        }
        hold("files", found);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : sources(f -> f.toString().endsWith(".java"))) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                found.add(name(file.getParent()));
            }
        }
        hold("package-info", List.copyOf(found));
    }

    @Test
    void thePictureInArchitectureIsTheCode() throws IOException {
        Path document = Path.of("../ARCHITECTURE.md");
        String text = Files.readString(document);
        String drawn = new FlowPicture(code).into(text);
        if (Boolean.getBoolean("liankang.flow.write")) {
            Files.writeString(document, drawn);
        }
        assertThat(Files.readString(document))
                .as("ARCHITECTURE.md is out of date. Draw it again: ./liankang picture")
                .isEqualTo(drawn);
    }

    private static boolean allowed(Place from, Place to) {
        Set<String> known = MAY_KNOW.getOrDefault(from.tier(), Set.of());
        return known.contains(to.tier())
                || known.contains(to.tier() + ".") && to.capability().isEmpty();
    }

    /** A rule about where a dependency starts and where it ends. */
    private interface Forbidden {
        boolean test(Place from, Place to);
    }

    private static List<String> dependencies(Forbidden rule) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : code) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("org.liankang"))
                    .filter(target -> rule.test(Place.of(type), Place.of(target)))
                    .forEach(target -> found.add(topLevel(type) + " -> " + topLevel(target)));
        }
        return List.copyOf(found);
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static List<Path> sources(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        }
    }

    private static String name(Path path) {
        return SOURCES.relativize(path).toString();
    }

    private static void hold(String rule, List<String> found) {
        assertThat(exceptions.without(rule, found))
                .as("the rule '%s' (a reasoned exception goes into flow-exceptions.txt)", rule)
                .isEmpty();
        assertThat(exceptions.unused(rule, found))
                .as("exceptions to '%s' that nobody needs", rule)
                .isEmpty();
    }

    /** Where a class lives: tier and capability, both empty at the root. */
    record Place(String tier, String capability) {

        static Place of(JavaClass type) {
            String[] parts = type.getPackageName().split("\\.");
            return new Place(parts.length > 2 ? parts[2] : "", parts.length > 3 ? parts[3] : "");
        }
    }
}
