package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.util.List;
import org.liankang.simulator.life.Event;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.History;
import org.liankang.simulator.people.Person;

/** A history with its services taken out once, because every year and indicator asks for them. */
record Lived(History history, List<Care> care) {

    static Lived of(History history) {
        return new Lived(history, history.of(Care.class));
    }

    /** Everything of another kind. */
    <E extends Event> List<E> of(Class<E> kind) {
        return history.of(kind);
    }

    boolean presentOn(LocalDate date) {
        return history.presentOn(date);
    }

    Person person() {
        return history.person();
    }
}
