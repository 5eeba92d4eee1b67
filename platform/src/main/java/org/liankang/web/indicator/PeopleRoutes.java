package org.liankang.web.indicator;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Divisions;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.indicator.Definition;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Indicators.Part;
import org.liankang.uses.indicator.Indicators.Unit;
import org.liankang.web.component.DivisionNames;
import org.liankang.web.component.Link;
import org.liankang.web.component.Pager;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The units behind a value. Where they are residents: a right, a purpose, and a trace for each one listed. */
@Controller
class PeopleRoutes {

    private static final int MOST = 50;
    private static final Map<String, Part> PARTS =
            Map.of("all", Part.ALL, "in", Part.IN_NUMERATOR, "out", Part.NOT_IN_NUMERATOR);

    private final Views views;
    private final Indicators indicators;
    private final Persons persons;
    private final Institutions institutions;
    private final Divisions divisions;
    private final ResidentAccess access;
    private final AuditTrail trail;
    private final Clock clock;

    PeopleRoutes(
            Views views,
            Indicators indicators,
            Persons persons,
            Institutions institutions,
            Divisions divisions,
            ResidentAccess access,
            AuditTrail trail,
            Clock clock) {
        this.views = views;
        this.indicators = indicators;
        this.persons = persons;
        this.institutions = institutions;
        this.divisions = divisions;
        this.access = access;
        this.trail = trail;
        this.clock = clock;
    }

    @GetMapping("/indicators/{code}/people")
    ResponseEntity<String> list(
            Page page,
            Account account,
            @PathVariable String code,
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(defaultValue = "") String division,
            @RequestParam(defaultValue = "") String institution,
            @RequestParam(defaultValue = "all") String part,
            @RequestParam(defaultValue = "0") int offset) {
        Definition definition = indicators.definition(code).orElseThrow(() -> new NotFound("indicator"));
        Purpose purpose = access.openPeople(account, code);
        Focus focus =
                own(account, new Focus(code, month == null ? YearMonth.now(clock) : month, division, institution));
        String asked = PARTS.containsKey(part) ? part : "all";
        int from = Math.max(offset, 0);
        Indicators.Page found = indicators.people(code, focus.scope(), focus.month(), PARTS.get(asked), MOST, from);
        Map<Long, Person> people = persons.all(
                found.units().stream().map(Unit::resident).filter(r -> r > 0).toList());
        found.units().stream()
                .filter(unit -> unit.resident() > 0)
                .forEach(unit -> trail.record(
                        account, purpose, "see-people-behind-indicator", unit.resident(), "indicator/" + code));
        List<UnitRow> rows = found.units().stream()
                .map(unit -> row(unit, people.get(unit.resident()), page.t()))
                .toList();
        return views.html(
                page,
                "indicator/people",
                Map.of(
                        "definition", definition,
                        "focus", new FocusView(focus, "", true),
                        "crumbs", crumbs(definition, focus, page.t()),
                        "tabs", tabs(focus, asked, page.t()),
                        "rows", rows,
                        "total", found.total(),
                        "pager", pager(focus, asked, from, found, page.t())));
    }

    /** A family doctor sees the people of the own centre only, whatever the address says. */
    private Focus own(Account account, Focus focus) {
        if (!account.may(Right.COMPLETE_TASK)) {
            return focus;
        }
        String centre = institutions
                .byCode(account.institution())
                .map(Institution::organization)
                .orElseThrow(() -> new NotFound("institution"));
        return focus.division("").institution(centre);
    }

    private UnitRow row(Unit unit, @Nullable Person person, Texts t) {
        String name = person == null ? unit.id() : person.name();
        String place = divisions
                .find(unit.division())
                .map(d -> DivisionNames.full(d, t))
                .orElse("");
        String centre = institutions
                .byOrganization(unit.institution())
                .map(Institution::name)
                .orElse("");
        String years = "";
        if (person != null) {
            int age = person.ageOn(LocalDate.now(clock));
            years = t.orCode("indicator.gender", person.gender()) + (age < 0 ? "" : t.of("indicator.age", age));
        }
        return new UnitRow(
                name,
                unit.resident() > 0 ? "/residents/" + unit.resident() : "",
                years,
                place,
                centre,
                unit.numerator() > 0,
                unit.evidence().stream().limit(4).toList());
    }

    private static List<Link> crumbs(Definition definition, Focus focus, Texts t) {
        return List.of(
                Link.to(t.of("shell.place.indicators"), "/indicators"),
                Link.to(Figures.name(definition, t), focus.path()),
                new Link(t.of("indicator.people.title"), "", true));
    }

    private static List<Link> tabs(Focus focus, String asked, Texts t) {
        return List.of("all", "in", "out").stream()
                .map(part ->
                        new Link(t.of("indicator.people.part." + part), focus.peoplePath(part, 0), part.equals(asked)))
                .toList();
    }

    private static Pager pager(Focus focus, String part, int from, Indicators.Page found, Texts t) {
        int until = from + found.units().size();
        String shown =
                t.of("indicator.people.shown", found.units().isEmpty() ? 0 : from + 1, until, t.count(found.total()));
        String previous = from == 0 ? "" : focus.peoplePath(part, Math.max(from - MOST, 0));
        return new Pager(shown, previous, until < found.total() ? focus.peoplePath(part, until) : "");
    }
}
