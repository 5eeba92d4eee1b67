package org.liankang.uses.refill;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers which parts of long prescriptions are due. */
@Component
public class Refills {

    private final RefillStore store;

    /** @param book whose migrations make the tables */
    Refills(JdbcClient jdbc, RefillBook book) {
        this.store = new RefillStore(jdbc);
    }

    /** What is due next of a resident's long prescriptions, the first due first. */
    public List<Refill> of(long resident) {
        return store.of(resident);
    }

    /** Of the prescriptions an institution wrote, what is due up to a day, the last due first. */
    public List<Refill> at(long institution, LocalDate until, int most) {
        return store.at(institution, until, most);
    }

    /** Of all prescriptions, what is due in these days, both included. */
    public List<Refill> due(LocalDate from, LocalDate until, int most, int offset) {
        return store.due(from, until, most, offset);
    }
}
