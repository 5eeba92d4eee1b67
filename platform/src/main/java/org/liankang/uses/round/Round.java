package org.liankang.uses.round;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.entity.PlanningPin;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** One round owed to a village, and the tour that makes it. What is public here is so because the solver asks for it. */
@PlanningEntity
public final class Round {

    private Wanted wanted;
    private int number;

    @PlanningPin
    public boolean pinned;

    @ValueRangeProvider
    public List<Tour> possible;

    @PlanningVariable(allowsUnassigned = true)
    public Tour tour;

    /** For the solver, which copies it. */
    public Round() {}

    /** @param number one of a kind within the month @param tour the one it is pinned to, or null */
    Round(Wanted wanted, int number, List<Tour> possible, Tour tour) {
        this.wanted = wanted;
        this.number = number;
        this.possible = possible;
        this.tour = tour;
        this.pinned = tour != null;
    }

    Wanted wanted() {
        return wanted;
    }

    /** The village's index: quicker to compare than the village. */
    int village() {
        return wanted.index();
    }

    int number() {
        return number;
    }

    boolean pinned() {
        return pinned;
    }

    List<Tour> possible() {
        return possible;
    }

    /** Null when none makes it. */
    Tour tour() {
        return tour;
    }

    void make(Tour by) {
        this.tour = by;
    }

    /** Days between this round and another; both are made by a tour. */
    int daysTo(Round other) {
        return (int) Math.abs(tour.day().toEpochDay() - other.tour.day().toEpochDay());
    }
}
