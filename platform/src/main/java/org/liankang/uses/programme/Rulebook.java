package org.liankang.uses.programme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final String factsDigest;

    private Rulebook(List<Programme> programmes, FactNames facts, String digest, String factsDigest) {
        this.programmes = List.copyOf(programmes);
        this.facts = facts;
        this.digest = digest;
        this.factsDigest = factsDigest;
    }

    /** A file as it was written, for errors that name the line. */
    private record Written(String name, String text) {

        static Written of(Path file) {
            try {
                return new Written(file.toString(), Files.readString(file));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** An error at the first line that speaks of it, as far as that can be found. */
        PolicyError error(String about, String reason) {
            List<String> lines = text.lines().toList();
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).contains(about)) {
                    return new PolicyError(name, at + 1L, reason);
                }
            }
            return new PolicyError(name, 0, reason);
        }
    }

    static Rulebook read(Policies policies) {
        Path names = policies.file(FACTS);
        FactNames facts = Policies.yaml(names, FactNames.class);
        List<Path> files = policies.files(FOLDER, ".yaml");
        List<Programme> programmes = new ArrayList<>();
        for (Path file : files) {
            Programme programme = Policies.yaml(file, Programme.class);
            Written written = Written.of(file);
            check(written, programme, facts);
            if (programmes.stream().anyMatch(other -> other.programme().equals(programme.programme()))) {
                throw written.error(programme.programme(), "another file already defines this programme");
            }
            programmes.add(programme);
        }
        return new Rulebook(
                programmes,
                facts,
                Policies.digest(Stream.concat(Stream.of(names), files.stream()).toList()),
                Policies.digest(List.of(names)));
    }

    /**
     * These rules with another file for one programme, or with one programme more.
     *
     * @throws PolicyError if a start with this file would fail
     */
    Rulebook with(String yaml) {
        Written written = new Written("proposed", yaml);
        Programme proposed = Policies.yaml(written.name(), yaml, Programme.class);
        check(written, proposed, facts);
        List<Programme> changed = new ArrayList<>(programmes);
        changed.removeIf(one -> one.programme().equals(proposed.programme()));
        changed.add(proposed);
        changed.sort(Comparator.comparing(Programme::programme));
        return new Rulebook(changed, facts, Policies.digest(yaml), factsDigest);
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

    /** Changes when the names of facts do; then the record has to be read again, for what had no name was not kept. */
    String factsDigest() {
        return factsDigest;
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
                    steps(service).forEach(step -> step.raise().forEach(raise -> kinds.addAll(raise.visits())));
                }
            }
        }
        return kinds;
    }

    private static void check(Written file, Programme programme, FactNames facts) {
        LocalDate free = LocalDate.MIN;
        for (Edition edition : programme.versions()) {
            if (edition.from().isBefore(free)) {
                throw file.error(
                        edition.version(), "version " + edition.version() + " begins before the one above it ends");
            }
            free = edition.to() == null ? LocalDate.MAX : edition.to().plusDays(1);
            edition.eligible().forEach(requirement -> eligible(file, requirement, facts));
            if (edition.eligible().isEmpty()) {
                throw file.error(edition.version(), "version " + edition.version() + " makes nobody eligible");
            }
            Set<String> names = new HashSet<>();
            for (Service service : edition.services()) {
                Set<String> own = new TreeSet<>(Set.of(service.service()));
                steps(service).forEach(step -> step.raise().forEach(raise -> own.add(raise.service())));
                for (String name : own) {
                    if (!names.add(name)) {
                        throw file.error(name, "service " + name + " is defined or raised by two services");
                    }
                }
                conditions(service).forEach(when -> known(file, service, when, facts));
                if (service.timetable() != null) {
                    service.timetable().dates().forEach(date -> date(file, date, facts));
                }
            }
        }
        yearsAgree(file, programme);
        Programme.Episodes episode = programme.episode();
        if (episode != null) {
            Stream.concat(
                            Stream.of(episode.from(), episode.orFrom() == null ? episode.from() : episode.orFrom()),
                            episode.ends().stream().map(Programme.End::date))
                    .forEach(date -> date(file, date, facts));
        }
    }

    /** A year cannot begin on another day from a version on: a visit would lie in two of them, or in none. */
    private static void yearsAgree(Written file, Programme programme) {
        Map<String, String> begins = new HashMap<>();
        programme.versions().stream()
                .flatMap(edition -> edition.services().stream())
                .filter(service -> service.yearly() != null)
                .forEach(service -> {
                    String first = service.yearly().begins();
                    if (!begins.computeIfAbsent(service.service(), none -> first)
                            .equals(first)) {
                        throw file.error(first, "the year of service " + service.service() + " begins on two days");
                    }
                });
    }

    private static void date(Written file, String name, FactNames facts) {
        if (!facts.dates().containsKey(name)) {
            throw file.error(name, "no date is called " + name + " in " + FACTS);
        }
    }

    private static void eligible(Written file, Programme.Requirement requirement, FactNames facts) {
        requirement.when().withParts().forEach(when -> {
            named(file, when, facts);
            if (!when.comparedFact().isEmpty() || !when.askedClass().isEmpty()) {
                throw file.error(
                        requirement.rule(),
                        "rule " + requirement.rule()
                                + " asks about a visit; eligibility can only ask about the resident");
            }
        });
    }

    /** Kinds of service that do a service of a programme, by the rules of any version. */
    Set<String> visits(String programme, String service) {
        Set<String> kinds = new TreeSet<>();
        programmes.stream()
                .filter(one -> one.programme().equals(programme))
                .flatMap(one -> one.versions().stream())
                .flatMap(edition -> edition.services().stream())
                .forEach(one -> {
                    if (one.service().equals(service)) {
                        kinds.addAll(one.visits());
                    }
                    steps(one)
                            .flatMap(step -> step.raise().stream())
                            .filter(raise -> raise.service().equals(service))
                            .forEach(raise -> kinds.addAll(raise.visits()));
                });
        return kinds;
    }

    private static Stream<Step> steps(Service service) {
        if (service.timetable() != null) {
            return Stream.concat(service.timetable().slots().stream(), service.timetable().next().stream());
        }
        return service.yearly() != null
                ? service.next().stream()
                : Stream.concat(service.next().stream(), Stream.of(service.first(), service.missed()));
    }

    private static Stream<Condition> conditions(Service service) {
        return Stream.of(
                        service.complete().stream().map(Programme.Requirement::when),
                        service.classes().stream().map(Programme.Classing::when),
                        steps(service).map(Step::when).filter(when -> when != null))
                .flatMap(whens -> whens)
                .flatMap(Condition::withParts);
    }

    private static void known(Written file, Service service, Condition when, FactNames facts) {
        named(file, when, facts);
        String asked = when.askedClass();
        if (!asked.isEmpty()
                && service.classes().stream().noneMatch(c -> c.name().equals(asked))) {
            throw file.error(asked, "service " + service.service() + " has no class " + asked);
        }
    }

    private static void named(Written file, Condition when, FactNames facts) {
        String fact = when instanceof Condition.Latest latest ? latest.fact() : when.comparedFact();
        if (!fact.isEmpty() && !facts.knows(fact)) {
            throw file.error("fact: " + fact, "no fact is called " + fact + " in " + FACTS);
        }
        if (when instanceof Condition.Dated(var name)) {
            date(file, name, facts);
        }
    }
}
