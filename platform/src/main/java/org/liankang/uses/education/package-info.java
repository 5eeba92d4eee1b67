/**
 * Health education: what an institution did, counted against the yearly norm.
 *
 * <p>In: regions/…/health-education.yaml; MeasureReports of {@code urn:liankang:education:<kind>} from the change feed. Out: an
 * institution's activities of a year, how far each kind is, and a bundle for an activity somebody enters.
 *
 * <p>Promises: what was withdrawn or changed counts no more as it was; an activity without evidence does not count.
 */
package org.liankang.uses.education;
