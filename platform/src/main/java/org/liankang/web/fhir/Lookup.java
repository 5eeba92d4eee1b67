package org.liankang.web.fhir;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Question;
import org.liankang.record.search.Question.Include;
import org.liankang.record.search.Questions;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.search.Setting;
import org.liankang.record.search.Tokens;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.uses.subscription.Secrets;
import org.liankang.uses.subscription.Subscriptions;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the door asks of the record. All that depends on how the record answers is here. */
@Component
class Lookup {

    /**
     * Only resources of this compartment (FHIR R4, 3.1.0.2).
     *
     * @param parameters reference parameters of the type searched; one of them names it
     * @param reference {@code Patient/1}
     */
    record Membership(List<String> parameters, String reference) {}

    /**
     * @param total how many match in all, -1 when not known
     * @param next brings the next page; null at the end
     * @param count most matches of one page, 0 when only the number was asked
     * @param ignored a warning for each parameter left out by lenient handling
     */
    record Found(
            List<Version> matches, long total, String next, int count, List<Include> includes, List<Finding> ignored) {}

    private static final Set<String> NOT_SEARCHED = Set.of("_page", "_type");
    private static final int MOST_REFERRING = 10_000;

    private final Records records;
    private final org.liankang.record.store.Searches searches;
    private final Parameters parameters;
    private final List<String> types;
    private final Questions questions;
    private final Subscriptions subscriptions;
    private final Clock clock;

    Lookup(
            Records records,
            org.liankang.record.store.Searches searches,
            Parameters parameters,
            Questions questions,
            Subscriptions subscriptions,
            Clock clock) {
        this.records = records;
        this.searches = searches;
        this.parameters = parameters;
        this.types = parameters.types().stream().sorted().toList();
        this.questions = questions;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    boolean knows(String type) {
        return records.knows(type);
    }

    Optional<Version> read(String type, String id) {
        return records.read(type, id);
    }

    Optional<Version> version(String type, String id, int number) {
        return records.version(type, id, number);
    }

    /**
     * The current version, or the one of this number.
     *
     * @throws Refusal {@code not-found} or {@code deleted}
     */
    Version living(String type, String id, OptionalInt number) {
        Version version = (number.isPresent() ? version(type, id, number.getAsInt()) : read(type, id))
                .orElseThrow(() -> nothing(type));
        if (version.deleted()) {
            throw new Refusal("deleted", version.reference(), "was deleted");
        }
        return version;
    }

    static Refusal nothing(String type) {
        return new Refusal("not-found", type, "there is no such resource");
    }

    /** The resource as FHIR shows it, JSON in UTF-8. What a subscription's headers keep secret is never shown. */
    byte[] shown(Version version) {
        byte[] shown = version.shown();
        if (!version.type().equals("Subscription")) {
            return shown;
        }
        JsonNode resource = Json.parse(shown);
        boolean current = records.read(version.type(), version.id())
                .filter(now -> now.number() == version.number())
                .isPresent();
        return Json.bytes(current ? subscriptions.shown(resource) : Secrets.masked(resource));
    }

    /** Older versions than a position (exclusive), newest first. */
    List<Version> history(String type, String id, long before, Instant since, int most) {
        return records.history(type, id, before, since == null ? Instant.MIN : since, most);
    }

    List<Version> historyOf(String type, long before, Instant since, int most) {
        return records.historyOf(type, before, since == null ? Instant.MIN : since, most);
    }

    List<Version> history(long before, Instant since, int most) {
        return records.history(before, since == null ? Instant.MIN : since, most);
    }

    List<Version> chart(long resident) {
        return records.chart(resident);
    }

    /** @param page {@link Found#next} of the page before, null for the first */
    Found search(String type, Query query, Optional<Membership> within, String page, boolean lenient, String base) {
        List<Questions.Pair> pairs = new ArrayList<>();
        query.only(name -> !NOT_SEARCHED.contains(name))
                .values()
                .forEach((name, values) -> values.forEach(value -> pairs.add(new Questions.Pair(name, value))));
        var setting = new Setting(lenient, clock.instant(), base, Set.of());
        return switch (questions.read(type, pairs, setting)) {
            case Questions.Reading.Refused(List<Finding> findings) -> throw new Refusal(findings);
            case Questions.Reading.Understood(Question question, List<Finding> ignored) ->
                answered(
                        within.map(compartment -> inside(question, compartment)).orElse(question), ignored, page);
        };
    }

    private Found answered(Question question, List<Finding> ignored, String page) {
        try {
            var found = searches.ask(question, page);
            return new Found(
                    found.matches(), found.total(), found.next(), question.count(), question.includes(), ignored);
        } catch (SearchRefused refused) {
            throw new Refusal(List.of(refused.finding()));
        }
    }

    private static Question inside(Question question, Membership within) {
        long[] tokens = within.parameters().stream()
                .mapToLong(parameter -> Tokens.of(question.type(), parameter, within.reference()))
                .toArray();
        var member = new org.liankang.record.search.Query.AnyToken(tokens);
        return new Question(
                question.type(),
                new org.liankang.record.search.Query.All(List.of(question.query(), member)),
                question.order(),
                question.count(),
                question.total(),
                question.includes());
    }

    /** All types of R4, by name. */
    List<String> types() {
        return types;
    }

    /** @param name one of them, or {@code *} for all */
    List<Parameters.Parameter> references(String type, String name) {
        return parameters.of(type).values().stream()
                .filter(one -> one.kind() == Parameters.Kind.REFERENCE)
                .filter(one -> name.equals("*") || one.name().equals(name))
                .toList();
    }

    /** What a resource refers to by a reference parameter, or by any: {@code Type/id}, or addresses elsewhere. */
    Set<String> targets(Version version, String parameter) {
        Set<String> targets = new LinkedHashSet<>();
        for (Parameters.Parameter one : references(version.type(), parameter)) {
            targets.addAll(parameters.references(version.type(), one.name(), version.body(), version.resolved()));
        }
        return targets;
    }

    /**
     * The resources of a type that name one of these by one of the reference parameters.
     *
     * @param references {@code Type/id}, by their types
     */
    List<Version> referring(
            String type, List<Parameters.Parameter> by, Map<String, List<String>> references, int most) {
        long[] tokens = by.stream()
                .flatMapToLong(one -> references.entrySet().stream()
                        .filter(some -> one.targets().isEmpty() || one.targets().contains(some.getKey()))
                        .flatMapToLong(some -> some.getValue().stream()
                                .mapToLong(reference -> Tokens.of(type, one.name(), reference))))
                .distinct()
                .toArray();
        return tokens.length == 0
                ? List.of()
                : searches.find(
                        type, new org.liankang.record.search.Query.AnyToken(tokens), Math.min(most, MOST_REFERRING));
    }

    /** Those of these ids that there are. */
    List<Version> ofIds(String type, List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : searches.find(type, new org.liankang.record.search.Query.Ids(Set.copyOf(ids)), ids.size());
    }
}
