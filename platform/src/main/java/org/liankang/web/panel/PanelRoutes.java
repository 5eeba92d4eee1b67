package org.liankang.web.panel;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Fulfilment;
import org.liankang.uses.contract.Team;
import org.liankang.uses.programme.Definition;
import org.liankang.uses.programme.Member;
import org.liankang.uses.programme.Panels;
import org.liankang.uses.programme.Programmes;
import org.liankang.web.component.Link;
import org.liankang.web.component.Pager;
import org.liankang.web.component.Stat;
import org.liankang.web.task.Villages;
import org.liankang.web.view.Language;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The own centre's panel: how well it is cared for, what is lacking, whom to call first; and its teams. */
@Controller
class PanelRoutes {

    private static final int ON_A_PAGE = 30;

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Panels panels;
    private final Programmes programmes;
    private final Contracts contracts;
    private final Persons persons;
    private final Institutions institutions;
    private final Villages villages;
    private final Views views;
    private final Clock clock;

    PanelRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Panels panels,
            Programmes programmes,
            Contracts contracts,
            Persons persons,
            Institutions institutions,
            Villages villages,
            Views views,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.panels = panels;
        this.programmes = programmes;
        this.contracts = contracts;
        this.persons = persons;
        this.institutions = institutions;
        this.villages = villages;
        this.views = views;
        this.clock = clock;
    }

    /** What the page narrows the panel to. */
    private record Asked(String programme, Gap gap, String team) {

        String path(int from) {
            var address = UriComponentsBuilder.fromPath("/panel");
            if (!programme.isEmpty()) {
                address.queryParam("programme", programme);
            }
            if (gap != Gap.ALL) {
                address.queryParam("gap", gap.name());
            }
            if (!team.isEmpty()) {
                address.queryParam("team", team);
            }
            if (from > 0) {
                address.queryParam("from", from);
            }
            return address.encode().toUriString();
        }
    }

    @GetMapping("/panel")
    ResponseEntity<String> show(
            Page page,
            @RequestParam(defaultValue = "") String programme,
            @RequestParam(defaultValue = "ALL") Gap gap,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "0") int from) {
        Account account = current.require(Right.COMPLETE_TASK);
        Optional<Institution> centre = institutions.byCode(account.institution());
        if (centre.isEmpty()) {
            return views.html(HttpStatus.OK, page, "task/homeless", Map.of());
        }
        LocalDate today = LocalDate.now(clock);
        Map<String, String> names = names(page.t());
        Optional<Team> only = teams(centre.get()).stream()
                .filter(one -> one.id().equals(team))
                .findFirst();
        var asked = new Asked(
                names.containsKey(programme) ? programme : "",
                gap,
                only.map(Team::id).orElse(""));
        List<Member> all = panels.of(centre.get().id());
        Set<Long> signed =
                only.map(one -> contracts.residents(one.id(), today.getYear())).orElse(Set.of());
        List<Member> members = all.stream()
                .filter(member -> only.isEmpty() || signed.contains(member.resident()))
                .filter(member ->
                        asked.programme().isEmpty() || member.programmes().contains(asked.programme()))
                .toList();
        List<Member> found =
                members.stream().filter(member -> gap.holds(member, today)).toList();
        int offset = Math.max(0, from);
        List<MemberRow> rows = rows(
                page.t(), account, found.stream().skip(offset).limit(ON_A_PAGE).toList(), names);
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre.get());
        model.put("scope", only.map(Team::name).orElse(""));
        model.put("gaps", gaps(page.t(), asked, members, today));
        model.put("programmes", programmeRows(only.isEmpty() ? all : members, names, today));
        model.put("tabs", tabs(page.t(), asked, names));
        model.put("rows", rows);
        model.put("today", today);
        model.put("total", found.size());
        model.put("pager", pager(page.t(), asked, offset, found.size()));
        return views.html(page, "panel/show", model);
    }

    /** The team lead's board: every team of the own centre, its contracts and what is kept of them. */
    @GetMapping("/panel/teams")
    ResponseEntity<String> teams(Page page) {
        Account account = current.require(Right.COMPLETE_TASK);
        Optional<Institution> centre = institutions.byCode(account.institution());
        if (centre.isEmpty()) {
            return views.html(HttpStatus.OK, page, "task/homeless", Map.of());
        }
        LocalDate today = LocalDate.now(clock);
        String me = institutions
                .practitioner(account.staff())
                .map(id -> "Practitioner/" + id)
                .orElse("-");
        List<Member> panel = panels.of(centre.get().id());
        List<TeamRow> rows = new ArrayList<>();
        for (Team team : teams(centre.get())) {
            Set<Long> signed = contracts.residents(team.id(), today.getYear());
            List<Member> members = panel.stream()
                    .filter(member -> signed.contains(member.resident()))
                    .toList();
            Fulfilment year = contracts.fulfilment(team.id(), today.getYear());
            String leader = institutions
                    .staffName(team.leader().replaceFirst("^Practitioner/", ""))
                    .orElse("");
            rows.add(TeamRow.of(team, leader, team.leader().equals(me), year, members));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre.get());
        model.put("rows", rows);
        model.put("year", today.getYear());
        return views.html(page, "panel/teams", model);
    }

    private List<Team> teams(Institution centre) {
        return contracts.teams().stream()
                .filter(team -> team.organization().equals("Organization/" + centre.organization()))
                .toList();
    }

    private List<MemberRow> rows(Texts t, Account account, List<Member> members, Map<String, String> names) {
        Map<Long, Person> people =
                persons.all(members.stream().map(Member::resident).toList());
        List<MemberRow> rows = new ArrayList<>();
        for (Member member : members) {
            Person person = people.get(member.resident());
            if (person != null) {
                access.found(account, person, "see-panel", "/panel");
                rows.add(new MemberRow(
                        member,
                        person,
                        member.programmes().stream()
                                .map(one -> names.getOrDefault(one, one))
                                .toList(),
                        villages.of(person),
                        values(t, member)));
            }
        }
        return rows;
    }

    private static List<String> values(Texts t, Member member) {
        List<String> values = new ArrayList<>();
        Map<String, Double> facts = member.facts();
        if (facts.containsKey("systolic") && facts.containsKey("diastolic")) {
            values.add(t.of("panel.pressure", t.number(facts.get("systolic"), 0), t.number(facts.get("diastolic"), 0)));
        }
        if (facts.containsKey("fasting-glucose")) {
            values.add(t.of("panel.glucose", t.number(facts.get("fasting-glucose"), 1)));
        }
        values.add(
                facts.containsKey("days-unseen")
                        ? t.of("panel.unseen", member.count("days-unseen"))
                        : t.of("panel.gap.never-seen"));
        return values;
    }

    private static List<Stat> gaps(Texts t, Asked asked, List<Member> members, LocalDate today) {
        List<Stat> stats = new ArrayList<>();
        for (Gap gap : Gap.values()) {
            long count =
                    members.stream().filter(member -> gap.holds(member, today)).count();
            Stat plain = Stat.plain(
                    t.of("panel.gap", gap),
                    t.count(count),
                    "",
                    members.isEmpty() ? "" : t.of("panel.share", t.number(100.0 * count / members.size(), 1)));
            String path = new Asked(asked.programme(), gap, asked.team()).path(0) + "#people";
            stats.add(new Stat(
                    plain.label(),
                    plain.value(),
                    "",
                    plain.meter(),
                    plain.trend(),
                    plain.badge(),
                    gap == Gap.ALL ? "" : plain.footLeft(),
                    "",
                    path));
        }
        return stats;
    }

    private static List<ProgrammeRow> programmeRows(List<Member> members, Map<String, String> names, LocalDate today) {
        return names.entrySet().stream()
                .map(one -> ProgrammeRow.of(one.getKey(), one.getValue(), members, today))
                .filter(row -> row.enrolled() > 0)
                .toList();
    }

    private static List<Link> tabs(Texts t, Asked asked, Map<String, String> names) {
        List<Link> tabs = new ArrayList<>();
        tabs.add(new Link(
                t.of("panel.all"),
                new Asked("", asked.gap(), asked.team()).path(0),
                asked.programme().isEmpty()));
        names.forEach((code, name) -> tabs.add(
                new Link(name, new Asked(code, asked.gap(), asked.team()).path(0), code.equals(asked.programme()))));
        return tabs;
    }

    private Map<String, String> names(Texts t) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Definition one : programmes.definitions()) {
            names.put(one.programme(), t.language() == Language.ENGLISH ? one.nameEnglish() : one.name());
        }
        return names;
    }

    private static Pager pager(Texts t, Asked asked, int offset, int total) {
        int until = Math.min(total, offset + ON_A_PAGE);
        return new Pager(
                t.of("panel.shown", total == 0 ? 0 : offset + 1, until, t.count(total)),
                offset > 0 ? asked.path(Math.max(0, offset - ON_A_PAGE)) : "",
                until < total ? asked.path(offset + ON_A_PAGE) : "");
    }
}
