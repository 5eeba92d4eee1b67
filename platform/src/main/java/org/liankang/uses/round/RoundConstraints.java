package org.liankang.uses.round;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.count;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.toList;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;
import static ai.timefold.solver.core.api.score.stream.Joiners.lessThan;

import ai.timefold.solver.core.api.score.HardMediumSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.bi.BiConstraintStream;
import java.util.List;

/**
 * What a good month is. Hard: within the hours of each vehicle, and rounds of a village far enough apart. Medium: as many
 * rounds as are owed, missing ones shared out over the villages. Soft: evenly over the month, and little driving.
 */
public final class RoundConstraints implements ConstraintProvider {

    @Override
    public Constraint[] defineConstraints(ConstraintFactory from) {
        return new Constraint[] {withinHours(from), apart(from), owed(from), spread(from), driving(from)};
    }

    private static Constraint withinHours(ConstraintFactory from) {
        return tours(from)
                .filter((tour, villages) -> tour.excess(villages) > 0)
                .penalize(HardMediumSoftScore.ONE_HARD, (tour, villages) -> tour.excess(villages))
                .asConstraint("within hours");
    }

    private static Constraint apart(ConstraintFactory from) {
        return pairs(from)
                .join(MonthPlan.Frame.class)
                .filter((one, other, frame) -> one.daysTo(other) < frame.apart())
                .penalize(HardMediumSoftScore.ONE_HARD, (one, other, frame) -> frame.apart() - one.daysTo(other))
                .asConstraint("apart");
    }

    /** Squared, so that two villages lack one round each rather than one village two. */
    private static Constraint owed(ConstraintFactory from) {
        return from.forEachIncludingUnassigned(Round.class)
                .filter(round -> round.tour() == null)
                .groupBy(Round::wanted, count())
                .penalize(HardMediumSoftScore.ONE_MEDIUM, (wanted, missing) -> wanted.weight() * missing * missing)
                .asConstraint("owed");
    }

    private static Constraint spread(ConstraintFactory from) {
        return pairs(from)
                .join(MonthPlan.Frame.class)
                .filter((one, other, frame) -> lack(one, other, frame) > 0)
                .penalize(HardMediumSoftScore.ONE_SOFT, (one, other, frame) -> {
                    int lack = lack(one, other, frame);
                    return lack * lack;
                })
                .asConstraint("spread");
    }

    private static Constraint driving(ConstraintFactory from) {
        return tours(from)
                .penalize(HardMediumSoftScore.ONE_SOFT, (tour, villages) -> tour.driving(villages))
                .asConstraint("driving");
    }

    private static int lack(Round one, Round other, MonthPlan.Frame frame) {
        return frame.days() / one.wanted().rounds() - one.daysTo(other);
    }

    private static BiConstraintStream<Tour, List<Wanted>> tours(ConstraintFactory from) {
        return from.forEach(Round.class).groupBy(Round::tour, toList(Round::wanted));
    }

    private static BiConstraintStream<Round, Round> pairs(ConstraintFactory from) {
        return from.forEach(Round.class).join(Round.class, equal(Round::village), lessThan(Round::number));
    }
}
