/**
 * Indicators: the numbers a plan is judged by, computed from the record and followed back to the people behind them.
 *
 * <p>In: the change feed; view definitions, shared groups and indicators from regions/. Out: values by region, division,
 * institution and month with numerator and denominator, and the units behind each with their evidence.
 *
 * <p>Promises: a change and the position it moves are committed together in a DuckDB file of its own, so effects are
 * exactly-once and a replay gives the same values. A value says up to which position it has read; it may lag the feed
 * by a few seconds. It never invents: no data is no value, too few people is marked.
 *
 * <p>Not here: targets and figures reported by hand (uses.plan).
 */
package org.liankang.uses.indicator;
