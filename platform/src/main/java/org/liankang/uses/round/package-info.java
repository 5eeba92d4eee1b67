/**
 * Rounds of mobile hospitals to villages without a clinic: how many a month each village is owed, which vehicle goes where
 * on which day and in what order, and which rounds were really made.
 *
 * <p>In: {@code regions/.../rounds} (villages, vehicles, road times, the rules with their clauses); who lives where and which
 * home visits were recorded, from the change feed; who is due, from {@link DueTasks}, which the composition provides. Out: the
 * plan of a month with its stops and, where a village gets fewer rounds than it is owed, the reason.
 *
 * <p>How it works: {@link org.liankang.uses.round.Month} poses one month's problem, {@link org.liankang.uses.round.Search}
 * gives it to the solver, {@link org.liankang.uses.round.Month} mends what is left and says why;
 * {@link org.liankang.uses.round.ByHand} does what people change afterwards and counts anew what is lacking. Plans are decisions, not
 * derived: {@link org.liankang.uses.round.RoundBook} read again from nothing leaves them as they are.
 *
 * <p>Promises: no stop outside a vehicle's hours; the same villages, vehicles, due people and seed give the same plan, unless
 * the search was stopped; a stop that is locked, or whose day is over, stays where it is.
 */
package org.liankang.uses.round;
