package org.liankang.uses.round;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactProperty;
import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import java.util.List;

/** The rounds of a month as the solver sees them. What is public here is so because the solver asks for it. */
@PlanningSolution
public final class MonthPlan {

    /** @param apart least days between two rounds of a village @param days of the month that are left */
    public record Frame(int apart, int days) {}

    @ProblemFactProperty
    public Frame frame;

    @PlanningEntityCollectionProperty
    public List<Round> rounds;

    @PlanningScore
    public HardMediumSoftScore score;

    /** For the solver, which copies it. */
    public MonthPlan() {}

    MonthPlan(Frame frame, List<Round> rounds) {
        this.frame = frame;
        this.rounds = rounds;
    }

    List<Round> rounds() {
        return rounds;
    }

    Frame frame() {
        return frame;
    }

    /** Null before it was ever worked on. */
    HardMediumSoftScore score() {
        return score;
    }
}
