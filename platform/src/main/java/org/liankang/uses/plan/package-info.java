/**
 * The plan: its targets as printed, and where each of them stands.
 *
 * <p>In: regions/…/plan.yaml; MeasureReports from the change feed; computed values through {@link ComputedValues}, which
 * the composition provides. Out: the plan's rows with their latest value, where it comes from and what it means for the
 * target; a bundle for a figure reported by hand.
 *
 * <p>Promises: a figure says whether it was computed, reported with its evidence, or is missing. No report counts without
 * evidence; none is lost when a later one replaces it.
 *
 * <p>Not here: how a value is computed (uses.indicator).
 */
package org.liankang.uses.plan;
