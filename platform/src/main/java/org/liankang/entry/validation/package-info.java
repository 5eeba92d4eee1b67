/**
 * The slow and thorough check that somebody asks for ({@code $validate}; FHIR R4, Resource-validate): the official
 * definitions with all their invariants and bindings, the region's profiles, and our own rules. Comes in: a document, or
 * the name of a stored one. Goes out: one OperationOutcome, or the coded reason why it could not be looked at.
 *
 * <p>Promises: nothing is stored, nothing is asked of the network, nothing is loaded before the first question, and only
 * a few are answered at a time. What enters the record is not judged here but in {@code entry.check}.
 */
package org.liankang.entry.validation;
