package org.liankang.web.immunisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.immunisation.Cohort;
import org.liankang.uses.immunisation.Coverage;
import org.liankang.uses.immunisation.DueQuery;
import org.liankang.uses.immunisation.Immunisations;
import org.liankang.uses.immunisation.Waiting;
import org.liankang.web.component.Field;
import org.liankang.web.component.Link;
import org.liankang.web.component.Pager;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * How well the children born in a year are covered: of the own centre with the names of those who are to come, of the
 * region and its other centres in figures only.
 */
@Controller
class CohortRoutes {

    private static final int ON_A_PAGE = 30;
    private static final int YEARS = 7;
    private static final String HERE = "/immunisation";

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Persons persons;
    private final Immunisations immunisations;
    private final Institutions institutions;
    private final Views views;
    private final Clock clock;

    CohortRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Persons persons,
            Immunisations immunisations,
            Institutions institutions,
            Views views,
            Clock clock) {
        this.current = current;
        this.trail = trail;
        this.persons = persons;
        this.immunisations = immunisations;
        this.institutions = institutions;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping(HERE)
    ResponseEntity<String> show(
            Page page,
            @RequestParam(defaultValue = "0") int year,
            @RequestParam(defaultValue = "0") long centre,
            @RequestParam(defaultValue = "OVERDUE") DueQuery.Kind kind,
            @RequestParam(defaultValue = "0") int from) {
        Account account = current.require(Right.SEE_BOARD);
        LocalDate today = LocalDate.now(clock);
        Optional<Institution> own =
                institutions.byCode(account.institution()).filter(one -> account.may(Right.COMPLETE_TASK));
        Optional<Institution> shown = own.or(() -> institutions.find(centre).filter(CohortRoutes::keepsFiles));
        int born = year > today.getYear() - YEARS && year <= today.getYear() ? year : today.getYear() - 1;
        long id = shown.map(Institution::id).orElse(0L);
        Cohort cohort = immunisations.cohort(id, LocalDate.of(born, 1, 1), LocalDate.of(born, 12, 31));
        Map<String, Object> model = new HashMap<>();
        model.put("centre", shown.map(Institution::name).orElse(page.region()));
        model.put("year", field(page, born, today));
        model.put("centres", own.isPresent() ? null : centres(page, id));
        model.put("cohort", cohort);
        model.put("born", born);
        model.put("rows", rows(page, cohort));
        model.put("schedule", immunisations.schedule().in(page.t().language().locale()));
        model.put("vaccines", CardRoutes.words(page, immunisations.vaccines()));
        model.put("children", List.of());
        model.put("tabs", List.of());
        model.put("pager", new Pager("", "", ""));
        own.ifPresent(one -> {
            trail.record(account, "see-immunisation-due", HERE);
            model.putAll(children(page, one.id(), kind, Math.max(0, from), born, today));
        });
        model.put("named", own.isPresent());
        model.put("today", today);
        return views.html(page, "immunisation/show", model);
    }

    /** What a centre's day page says of immunisation; nothing for an account without a centre. */
    @GetMapping(HERE + "/strip")
    ResponseEntity<String> strip(Page page) {
        Account account = current.require(Right.COMPLETE_TASK);
        LocalDate today = LocalDate.now(clock);
        Map<String, Object> model = new HashMap<>();
        model.put("links", List.of());
        institutions
                .byCode(account.institution())
                .ifPresent(one -> model.put("links", tabs(page, one.id(), null, today.getYear() - 1, today)));
        return views.html(HttpStatus.OK, page, "immunisation/strip", model);
    }

    private Map<String, Object> children(
            Page page, long centre, DueQuery.Kind kind, int from, int born, LocalDate today) {
        List<Waiting> found = immunisations.waiting(DueQuery.at(centre, kind, today), ON_A_PAGE + 1, from);
        Map<Long, Person> people =
                persons.all(found.stream().map(Waiting::resident).toList());
        List<ChildRow> rows = found.stream()
                .limit(ON_A_PAGE)
                .filter(one -> people.containsKey(one.resident()))
                .map(one -> new ChildRow(people.get(one.resident()), one.birth(), one.dues(), today))
                .toList();
        String here = HERE + "?year=" + born + "&kind=" + kind + "&from=";
        return Map.of(
                "children",
                rows,
                "tabs",
                tabs(page, centre, kind, born, today),
                "pager",
                new Pager(
                        page.t().of("immunisation.shown", from + 1, from + rows.size()),
                        from > 0 ? here + Math.max(0, from - ON_A_PAGE) : "",
                        found.size() > ON_A_PAGE ? here + (from + ON_A_PAGE) : ""));
    }

    /** @param here the tab that is open, or null */
    private List<Link> tabs(Page page, long centre, DueQuery.Kind here, int born, LocalDate today) {
        List<Link> tabs = new ArrayList<>();
        for (DueQuery.Kind kind : DueQuery.Kind.values()) {
            long count = immunisations.count(DueQuery.at(centre, kind, today));
            tabs.add(new Link(
                    page.t().of("immunisation.kind", kind) + " " + page.t().count(count),
                    HERE + "?year=" + born + "&kind=" + kind,
                    kind == here));
        }
        return tabs;
    }

    private List<VaccineRow> rows(Page page, Cohort cohort) {
        Map<String, List<Coverage>> byVaccine = new LinkedHashMap<>();
        cohort.doses()
                .forEach(one -> byVaccine
                        .computeIfAbsent(one.vaccine(), none -> new ArrayList<>())
                        .add(one));
        Map<String, String> names = CardRoutes.words(page, immunisations.vaccines());
        return byVaccine.entrySet().stream()
                .map(one -> new VaccineRow(names.get(one.getKey()), one.getValue()))
                .toList();
    }

    private static Field field(Page page, int born, LocalDate today) {
        List<Field.Option> options = new ArrayList<>();
        for (int year = today.getYear(); year > today.getYear() - YEARS; year--) {
            options.add(new Field.Option("" + year, page.t().of("immunisation.born-in", year)));
        }
        return Field.choice("year", page.t().of("immunisation.cohort"), "select", "" + born, options);
    }

    private Field centres(Page page, long chosen) {
        List<Field.Option> options = new ArrayList<>();
        options.add(new Field.Option("0", page.region()));
        institutions.all().stream()
                .filter(CohortRoutes::keepsFiles)
                .forEach(one -> options.add(new Field.Option("" + one.id(), one.name())));
        return Field.choice("centre", page.t().of("immunisation.centre"), "select", "" + chosen, options);
    }

    private static boolean keepsFiles(Institution one) {
        return one.kind().equals("community-centre") || one.kind().equals("township-centre");
    }
}
