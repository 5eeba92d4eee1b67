package org.liankang.web.resident;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.identity.person.Person;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.uses.contract.Contract;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Team;
import org.liankang.uses.programme.Definition;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.programme.TaskQuery;
import org.liankang.uses.summary.Entry;
import org.liankang.uses.summary.Timelines;
import org.liankang.web.component.Link;
import org.liankang.web.task.TaskCards;
import org.liankang.web.view.Language;
import org.liankang.web.view.Page;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Gathers what the resident's page tells. */
@Component
class ResidentModel {

    private static final int MOST_EVENTS = 300;
    private static final int FIRST_EVENTS = 30;
    private static final int MOST_TASKS = 50;

    private final Places places;
    private final Records records;
    private final Timelines timelines;
    private final Programmes programmes;
    private final Contracts contracts;
    private final TaskCards cards;
    private final TrendRules rules;
    private final Diagnoses diagnoses;
    private final Beginnings beginnings;
    private final Clock clock;

    ResidentModel(
            Places places,
            Records records,
            Timelines timelines,
            Programmes programmes,
            Contracts contracts,
            TaskCards cards,
            TrendRules rules,
            Diagnoses diagnoses,
            Beginnings beginnings,
            Clock clock) {
        this.places = places;
        this.records = records;
        this.timelines = timelines;
        this.programmes = programmes;
        this.contracts = contracts;
        this.cards = cards;
        this.rules = rules;
        this.diagnoses = diagnoses;
        this.beginnings = beginnings;
        this.clock = clock;
    }

    /**
     * @param kind the kind of event shown, or empty for all
     * @param all events, or only the newest
     * @param idNumber masked or whole
     */
    Map<String, Object> of(Page page, Person person, String kind, boolean all, String idNumber) {
        LocalDate today = LocalDate.now(clock);
        PlaceNames named = places.in(page.t().language());
        List<Entry> entries = timelines.of(person.id(), MOST_EVENTS);
        Map<String, Object> model = new HashMap<>();
        model.put("person", person);
        model.put("idNumber", idNumber);
        model.put("today", today);
        model.put("places", named);
        List<Entry> asked = entries.stream()
                .filter(entry -> kind.isEmpty() || entry.kind().equals(kind))
                .toList();
        model.put(
                "events",
                asked.stream()
                        .limit(all ? MOST_EVENTS : FIRST_EVENTS)
                        .map(entry -> event(page, named, entry))
                        .toList());
        model.put("older", all ? 0 : Math.max(0, asked.size() - FIRST_EVENTS));
        model.put("kind", kind);
        model.put("kinds", kinds(page, person, entries, kind));
        List<Version> chart = records.chart(person.id());
        var trends = new Trends(rules, chart, person, today, page.t());
        model.put("curves", trends.curves());
        model.put("growth", trends.growth());
        model.put("child", trends.child());
        model.put("known", Known.of(chart, diagnoses::name));
        model.put("beginnings", beginnings.of(page, person, chart, today));
        var open = new TaskQuery(
                0, person.id(), Optional.empty(), Optional.empty(), Set.of(Task.State.OPEN), Optional.empty());
        model.put("tasks", cards.of(programmes.tasks(open, MOST_TASKS, 0)));
        model.put("enrolments", programmes.enrolments(person.id()));
        Optional<Contract> contract = contracts.of(person.id(), today);
        model.put("contract", contract.orElse(null));
        model.put("team", contract.flatMap(this::team).map(Team::name).orElse(""));
        model.put("promises", contracts.promises(person.id(), today.getYear()));
        model.put("names", programmeNames(page));
        return model;
    }

    private Optional<Team> team(Contract contract) {
        return contracts.teams().stream()
                .filter(team -> team.id().equals(contract.team()))
                .findFirst();
    }

    private Event event(Page page, PlaceNames named, Entry entry) {
        List<Event.Fact> facts = new ArrayList<>();
        Json.each(entry.facts()).forEach(fact -> facts.add(fact(page, fact)));
        return new Event(
                entry,
                page.t().of(entry.title()),
                named.institution(entry.institution()),
                named.staff(entry.practitioner()),
                List.copyOf(facts));
    }

    private Event.Fact fact(Page page, JsonNode fact) {
        String code = Json.text(fact, "code");
        String told = Json.text(fact, "name");
        boolean known = page.t().has("summary.fact." + code);
        String name = known || told.isEmpty() ? page.t().orCode("summary.fact", code) : told;
        String given = Json.text(fact, "value");
        String value = code.equals("package") ? offer(page, given) : page.t().orCode("summary.value", given);
        if (given.isEmpty()) {
            // What is only told in words, such as a reason, stands beside its label.
            value = known ? told : "";
        }
        String unit = Json.text(fact, "unit").replace("mm[Hg]", "mmHg");
        return new Event.Fact(name, (value + " " + unit).strip());
    }

    private String offer(Page page, String code) {
        return contracts.offers().stream()
                .filter(offer -> offer.code().equals(code))
                .map(offer -> page.t().language() == Language.ENGLISH ? offer.nameEnglish() : offer.name())
                .findFirst()
                .orElse(code);
    }

    private static List<Link> kinds(Page page, Person person, List<Entry> entries, String kind) {
        List<Link> links = new ArrayList<>();
        String here = "/residents/" + person.id();
        links.add(new Link(page.t().of("resident.all"), here, kind.isEmpty()));
        entries.stream()
                .map(Entry::kind)
                .distinct()
                .sorted()
                .forEach(one -> links.add(
                        new Link(page.t().of("summary.kind." + one), here + "?kind=" + one, one.equals(kind))));
        return links;
    }

    private Map<String, String> programmeNames(Page page) {
        Map<String, String> names = new HashMap<>();
        for (Definition one : programmes.definitions()) {
            names.put(one.programme(), page.t().language() == Language.ENGLISH ? one.nameEnglish() : one.name());
        }
        return names;
    }
}
