package org.liankang.uses.round;

import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import java.util.function.IntConsumer;

/**
 * One search for a good month. It goes by moves tried, not by time, so that the same seed gives the same plan on any machine;
 * in parts, so that one can see how far it is. Stopped, it answers the best it has.
 */
final class Search {

    /** @param parts the search is made of @param moves tried in each part */
    record Effort(int parts, int moves) {

        static final Effort USUAL = new Effort(20, 10_000);
    }

    private volatile boolean stopped;
    private volatile Solver<MonthPlan> running;

    /** @param part hears after each part how many are done */
    MonthPlan run(MonthPlan problem, long seed, Effort effort, IntConsumer part) {
        // The solver finds our classes by their names, with the thread's loader, which need not know them.
        Thread here = Thread.currentThread();
        ClassLoader usual = here.getContextClassLoader();
        here.setContextClassLoader(Search.class.getClassLoader());
        try {
            return searched(problem, seed, effort, part);
        } finally {
            here.setContextClassLoader(usual);
        }
    }

    private MonthPlan searched(MonthPlan problem, long seed, Effort effort, IntConsumer part) {
        MonthPlan best = problem;
        boolean free = problem.rounds().stream().anyMatch(round -> !round.pinned());
        for (int done = 0; free && done < effort.parts() && !stopped; done++) {
            running = SolverFactory.<MonthPlan>create(config(seed + done, effort.moves()))
                    .buildSolver();
            best = running.solve(best);
            part.accept(done + 1);
        }
        return best;
    }

    void stop() {
        stopped = true;
        Solver<MonthPlan> now = running;
        if (now != null) {
            now.terminateEarly();
        }
    }

    boolean stopped() {
        return stopped;
    }

    private static SolverConfig config(long seed, long moves) {
        return new SolverConfig()
                .withSolutionClass(MonthPlan.class)
                .withEntityClasses(Round.class)
                .withConstraintProviderClass(RoundConstraints.class)
                .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
                .withRandomSeed(seed)
                .withPhases(
                        new ConstructionHeuristicPhaseConfig(),
                        new LocalSearchPhaseConfig()
                                .withTerminationConfig(new TerminationConfig().withMoveCountLimit(moves)));
    }
}
