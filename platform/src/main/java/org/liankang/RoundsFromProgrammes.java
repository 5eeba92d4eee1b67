package org.liankang;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.round.DueTasks;
import org.springframework.stereotype.Component;

/** Tells the rounds who is due by the programmes; the two books do not know each other. */
@Component
class RoundsFromProgrammes implements DueTasks {

    private final Programmes programmes;

    RoundsFromProgrammes(Programmes programmes) {
        this.programmes = programmes;
    }

    @Override
    public Set<Long> due(Collection<Long> residents, LocalDate until) {
        Set<Long> due = new HashSet<>();
        programmes.doable(residents, until).stream().map(Task::resident).forEach(due::add);
        return due;
    }
}
