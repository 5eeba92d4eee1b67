package org.liankang.uses.round;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;

/** Who is due. The composition provides it; this book does not know the programmes. */
public interface DueTasks {

    /** Of these residents those with a task that a visit up to this day could do. */
    Set<Long> due(Collection<Long> residents, LocalDate until);
}
