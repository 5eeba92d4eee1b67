package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.liankang.uses.programme.Task.State;

/**
 * Which tasks are asked for.
 *
 * @param centre of this institution ({@code identity.place}); 0 for all
 * @param resident of this resident; 0 for all
 * @param from due on this day or later
 * @param to due on this day or earlier
 * @param states in one of these states; empty for all
 * @param programme of this programme
 */
public record TaskQuery(
        long centre,
        long resident,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Set<State> states,
        Optional<String> programme) {

    public TaskQuery {
        states = Set.copyOf(states);
    }

    /** All a resident ever had. */
    public static TaskQuery ofResident(long resident) {
        return new TaskQuery(0, resident, Optional.empty(), Optional.empty(), Set.of(), Optional.empty());
    }

    /** What a centre still has to do with a due day in this range. */
    public static TaskQuery openAt(long centre, LocalDate from, LocalDate to) {
        return new TaskQuery(centre, 0, Optional.of(from), Optional.of(to), Set.of(State.OPEN), Optional.empty());
    }

    /** What a centre should have done by now and still can. */
    public static TaskQuery overdueAt(long centre, LocalDate today) {
        return new TaskQuery(
                centre, 0, Optional.empty(), Optional.of(today.minusDays(1)), Set.of(State.OPEN), Optional.empty());
    }
}
