package org.liankang.web.birth;

import java.util.List;
import org.liankang.identity.person.Person;
import org.liankang.uses.programme.Task;

/** One newborn and where each step stands, in the order of the programme. */
public record Matter(Person child, List<Step> steps) {

    public Matter {
        steps = List.copyOf(steps);
    }

    public long done() {
        return steps.stream().filter(step -> step.state() == State.DONE).count();
    }

    public boolean finished() {
        return done() == steps.size();
    }

    /** How a step stands. */
    public enum State {
        DONE,
        OPEN,
        OVERDUE,
        /** Its time is over and nobody did it. */
        MISSED
    }

    /**
     * @param task the task it is, with its dates and its evidence
     * @param path where it is done or seen
     */
    public record Step(String service, State state, Task task, String path) {}
}
