package org.liankang.uses.reminder;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            Gateways gateways,
            Clock clock) {
        this(
                ReminderRules.read(policies),
                jdbc,
                migrations,
                persons::all,
                wishes::none,
                Stream.concat(senders.stream(), gateways.senders().stream()).toList(),
                clock);
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

    /**
     * Withdraws what is not sent yet and announces something that is settled, and marks as settled what was sent of it.
     *
     * @param standing of some messages, the keys of those whose occasion is still to be seen to
     * @return how many were withdrawn or marked
     */
    public int settle(Function<List<Message>, Set<String>> standing) {
        LocalDate from = LocalDate.now(clock).minusDays(rules.followDays().value());
        int settled = 0;
        List<Message> some = store.standing(from, 0, AT_ONCE);
        while (!some.isEmpty()) {
            Set<String> keys = standing.apply(some);
            List<Long> gone = some.stream()
                    .filter(message -> !keys.contains(message.occasion()))
                    .map(Message::number)
                    .toList();
            settled += gone.isEmpty() ? 0 : store.settle(gone, clock.instant());
            some = store.standing(from, some.getLast().number(), AT_ONCE);
        }
        return settled;
    }

    /** Hands over all that waits; nothing in quiet hours. Answers how many a sender took. */
    public int deliver() {
        if (senders.isEmpty() || rules.quiet().at(LocalTime.now(clock))) {
            return 0;
        }
        int sent = 0;
        long after = 0;
        List<Message> some = store.waiting(after, clock.instant(), AT_ONCE);
        while (!some.isEmpty()) {
            Map<Long, Person> known =
                    people.apply(some.stream().map(Message::resident).toList());
            for (Message one : some) {
                sent += deliver(one, Optional.ofNullable(known.get(one.resident()))) ? 1 : 0;
            }
            after = some.getLast().number();
            some = store.waiting(after, clock.instant(), AT_ONCE);
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

    /** Those of a centre's residents that no sender took, the newest first. */
    public List<Message> givenUp(long centre, int most) {
        return store.givenUp(centre, most);
    }

    /** Sends one again that was given up; answers whether it is such a one of this centre's. */
    public boolean again(long number, long centre) {
        return store.again(number, centre, clock.instant());
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
        String failure = "";
        boolean ever = false;
        for (Sender sender : senders) {
            switch (handed(sender, message.number(), person.get().phone(), text)) {
                case Handed.Taken taken -> {
                    store.change(
                            message.number(), Message.State.SENT, message.tries() + 1, sender.name(), clock.instant());
                    return true;
                }
                case Handed.Later later -> {
                    failure = sender.name() + " " + later.reason();
                    ever = true;
                }
                case Handed.Never never -> failure = sender.name() + " " + never.reason();
            }
        }
        int tries = message.tries() + 1;
        boolean over = !ever || tries >= rules.tries().value();
        store.failed(
                message.number(),
                over ? Message.State.GIVEN_UP : Message.State.WAITING,
                tries,
                failure,
                clock.instant().plus(rules.backOff().after(tries)),
                clock.instant());
        return false;
    }

    private boolean end(Message message, Message.State state) {
        store.change(message.number(), state, message.tries(), "", clock.instant());
        return false;
    }

    /** A sender may break in any way; what broke is told by its kind only, since its words may name somebody. */
    private static Handed handed(Sender sender, long number, String phone, String text) {
        try {
            return sender.send(number, phone, text);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Handed.Later("stopping");
        } catch (Exception broken) {
            LOG.warn(
                    "sender {} did not take message {}: {}",
                    sender.name(),
                    number,
                    broken.getClass().getName());
            return new Handed.Later("broken");
        }
    }
}
