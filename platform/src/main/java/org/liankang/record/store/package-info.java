/**
 * What is known: append-only versions of FHIR resources, the head of each, and what it is found by.
 *
 * <p>Comes in: drafts from the one sequencer in {@code entry}, in one transaction per batch. Goes out: reads, history,
 * searches, a resident's chart, and the stretch of the feed between two positions. Promises: positions are gapless and
 * ordered; a version never changes; the head and the search index are of the same commit as the version. It does not
 * check, identify or authorise.
 */
package org.liankang.record.store;
