package org.liankang.uses.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.springframework.stereotype.Component;

/** Answers what is due to whom, when and why. */
@Component
public class Programmes {

    private static final int AT_ONCE = 5_000;

    private final ProgrammeStore store;
    private final Rulebook rules;
    private final Institutions institutions;
    private final Clock clock;

    Programmes(ProgrammeStore store, Rulebook rules, Institutions institutions, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** Most urgent first, then the longest due; at most so many after leaving out so many. */
    public List<Task> tasks(TaskQuery query, int most, int offset) {
        return store.tasks(query, organization(query), today(), most, offset).stream()
                .map(this::task)
                .toList();
    }

    public long count(TaskQuery query) {
        return store.count(query, organization(query), today());
    }

    /** Open tasks of these residents that a visit up to this day could do, by resident, the longest due first. */
    public List<Task> doable(Collection<Long> residents, LocalDate until) {
        List<Task> tasks = new ArrayList<>();
        List<Long> all = List.copyOf(residents);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Long> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            store.doable(some, today(), until).stream().map(this::task).forEach(tasks::add);
        }
        return tasks;
    }

    public Optional<Task> task(long id) {
        return store.task(id).map(this::task);
    }

    /** The residents of a centre to whom something open is due by a day. */
    public Set<Long> residentsDue(long centre, LocalDate until) {
        return Set.copyOf(store.residentsDue(organization(centre), today(), until));
    }

    /** What is open for these residents, most urgent first, then the longest due. */
    public List<Task> openOf(Collection<Long> residents) {
        return store.openOf(residents, today()).stream().map(this::task).toList();
    }

    /** The programmes a resident is or was in, the oldest first. */
    public List<Enrolment> enrolments(long resident) {
        return store.enrolmentsOf(resident);
    }

    /** A resident's visits as the rules of their day judge them, the newest first. */
    public List<Enrolment.Visit> visits(long resident) {
        return store.visitsOf(resident);
    }

    /** Every version of every programme of the region. */
    public List<Definition> definitions() {
        return rules.definitions();
    }

    /** Kinds of service ({@code urn:liankang:service}) that do this task. */
    public Set<String> visits(Task task) {
        return rules.visits(task.programme(), task.service());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** The Organization of the centre asked for; of an unknown centre one that no task has. */
    private String organization(TaskQuery query) {
        return organization(query.centre());
    }

    private String organization(long centre) {
        return institutions
                .find(centre)
                .map(Institution::organization)
                .map(id -> "Organization/" + id)
                .orElse("?");
    }

    private Task task(ProgrammeStore.Row row) {
        Evaluation.Due due = row.due();
        String organization = row.centre().replaceFirst("^Organization/", "");
        boolean lapsed = due.state() == Task.State.OPEN && due.until().isBefore(today());
        return new Task(
                due.id(),
                row.resident(),
                institutions.byOrganization(organization).map(Institution::id).orElse(0L),
                due.programme(),
                due.service(),
                due.due(),
                due.from(),
                due.until(),
                lapsed ? Task.State.MISSED : due.state(),
                due.urgency(),
                due.reason(),
                due.clause(),
                due.cause(),
                due.definition(),
                Optional.ofNullable(due.closed()));
    }
}
