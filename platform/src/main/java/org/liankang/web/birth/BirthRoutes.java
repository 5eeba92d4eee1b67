package org.liankang.web.birth;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.person.Within;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.programme.Definition;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.programme.TaskQuery;
import org.liankang.web.component.Link;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The newborns of the own centre with the state of each step, and the search for a mother whose child is to be entered. */
@Controller
class BirthRoutes {

    private static final String PROGRAMME = "birth-matter";
    private static final int MOST_TASKS = 600;
    private static final int MOST_NEWBORNS = 60;
    private static final int MOST_FOUND = 10;
    private static final int LONGEST = 60;
    private static final int YOUNGEST_MOTHER = 10;

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final ResidentAccess access;
    private final Programmes programmes;
    private final Persons persons;
    private final Institutions institutions;
    private final Forms forms;
    private final Views views;
    private final Clock clock;

    BirthRoutes(
            CurrentAccount current,
            AuditTrail trail,
            ResidentAccess access,
            Programmes programmes,
            Persons persons,
            Institutions institutions,
            Forms forms,
            Views views,
            Clock clock) {
        this.current = current;
        this.trail = trail;
        this.access = access;
        this.programmes = programmes;
        this.persons = persons;
        this.institutions = institutions;
        this.forms = forms;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/births")
    ResponseEntity<String> list(Page page, @RequestParam(defaultValue = "false") boolean all) {
        return show(page, all, "");
    }

    /** The same with who was looked for; in a body, which no log and no history keeps. */
    @PostMapping("/births")
    ResponseEntity<String> find(Page page, @RequestParam(defaultValue = "") String mother) {
        return show(page, false, mother.strip());
    }

    private ResponseEntity<String> show(Page page, boolean all, String mother) {
        Account account = current.require(Right.COMPLETE_TASK);
        Optional<Institution> centre = institutions.byCode(account.institution());
        if (centre.isEmpty()) {
            return views.html(HttpStatus.OK, page, "task/homeless", Map.of());
        }
        trail.record(account, "see-births", "/births");
        LocalDate today = LocalDate.now(clock);
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre.get());
        model.put("matters", matters(account, centre.get().id(), all, today));
        model.put("all", all);
        model.put(
                "tabs",
                List.of(
                        new Link(page.t().of("birth.tab.unfinished"), "/births", !all),
                        new Link(page.t().of("birth.tab.all"), "/births?all=true", all)));
        model.put("wanted", mother);
        model.put("mothers", mother.isEmpty() ? List.of() : mothers(account, centre.get(), mother, today));
        model.put("today", today);
        return views.html(page, "birth/list", model);
    }

    private List<Matter> matters(Account account, long centre, boolean all, LocalDate today) {
        Set<Task.State> states = all ? Set.of() : Set.of(Task.State.OPEN);
        var query = new TaskQuery(centre, 0, Optional.empty(), Optional.empty(), states, Optional.of(PROGRAMME));
        List<Long> children = programmes.tasks(query, MOST_TASKS, 0).stream()
                .map(Task::resident)
                .distinct()
                .limit(MOST_NEWBORNS)
                .toList();
        List<String> order = order();
        List<Matter> matters = persons.all(children).values().stream()
                .map(child -> matter(child, order, today))
                .sorted(Comparator.comparing(
                                (Matter matter) -> matter.child().birthDate(),
                                Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(matter -> matter.child().id()))
                .toList();
        matters.forEach(matter -> access.found(account, matter.child(), "see-birth", "/births"));
        return matters;
    }

    private Matter matter(Person child, List<String> order, LocalDate today) {
        var query = new TaskQuery(0, child.id(), Optional.empty(), Optional.empty(), Set.of(), Optional.of(PROGRAMME));
        return new Matter(
                child,
                programmes.tasks(query, MOST_TASKS, 0).stream()
                        .filter(task -> task.state() != Task.State.CANCELLED)
                        .map(task -> step(child, task, today))
                        .sorted(Comparator.comparing(step -> order.indexOf(step.service())))
                        .toList());
    }

    private Matter.Step step(Person child, Task task, LocalDate today) {
        Matter.State state = switch (task.state()) {
            case DONE -> Matter.State.DONE;
            case OPEN -> task.overdue(today) ? Matter.State.OVERDUE : Matter.State.OPEN;
            case MISSED, CANCELLED -> Matter.State.MISSED;
        };
        String path = task.done()
                .map(done -> "/records/" + done.reference() + "?version=" + done.version())
                .or(() -> form(task)
                        .map(form -> "/forms/" + form.name() + "?resident=" + child.id() + "&task=" + task.id()))
                .orElse("/residents/" + child.id());
        return new Matter.Step(task.service(), state, task, path);
    }

    private Optional<Form> form(Task task) {
        return forms.ofService(task.service())
                .or(() -> programmes.visits(task).stream()
                        .sorted(Comparator.reverseOrder())
                        .flatMap(kind -> forms.ofService(kind).stream())
                        .findFirst());
    }

    /** The steps as the programme lists them. */
    private List<String> order() {
        return programmes.definitions().stream()
                .filter(definition -> definition.programme().equals(PROGRAMME))
                .flatMap(definition -> definition.rules().stream())
                .map(Definition.Rule::part)
                .distinct()
                .toList();
    }

    /** Women who may be meant: of the own centre by any part of the name or number, others by the whole of it. */
    private List<Person> mothers(Account account, Institution centre, String wanted, LocalDate today) {
        String text = wanted.substring(0, Math.min(LONGEST, wanted.length()));
        List<Person> found = persons.search(text, new Within(centre.id(), false), MOST_FOUND).stream()
                .filter(person -> person.gender().equals("female") && person.aliveOn(today))
                .filter(person -> person.ageOn(today) >= YOUNGEST_MOTHER)
                .toList();
        found.forEach(person -> access.found(account, person, "find-mother", "/births"));
        return found;
    }
}
