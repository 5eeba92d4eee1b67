/**
 * Immunisation of children: which doses on record count, which is due next, when and why, and how well a cohort is
 * covered. In comes the change feed (Patient, Immunization, Condition, AllergyIntolerance, the birth weight) and the
 * region's schedule ({@code regions/.../immunisation}); out go judged doses, dated dues and a plan of visits.
 *
 * <p>How it works: {@link org.liankang.uses.immunisation.ImmunisationBook} keeps what is known of each child and lets
 * {@link org.liankang.uses.immunisation.Forecaster}, a pure function of the child, the day and the schedule, say the
 * rest. There is no Java for a single vaccine.
 *
 * <p>Promises: each dose is judged by the version of the schedule of its own day; a proposed plan of visits breaks no
 * age and no interval; a replay gives the same tables. A child of whom no dose was ever recorded and whose record began
 * later than a month after birth has an unknown history, not a missed one.
 */
package org.liankang.uses.immunisation;
