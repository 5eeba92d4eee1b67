/**
 * Indicators: the numbers a plan is judged by, computed from the record and followed back to the people behind them.
 *
 * <p>In: the lake (uses.lake); shared groups and indicators from regions/. Out: values by region, division,
 * institution and month with numerator and denominator, and the units behind each with their evidence.
 *
 * <p>Promises: it keeps nothing that the lake does not have, so a replay gives the same values. A value says up to which position it has read; it may lag the feed
 * by a second or two. It never invents: no data is no value, too few people is marked.
 *
 * <p>Not here: targets and figures reported by hand (uses.plan).
 */
package org.liankang.uses.indicator;
