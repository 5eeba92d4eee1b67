package org.liankang.web.task;

import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.programme.TaskQuery;
import org.springframework.stereotype.Component;

/** A centre's open tasks as one list over all programmes, and where they are. */
@Component
class Worklist {

    private static final int WEEK = 6;
    /** A centre's week has some thousand tasks; the counts of villages are made from all of them. */
    private static final int MOST = 5_000;

    private static final int MOST_NEXT = 20;

    /** Which tasks a tab shows. */
    enum Tab {
        /** All that should be done by the end of the next seven days: urgent, overdue, due. */
        DAY,
        WEEK,
        OVERDUE,
        LATER,
        DONE;

        /** Its tasks can be looked at all at once. */
        boolean small() {
            return this == DAY || this == WEEK || this == OVERDUE;
        }
    }

    /** What a list shows; remembered in the session, so that the next resident comes from the same list. */
    record Asked(Tab tab, String programme, String village) implements Serializable {

        static final Asked DAY = new Asked(Tab.DAY, "", "");

        Optional<String> only() {
            return programme.isEmpty() ? Optional.empty() : Optional.of(programme);
        }
    }

    /** @param urgent of these tasks, urgent @param overdue of these, past their day */
    record Village(String name, int tasks, int urgent, int overdue) {}

    /** @param more there are more tasks than were looked at */
    record Work(List<Task> tasks, List<Village> villages, boolean more) {}

    private final Programmes programmes;
    private final Persons persons;
    private final Villages villages;
    private final Clock clock;

    Worklist(Programmes programmes, Persons persons, Villages villages, Clock clock) {
        this.programmes = programmes;
        this.persons = persons;
        this.villages = villages;
        this.clock = clock;
    }

    /** The tasks of a small tab, most urgent first, then the longest due, those of one resident together. */
    Work of(long centre, Asked asked) {
        LocalDate today = LocalDate.now(clock);
        List<Task> all = programmes.tasks(query(centre, asked), MOST, 0);
        Map<Long, Person> people =
                persons.all(all.stream().map(Task::resident).distinct().toList());
        Map<Long, String> places = new HashMap<>();
        people.forEach((id, person) -> places.put(id, villages.of(person)));
        Map<String, int[]> counts = new HashMap<>();
        for (Task task : all) {
            int[] count = counts.computeIfAbsent(places.getOrDefault(task.resident(), ""), none -> new int[3]);
            count[0]++;
            count[1] += task.urgency() == Task.Urgency.URGENT ? 1 : 0;
            count[2] += task.overdue(today) ? 1 : 0;
        }
        List<Village> counted = counts.entrySet().stream()
                .filter(one -> !one.getKey().isEmpty())
                .map(one -> new Village(one.getKey(), one.getValue()[0], one.getValue()[1], one.getValue()[2]))
                .sorted(Comparator.comparingInt(Village::tasks).reversed().thenComparing(Village::name))
                .toList();
        List<Task> shown = all.stream()
                .filter(task -> people.containsKey(task.resident()))
                .filter(task -> asked.village().isEmpty() || asked.village().equals(places.get(task.resident())))
                .toList();
        return new Work(together(shown, today), counted, all.size() == MOST);
    }

    /** The tasks of any tab, by pages. */
    List<Task> page(long centre, Asked asked, int most, int offset) {
        return programmes.tasks(query(centre, asked), most, offset);
    }

    long count(long centre, Asked asked) {
        return programmes.count(query(centre, asked));
    }

    /** What to do after a task that was done just now, which the list may not know yet. */
    List<Task> next(long centre, Asked asked, long after) {
        return of(centre, asked).tasks().stream()
                .filter(task -> task.id() != after)
                .limit(MOST_NEXT)
                .toList();
    }

    /** A resident's other tasks follow the first one: who is called once is not called twice. */
    private static List<Task> together(List<Task> tasks, LocalDate today) {
        Map<Long, Integer> first = new HashMap<>();
        List<Task> byDay = tasks.stream()
                .sorted(Comparator.comparing((Task task) -> task.urgency() != Task.Urgency.URGENT)
                        .thenComparing(task -> !task.overdue(today))
                        .thenComparing(Task::due)
                        .thenComparing(Task::id))
                .toList();
        for (int at = 0; at < byDay.size(); at++) {
            first.putIfAbsent(byDay.get(at).resident(), at);
        }
        List<Task> together = new ArrayList<>(byDay);
        together.sort(Comparator.comparing(task -> first.get(task.resident())));
        return together;
    }

    private TaskQuery query(long centre, Asked asked) {
        LocalDate today = LocalDate.now(clock);
        Optional<String> programme = asked.only();
        return switch (asked.tab()) {
            case DAY -> open(centre, Optional.empty(), Optional.of(today.plusDays(WEEK)), programme);
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
}
