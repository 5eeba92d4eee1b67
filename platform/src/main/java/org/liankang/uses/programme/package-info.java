/**
 * Service programmes: who is in which, what is due to them when, and why. In comes the change feed and the region's
 * programme definitions ({@code regions/.../programmes/*.yaml}); out go dated tasks, each with the rule and the clause
 * that made it and the resource that caused it, the visits as the rules judge them, and the enrolments.
 *
 * <p>How it works: {@link org.liankang.uses.programme.ProgrammeBook} keeps the facts of each resident, and lets
 * {@link org.liankang.uses.programme.Engine}, a pure function of a chart, a day and the definitions, evaluate the
 * residents a batch touched. There is no Java for a single programme.
 *
 * <p>Promises: a task's number depends only on the resident, the rule and its cause, so a replay gives the same tasks;
 * a resident has at most one open task of a service in a programme; no task is dated before the record first heard of
 * the resident, because what happened before is unknown and not missed.
 */
package org.liankang.uses.programme;
