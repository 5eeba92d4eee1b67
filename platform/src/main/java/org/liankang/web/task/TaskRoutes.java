package org.liankang.web.task;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.programme.Definition;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.web.component.Field;
import org.liankang.web.component.Link;
import org.liankang.web.component.Pager;
import org.liankang.web.component.Tone;
import org.liankang.web.task.Worklist.Asked;
import org.liankang.web.task.Worklist.Tab;
import org.liankang.web.view.Language;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** A family doctor's day: the open tasks of the own centre over all programmes, and the way from one to the next. */
@Controller
class TaskRoutes {

    private static final int ON_A_PAGE = 40;
    private static final int MOST_VILLAGES = 24;
    private static final String REMEMBERED = "liankang.worklist";

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Programmes programmes;
    private final Worklist worklist;
    private final TaskCards cards;
    private final Institutions institutions;
    private final Views views;
    private final Clock clock;

    TaskRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Programmes programmes,
            Worklist worklist,
            TaskCards cards,
            Institutions institutions,
            Views views,
            Clock clock) {
        this.current = current;
        this.trail = trail;
        this.programmes = programmes;
        this.worklist = worklist;
        this.cards = cards;
        this.institutions = institutions;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/tasks")
    ResponseEntity<String> list(
            Page page,
            HttpSession session,
            @RequestParam(defaultValue = "DAY") Tab tab,
            @RequestParam(defaultValue = "") String programme,
            @RequestParam(defaultValue = "") String village,
            @RequestParam(defaultValue = "0") int from) {
        Account account = current.require(Right.COMPLETE_TASK);
        Optional<Institution> centre = institutions.byCode(account.institution());
        if (centre.isEmpty()) {
            return views.html(HttpStatus.OK, page, "task/homeless", Map.of());
        }
        trail.record(account, "see-tasks", "/tasks");
        Map<String, String> names = programmeNames(page);
        var asked = new Asked(tab, names.containsKey(programme) ? programme : "", tab.small() ? village : "");
        session.setAttribute(REMEMBERED, asked);
        long id = centre.get().id();
        int offset = Math.max(0, from);
        Worklist.Work work = tab.small() ? worklist.of(id, asked) : new Worklist.Work(List.of(), List.of(), false);
        List<Task> found = tab.small()
                ? work.tasks().stream().skip(offset).limit(ON_A_PAGE + 1L).toList()
                : worklist.page(id, asked, ON_A_PAGE + 1, offset);
        List<TaskCard> shown = cards.of(found.stream().limit(ON_A_PAGE).toList());
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre.get());
        model.put("sections", sections(page, shown, tab));
        model.put("names", names);
        model.put("tab", tab.name());
        model.put("village", asked.village());
        model.put("tabs", tabs(page, id, asked));
        model.put("villages", villages(page, asked, work.villages()));
        model.put("filter", filter(page, asked.programme(), names));
        model.put("pager", pager(page, asked, offset, found.size()));
        return views.html(page, "task/list", model);
    }

    /** The form of the next task of the list looked at last; the list itself when nothing is left. */
    @GetMapping("/tasks/next")
    ResponseEntity<String> next(HttpSession session, @RequestParam(defaultValue = "0") long after) {
        Account account = current.require(Right.COMPLETE_TASK);
        Asked asked = session.getAttribute(REMEMBERED) instanceof Asked kept
                        && kept.tab().small()
                ? kept
                : Asked.DAY;
        return institutions.byCode(account.institution()).stream()
                .flatMap(centre -> cards.of(worklist.next(centre.id(), asked, after)).stream())
                .filter(card -> card.form().isPresent())
                .findFirst()
                .map(card -> Views.to(card.path()))
                .orElseGet(() -> Views.to("/tasks"));
    }

    private List<Section> sections(Page page, List<TaskCard> shown, Tab tab) {
        List<Section> sections = new ArrayList<>();
        List<TaskCard> urgent = shown.stream()
                .filter(card -> tab != Tab.DONE && card.task().urgency() == Task.Urgency.URGENT)
                .toList();
        List<TaskCard> others =
                shown.stream().filter(card -> !urgent.contains(card)).toList();
        section(sections, page.t().of("task.urgent-first"), Tone.BAD, urgent);
        if (tab == Tab.DAY) {
            section(
                    sections,
                    page.t().of("task.section.overdue"),
                    Tone.WARN,
                    others.stream().filter(TaskCard::overdue).toList());
            section(
                    sections,
                    page.t().of("task.section.week"),
                    Tone.QUIET,
                    others.stream().filter(card -> !card.overdue()).toList());
        } else {
            LocalDate today = LocalDate.now(clock);
            byDay(others, tab)
                    .forEach((day, cards) -> sections.add(new Section(
                            day.equals(today)
                                    ? page.t().of("task.today")
                                    : page.t().date(day),
                            page.t().of("task.weekday", day.getDayOfWeek()),
                            Tone.QUIET,
                            cards)));
        }
        return sections;
    }

    private static void section(List<Section> sections, String title, Tone tone, List<TaskCard> cards) {
        if (!cards.isEmpty()) {
            sections.add(new Section(title, "", tone, cards));
        }
    }

    private static SequencedMap<LocalDate, List<TaskCard>> byDay(List<TaskCard> shown, Tab tab) {
        var days = new TreeMap<LocalDate, List<TaskCard>>();
        for (TaskCard card : shown) {
            LocalDate day = tab == Tab.DONE
                    ? card.task()
                            .done()
                            .map(Task.Evidence::day)
                            .orElse(card.task().due())
                    : card.task().due();
            days.computeIfAbsent(day, none -> new ArrayList<>()).add(card);
        }
        return tab == Tab.DONE ? days.descendingMap() : days;
    }

    private Map<String, String> programmeNames(Page page) {
        Map<String, String> names = new HashMap<>();
        for (Definition one : programmes.definitions()) {
            names.put(one.programme(), page.t().language() == Language.ENGLISH ? one.nameEnglish() : one.name());
        }
        return names;
    }

    private List<Link> tabs(Page page, long centre, Asked asked) {
        List<Link> tabs = new ArrayList<>();
        for (Tab tab : Tab.values()) {
            long count = worklist.count(centre, new Asked(tab, asked.programme(), ""));
            tabs.add(new Link(
                    page.t().of("task.tab", tab) + " " + page.t().count(count),
                    address(tab, asked.programme(), "", 0),
                    tab == asked.tab()));
        }
        return tabs;
    }

    private static List<Link> villages(Page page, Asked asked, List<Worklist.Village> villages) {
        List<Link> links = new ArrayList<>();
        if (villages.size() > 1) {
            links.add(new Link(
                    page.t().of("task.all-villages"),
                    address(asked.tab(), asked.programme(), "", 0),
                    asked.village().isEmpty()));
            villages.stream()
                    .filter(one -> one.name().equals(asked.village()) || villages.indexOf(one) < MOST_VILLAGES)
                    .forEach(one -> links.add(new Link(
                            page.t().of("task.village", one.name(), one.tasks(), one.urgent(), one.overdue()),
                            address(asked.tab(), asked.programme(), one.name(), 0),
                            one.name().equals(asked.village()))));
        }
        return links;
    }

    private static Field filter(Page page, String programme, Map<String, String> names) {
        List<Field.Option> options = new ArrayList<>();
        options.add(new Field.Option("", page.t().of("task.all-programmes")));
        names.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> options.add(new Field.Option(one.getKey(), one.getValue())));
        return Field.choice("programme", page.t().of("task.programme"), "select", programme, options);
    }

    private static Pager pager(Page page, Asked asked, int offset, int found) {
        return new Pager(
                page.t().of("task.shown", offset + 1, offset + Math.min(found, ON_A_PAGE)),
                offset > 0
                        ? address(asked.tab(), asked.programme(), asked.village(), Math.max(0, offset - ON_A_PAGE))
                        : "",
                found > ON_A_PAGE ? address(asked.tab(), asked.programme(), asked.village(), offset + ON_A_PAGE) : "");
    }

    private static String address(Tab tab, String programme, String village, int from) {
        var address = UriComponentsBuilder.fromPath("/tasks").queryParam("tab", tab.name());
        if (!programme.isEmpty()) {
            address.queryParam("programme", programme);
        }
        if (!village.isEmpty()) {
            address.queryParam("village", village);
        }
        if (from > 0) {
            address.queryParam("from", from);
        }
        return address.encode().toUriString();
    }
}
