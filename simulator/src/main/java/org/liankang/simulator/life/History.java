package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liankang.simulator.life.Event.Death;
import org.liankang.simulator.people.Person;

/** One resident's simulated years, in order of date. */
public record History(Person person, List<Event> events) {

    public Optional<Death> death() {
        return events.isEmpty() || !(events.getLast() instanceof Death death) ? Optional.empty() : Optional.of(death);
    }

    /** Lives here on a day: has come, and does not die on that day or before. */
    public boolean presentOn(LocalDate date) {
        return !person.since().isAfter(date)
                && death().map(death -> death.date().isAfter(date)).orElse(true);
    }

    public <E extends Event> List<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
