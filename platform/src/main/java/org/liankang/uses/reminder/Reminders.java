package org.liankang.uses.reminder;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.liankang.base.policy.Policies;
import org.liankang.base.sql.Migrations;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes messages of occasions, and hands them to a sender when it is time. */
@Component
public class Reminders {

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);
    private static final int AT_ONCE = 200;

    private final ReminderRules rules;
    private final ReminderStore store;
    private final Function<Collection<Long>, Map<Long, Person>> people;
    private final LongPredicate unwanted;
    private final List<Sender> senders;
    private final Clock clock;

    @Autowired
    Reminders(
            Policies policies,
            JdbcClient jdbc,
            Migrations migrations,
            Persons persons,
            Wishes wishes,
            List<Sender> senders,
            Clock clock) {
        this(ReminderRules.read(policies), jdbc, migrations, persons::all, wishes::none, senders, clock);
    }

    Reminders(
            ReminderRules rules,
            JdbcClient jdbc,
            Migrations migrations,
            Function<Collection<Long>, Map<Long, Person>> people,
            LongPredicate unwanted,
            List<Sender> senders,
            Clock clock) {
        migrations.migrate("reminder", Reminders.class);
        this.rules = rules;
        this.store = new ReminderStore(jdbc);
        this.people = people;
        this.unwanted = unwanted;
        Map<String, Sender> byName = senders.stream().collect(Collectors.toMap(Sender::name, Function.identity()));
        this.senders = rules.senders().stream()
                .filter(byName::containsKey)
                .map(byName::get)
                .toList();
        this.clock = clock;
    }

    public ReminderRules rules() {
        return rules;
    }

    /**
     * Makes a message for each occasion that has none yet.
     *
     * @return how many were made
     * @throws IllegalArgumentException for a kind the region has no text for
     */
    public int remember(List<Occasion> occasions) {
        for (Occasion one : occasions) {
            if (!rules.texts().containsKey(one.kind())) {
                throw new IllegalArgumentException("no text for " + one.kind());
            }
        }
        return store.make(occasions, clock.instant());
    }

    /** Hands over all that waits; nothing in quiet hours. Answers how many a sender took. */
    public int deliver() {
        if (senders.isEmpty() || rules.quiet().at(LocalTime.now(clock))) {
            return 0;
        }
        int sent = 0;
        long after = 0;
        List<Message> some = store.waiting(after, AT_ONCE);
        while (!some.isEmpty()) {
            Map<Long, Person> known =
                    people.apply(some.stream().map(Message::resident).toList());
            for (Message one : some) {
                sent += deliver(one, Optional.ofNullable(known.get(one.resident()))) ? 1 : 0;
            }
            after = some.getLast().number();
            some = store.waiting(after, AT_ONCE);
        }
        return sent;
    }

    /** A resident's reminders, the newest first. */
    public List<Message> of(long resident, int most) {
        return store.of(resident, most);
    }

    /** Those of the residents whose health file a centre keeps, the newest first. */
    public List<Message> at(long centre, int most) {
        return store.at(centre, most);
    }

    private boolean deliver(Message message, Optional<Person> person) {
        LocalDate today = LocalDate.now(clock);
        if (message.due().isBefore(today)) {
            return end(message, Message.State.OVERTAKEN);
        }
        if (person.filter(one -> one.aliveOn(today) && !one.phone().isEmpty()).isEmpty()) {
            return end(message, Message.State.UNREACHABLE);
        }
        if (unwanted.test(message.resident())) {
            return end(message, Message.State.UNWANTED);
        }
        String text = rules.texts()
                .get(message.kind())
                .text()
                .replace("{day}", message.due().toString());
        for (Sender sender : senders) {
            if (taken(sender, message.number(), person.get().phone(), text)) {
                store.change(message.number(), Message.State.SENT, message.tries() + 1, sender.name(), clock.instant());
                return true;
            }
        }
        int tries = message.tries() + 1;
        store.change(
                message.number(),
                tries >= rules.tries().value() ? Message.State.GIVEN_UP : Message.State.WAITING,
                tries,
                "",
                clock.instant());
        return false;
    }

    private boolean end(Message message, Message.State state) {
        store.change(message.number(), state, message.tries(), "", clock.instant());
        return false;
    }

    /** A sender may break in any way; what broke is told by its kind only, since its words may name somebody. */
    private static boolean taken(Sender sender, long number, String phone, String text) {
        try {
            return sender.send(number, phone, text);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception broken) {
            LOG.warn(
                    "sender {} did not take message {}: {}",
                    sender.name(),
                    number,
                    broken.getClass().getName());
            return false;
        }
    }
}
