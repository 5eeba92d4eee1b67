package org.liankang.web.task;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
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
import org.liankang.uses.programme.TaskQuery;
import org.liankang.web.component.Field;
import org.liankang.web.component.Link;
import org.liankang.web.component.Pager;
import org.liankang.web.view.Language;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A family doctor's tasks: those of the own centre, by the day they are due. */
@Controller
class TaskRoutes {

    private static final int ON_A_PAGE = 40;
    private static final int WEEK = 6;

    /** Which tasks a tab shows. */
    enum Tab {
        WEEK,
        OVERDUE,
        LATER,
        DONE
    }

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Programmes programmes;
    private final TaskCards cards;
    private final Institutions institutions;
    private final Views views;
    private final Clock clock;

    TaskRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Programmes programmes,
            TaskCards cards,
            Institutions institutions,
            Views views,
            Clock clock) {
        this.current = current;
        this.trail = trail;
        this.programmes = programmes;
        this.cards = cards;
        this.institutions = institutions;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/tasks")
    ResponseEntity<String> list(
            Page page,
            @RequestParam(defaultValue = "WEEK") Tab tab,
            @RequestParam(defaultValue = "") String programme,
            @RequestParam(defaultValue = "0") int from) {
        Account account = current.require(Right.COMPLETE_TASK);
        Optional<Institution> centre = institutions.byCode(account.institution());
        if (centre.isEmpty()) {
            return views.html(HttpStatus.OK, page, "task/homeless", Map.of());
        }
        trail.record(account, "see-tasks", "/tasks");
        LocalDate today = LocalDate.now(clock);
        long id = centre.get().id();
        Map<String, String> names = programmeNames(page);
        Optional<String> only = Optional.of(programme).filter(names::containsKey);
        int offset = Math.max(0, from);
        List<TaskCard> shown = cards.of(programmes.tasks(query(tab, id, today, only), ON_A_PAGE + 1, offset));
        Map<Tab, Long> counts = new HashMap<>();
        for (Tab one : Tab.values()) {
            counts.put(one, programmes.count(query(one, id, today, only)));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre.get());
        List<TaskCard> onPage = shown.stream().limit(ON_A_PAGE).toList();
        model.put("urgent", onPage.stream().filter(card -> urgent(card, tab)).toList());
        model.put(
                "days", byDay(onPage.stream().filter(card -> !urgent(card, tab)).toList(), tab));
        model.put("names", names);
        model.put("tab", tab.name());
        model.put("tabs", tabs(page, tab, only.orElse(""), counts));
        model.put("filter", filter(page, only.orElse(""), names));
        model.put("pager", pager(page, tab, only.orElse(""), offset, shown.size()));
        model.put("today", today);
        return views.html(page, "task/list", model);
    }

    private static TaskQuery query(Tab tab, long centre, LocalDate today, Optional<String> programme) {
        return switch (tab) {
            case WEEK -> open(centre, Optional.of(today), Optional.of(today.plusDays(WEEK)), programme);
            case OVERDUE -> open(centre, Optional.empty(), Optional.of(today.minusDays(1)), programme);
            case LATER -> open(centre, Optional.of(today.plusDays(WEEK + 1)), Optional.empty(), programme);
            case DONE ->
                new TaskQuery(centre, 0, Optional.empty(), Optional.empty(), Set.of(Task.State.DONE), programme);
        };
    }

    private static TaskQuery open(
            long centre, Optional<LocalDate> from, Optional<LocalDate> to, Optional<String> programme) {
        return new TaskQuery(centre, 0, from, to, Set.of(Task.State.OPEN), programme);
    }

    private static boolean urgent(TaskCard card, Tab tab) {
        return tab != Tab.DONE && card.task().urgency() == Task.Urgency.URGENT;
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

    private static List<Link> tabs(Page page, Tab here, String programme, Map<Tab, Long> counts) {
        List<Link> tabs = new ArrayList<>();
        for (Tab tab : Tab.values()) {
            tabs.add(new Link(
                    page.t().of("task.tab", tab) + " " + page.t().count(counts.get(tab)),
                    "/tasks?tab=" + tab.name() + "&programme=" + programme,
                    tab == here));
        }
        return tabs;
    }

    private static Field filter(Page page, String programme, Map<String, String> names) {
        List<Field.Option> options = new ArrayList<>();
        options.add(new Field.Option("", page.t().of("task.all-programmes")));
        names.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> options.add(new Field.Option(one.getKey(), one.getValue())));
        return Field.choice("programme", page.t().of("task.programme"), "select", programme, options);
    }

    private static Pager pager(Page page, Tab tab, String programme, int offset, int found) {
        String here = "/tasks?tab=" + tab.name() + "&programme=" + programme + "&from=";
        return new Pager(
                page.t().of("task.shown", offset + 1, offset + Math.min(found, ON_A_PAGE)),
                offset > 0 ? here + Math.max(0, offset - ON_A_PAGE) : "",
                found > ON_A_PAGE ? here + (offset + ON_A_PAGE) : "");
    }
}
