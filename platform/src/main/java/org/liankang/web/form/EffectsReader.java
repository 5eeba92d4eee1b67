package org.liankang.web.form;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.entry.receipt.Submission;
import org.liankang.identity.person.Person;
import org.liankang.record.feed.Followers;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.indicator.Definition;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.programme.TaskQuery;
import org.springframework.stereotype.Component;

/** Asks every book what one submission changed in it. */
@Component
class EffectsReader {

    private static final int MOST_TASKS = 200;
    private static final int MOST_UNITS = 20_000;
    private static final Set<String> GROUPS = Set.of("chronic", "service");

    private final Records records;
    private final Followers followers;
    private final Programmes programmes;
    private final Contracts contracts;
    private final Indicators indicators;

    EffectsReader(
            Records records, Followers followers, Programmes programmes, Contracts contracts, Indicators indicators) {
        this.records = records;
        this.followers = followers;
        this.programmes = programmes;
        this.contracts = contracts;
        this.indicators = indicators;
    }

    Effects of(Submission submission, Person person) {
        List<Version> stored = records.changesOf(submission.number()).stream()
                .filter(version -> version.resident() == person.id())
                .toList();
        long last = stored.stream().mapToLong(Version::position).max().orElse(0);
        List<Followers.State> behind = followers.states().stream()
                .filter(state -> state.position() < last)
                .toList();
        Optional<Version> visit = stored.stream()
                .filter(version -> version.type().equals("Encounter"))
                .findFirst();
        Set<String> references = stored.stream().map(Version::reference).collect(Collectors.toSet());
        List<Task> tasks = programmes.tasks(TaskQuery.ofResident(person.id()), MOST_TASKS, 0);
        LocalDate day = visit.map(version -> Json.text(version.body(), "period", "start"))
                .filter(text -> text.length() >= 10)
                .map(text -> LocalDate.parse(text.substring(0, 10)))
                .orElse(LocalDate.ofInstant(submission.received(), java.time.ZoneOffset.UTC));
        return new Effects(
                submission,
                stored,
                visit.map(Version::reference).orElse(""),
                behind,
                programmes.visits(person.id()).stream()
                        .filter(judged -> references.contains(judged.visit().reference()))
                        .toList(),
                tasks.stream()
                        .filter(task -> task.state() == Task.State.DONE)
                        .filter(task -> task.done()
                                .map(done -> references.contains(done.reference()))
                                .orElse(false))
                        .toList(),
                tasks.stream()
                        .filter(task -> task.state() == Task.State.OPEN && references.contains(task.cause()))
                        .toList(),
                contracts.promises(person.id(), day.getYear()).stream()
                        .filter(promise -> promise.evidence().stream().anyMatch(references::contains))
                        .toList(),
                behind.isEmpty() ? counted(person, visit, references, YearMonth.from(day), last) : List.of());
    }

    /** The numbers of the centre that this visit is evidence of. */
    private List<Effects.Counted> counted(
            Person person, Optional<Version> visit, Set<String> references, YearMonth month, long last) {
        String organization = visit.map(version -> Json.text(version.body(), "serviceProvider", "reference"))
                .orElse("")
                .replaceFirst("^Organization/", "");
        if (organization.isEmpty()) {
            return List.of();
        }
        Scope scope = Scope.institution(organization);
        List<Effects.Counted> counted = new ArrayList<>();
        for (Definition definition : indicators.definitions()) {
            if (GROUPS.contains(definition.group()) && definition.by(Scope.Kind.INSTITUTION)) {
                indicators.people(definition.code(), scope, month, Indicators.Part.ALL, MOST_UNITS, 0).units().stream()
                        .filter(unit -> unit.resident() == person.id())
                        .filter(unit -> unit.evidence().stream().anyMatch(references::contains))
                        .findFirst()
                        .flatMap(unit -> indicators
                                .value(definition.code(), scope, month)
                                .map(value -> new Effects.Counted(
                                        definition, value, value.position() >= last, unit.numerator() > 0)))
                        .ifPresent(counted::add);
            }
        }
        return counted;
    }
}
