package org.liankang.uses.programme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.liankang.uses.programme.Programme.Edition;
import org.liankang.uses.programme.Programme.Service;
import org.liankang.uses.programme.Programme.Step;

/**
 * The region's programmes, read and checked once at the start. What is wrong stops the start with file, line and
 * reason.
 */
final class Rulebook {

    static final String FACTS = "facts.yaml";
    static final String FOLDER = "programmes";

    private final List<Programme> programmes;
    private final FactNames facts;
    private final String digest;

    private Rulebook(List<Programme> programmes, FactNames facts, String digest) {
        this.programmes = List.copyOf(programmes);
        this.facts = facts;
        this.digest = digest;
    }

    static Rulebook read(Policies policies) {
        Path names = policies.file(FACTS);
        FactNames facts = Policies.yaml(names, FactNames.class);
        List<Path> files = policies.files(FOLDER, ".yaml");
        List<Programme> programmes = new ArrayList<>();
        for (Path file : files) {
            Programme programme = Policies.yaml(file, Programme.class);
            check(file, programme, facts);
            if (programmes.stream().anyMatch(other -> other.programme().equals(programme.programme()))) {
                throw error(file, programme.programme(), "another file already defines this programme");
            }
            programmes.add(programme);
        }
        return new Rulebook(
                programmes,
                facts,
                Policies.digest(Stream.concat(Stream.of(names), files.stream()).toList()));
    }

    List<Programme> programmes() {
        return programmes;
    }

    FactNames facts() {
        return facts;
    }

    /** Changes whenever a file does; then everybody has to be evaluated again. */
    String digest() {
        return digest;
    }

    List<Definition> definitions() {
        return programmes.stream()
                .flatMap(programme -> programme.versions().stream().map(edition -> Definition.of(programme, edition)))
                .toList();
    }

    /** Kinds of service any rule speaks of. */
    Set<String> visits() {
        Set<String> kinds = new TreeSet<>();
        for (Programme programme : programmes) {
            for (Edition edition : programme.versions()) {
                for (Service service : edition.services()) {
                    kinds.addAll(service.visits());
                    service.next().forEach(step -> step.raise().forEach(raise -> kinds.addAll(raise.visits())));
                }
            }
        }
        return kinds;
    }

    private static void check(Path file, Programme programme, FactNames facts) {
        LocalDate free = LocalDate.MIN;
        for (Edition edition : programme.versions()) {
            if (edition.from().isBefore(free)) {
                throw error(
                        file,
                        edition.version(),
                        "version " + edition.version() + " begins before the one above it ends");
            }
            free = edition.to() == null ? LocalDate.MAX : edition.to().plusDays(1);
            edition.eligible().forEach(requirement -> eligible(file, requirement));
            if (edition.eligible().isEmpty()) {
                throw error(file, edition.version(), "version " + edition.version() + " makes nobody eligible");
            }
            Set<String> names = new HashSet<>();
            for (Service service : edition.services()) {
                if (!names.add(service.service())) {
                    throw error(file, service.service(), "service " + service.service() + " is defined twice");
                }
                conditions(service).forEach(when -> known(file, service, when, facts));
            }
        }
    }

    private static void eligible(Path file, Programme.Requirement requirement) {
        requirement.when().withParts().forEach(when -> {
            if (!when.comparedFact().isEmpty() || !when.askedClass().isEmpty()) {
                throw error(
                        file,
                        requirement.rule(),
                        "rule " + requirement.rule()
                                + " asks about a visit; eligibility can only ask about the resident");
            }
        });
    }

    private static Stream<Condition> conditions(Service service) {
        Stream<Step> steps = service.yearly() != null
                ? Stream.empty()
                : Stream.concat(service.next().stream(), Stream.of(service.first(), service.missed()));
        return Stream.of(
                        service.complete().stream().map(Programme.Requirement::when),
                        service.classes().stream().map(Programme.Classing::when),
                        steps.map(Step::when).filter(when -> when != null))
                .flatMap(whens -> whens)
                .flatMap(Condition::withParts);
    }

    private static void known(Path file, Service service, Condition when, FactNames facts) {
        String fact = when.comparedFact();
        if (!fact.isEmpty() && !facts.knows(fact)) {
            throw error(file, "fact: " + fact, "no fact is called " + fact + " in " + FACTS);
        }
        String asked = when.askedClass();
        if (!asked.isEmpty()
                && service.classes().stream().noneMatch(c -> c.name().equals(asked))) {
            throw error(file, asked, "service " + service.service() + " has no class " + asked);
        }
    }

    /** An error at the first line that speaks of it, as far as that can be found. */
    private static PolicyError error(Path file, String about, String reason) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).contains(about)) {
                    return new PolicyError(file.toString(), at + 1L, reason);
                }
            }
            return new PolicyError(file.toString(), 0, reason);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
