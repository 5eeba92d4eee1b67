package org.liankang.web.board;

import org.liankang.uses.plan.Plan;

/** How many rows of the plan stand so. */
public record Tally(String label, long rows, long of, Plan.Progress progress) {

    public String style() {
        return switch (progress) {
            case MET -> "good";
            case ON_THE_WAY -> "accent";
            case BEHIND -> "bad";
            case UNKNOWN -> "quiet";
        };
    }
}
