package org.liankang.uses.round;

import java.time.YearMonth;

/**
 * How far the search for a month's plan is.
 *
 * @param month null before any was asked for
 * @param done parts of the search
 * @param all parts
 */
public record Progress(State state, YearMonth month, long seed, int done, int all) {

    static final Progress NONE = new Progress(State.NONE, null, 0, 0, 0);

    public enum State {
        /** None was started since the platform was. */
        NONE,
        RUNNING,
        DONE,
        STOPPED,
        FAILED
    }

    boolean running() {
        return state == State.RUNNING;
    }

    Progress at(State now, int parts) {
        return new Progress(now, month, seed, parts, all);
    }
}
