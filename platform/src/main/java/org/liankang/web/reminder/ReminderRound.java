package org.liankang.web.reminder;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.uses.contract.Contract;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.programme.TaskQuery;
import org.liankang.uses.refill.Refill;
import org.liankang.uses.refill.Refills;
import org.liankang.uses.reminder.Message;
import org.liankang.uses.reminder.Occasion;
import org.liankang.uses.reminder.Reminders;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Goes round every ten minutes: what is due soon to residents with a contract becomes messages, messages go out,
 * and what is settled meanwhile is announced no longer.
 */
@Component
class ReminderRound {

    private static final int AT_ONCE = 1000;

    private final Programmes programmes;
    private final Contracts contracts;
    private final Refills refills;
    private final Persons persons;
    private final Reminders reminders;
    private final Clock clock;

    ReminderRound(
            Programmes programmes,
            Contracts contracts,
            Refills refills,
            Persons persons,
            Reminders reminders,
            Clock clock) {
        this.programmes = programmes;
        this.contracts = contracts;
        this.refills = refills;
        this.persons = persons;
        this.reminders = reminders;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT10M")
    void go() {
        collect();
        settle();
        reminders.deliver();
    }

    /**
     * What was done or is not asked for any more is announced no longer. What was missed stays as it was told. Answers how
     * many messages were withdrawn or marked.
     */
    int settle() {
        LocalDate today = LocalDate.now(clock);
        Set<String> ends = new HashSet<>();
        contracts
                .ending(
                        today.minusDays(reminders.rules().followDays().value()),
                        today.plusDays(reminders.rules().aheadDays().value()))
                .forEach(contract -> ends.add(key("contract-end", contract.resident(), contract.ends())));
        return reminders.settle(messages -> {
            Set<String> open = new HashSet<>(ends);
            programmes
                    .openOf(residents(messages, "service"))
                    .forEach(task -> open.add(key("service", task.resident(), task.due())));
            residents(messages, "refill")
                    .forEach(resident ->
                            refills.of(resident).forEach(refill -> open.add(key("refill", resident, refill.due()))));
            messages.stream()
                    .filter(message -> message.kind().equals("service") && !open.contains(message.occasion()))
                    .filter(this::missed)
                    .forEach(message -> open.add(message.occasion()));
            return open;
        });
    }

    private static Set<Long> residents(List<Message> messages, String kind) {
        return messages.stream()
                .filter(message -> message.kind().equals(kind))
                .map(Message::resident)
                .collect(Collectors.toSet());
    }

    /** Something due on the day of a message was missed, or its time is over and the rules have not been asked since. */
    private boolean missed(Message message) {
        var that = new TaskQuery(
                0,
                message.resident(),
                Optional.of(message.due()),
                Optional.of(message.due()),
                Set.of(Task.State.OPEN, Task.State.MISSED),
                Optional.empty());
        return !programmes.tasks(that, 1, 0).isEmpty();
    }

    private static String key(String kind, long resident, LocalDate due) {
        return kind + "/" + resident + "/" + due;
    }

    /** Makes messages; one of a resident for a day, however much is due on it. Answers how many are new. */
    int collect() {
        LocalDate today = LocalDate.now(clock);
        LocalDate until = today.plusDays(reminders.rules().aheadDays().value());
        return services(today, until) + refills(today, until) + ends(today, until);
    }

    private int services(LocalDate today, LocalDate until) {
        var soon =
                new TaskQuery(0, 0, Optional.of(today), Optional.of(until), Set.of(Task.State.OPEN), Optional.empty());
        int made = 0;
        int offset = 0;
        List<Task> some = programmes.tasks(soon, AT_ONCE, offset);
        while (!some.isEmpty()) {
            Set<Long> signed = contracts.signed(
                    some.stream().map(Task::resident).distinct().toList(), today);
            Map<String, Occasion> occasions = new LinkedHashMap<>();
            for (Task task : some) {
                if (signed.contains(task.resident())) {
                    String key = key("service", task.resident(), task.due());
                    occasions.putIfAbsent(
                            key, new Occasion(key, task.resident(), task.centre(), "service", task.due()));
                }
            }
            made += reminders.remember(List.copyOf(occasions.values()));
            offset += some.size();
            some = programmes.tasks(soon, AT_ONCE, offset);
        }
        return made;
    }

    private int refills(LocalDate today, LocalDate until) {
        int made = 0;
        int offset = 0;
        List<Refill> some = refills.due(today, until, AT_ONCE, offset);
        while (!some.isEmpty()) {
            List<Long> residents =
                    some.stream().map(Refill::resident).distinct().toList();
            Set<Long> signed = contracts.signed(residents, today);
            Map<Long, Person> people = persons.all(residents);
            Map<String, Occasion> occasions = new LinkedHashMap<>();
            for (Refill one : some) {
                Person person = people.get(one.resident());
                if (person != null && signed.contains(one.resident())) {
                    String key = key("refill", one.resident(), one.due());
                    occasions.putIfAbsent(key, new Occasion(key, one.resident(), person.centre(), "refill", one.due()));
                }
            }
            made += reminders.remember(List.copyOf(occasions.values()));
            offset += some.size();
            some = refills.due(today, until, AT_ONCE, offset);
        }
        return made;
    }

    private int ends(LocalDate today, LocalDate until) {
        List<Contract> ending = contracts.ending(today, until);
        Map<Long, Person> people =
                persons.all(ending.stream().map(Contract::resident).toList());
        List<Occasion> occasions = new ArrayList<>();
        for (Contract contract : ending) {
            Person person = people.get(contract.resident());
            if (person != null) {
                String key = key("contract-end", contract.resident(), contract.ends());
                occasions.add(new Occasion(key, person.id(), person.centre(), "contract-end", contract.ends()));
            }
        }
        return reminders.remember(occasions.stream().distinct().toList());
    }
}
