/**
 * From envelope to record. {@code Preparation} reads, checks and indexes in parallel; {@code Sequencer}, the one
 * writer, decides in order ({@code Batch}) and commits; {@code Release} lets quarantined items in when what they refer
 * to arrives. Promises: acknowledged means committed; all of a transaction or nothing; the same submission twice is
 * recorded once.
 */
package org.liankang.entry.admission;
