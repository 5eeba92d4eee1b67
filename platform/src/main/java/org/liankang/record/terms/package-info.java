/**
 * What codes mean: code systems, value sets and concept maps by address and version. Comes in: definitions from the
 * region's folder, from FHIR's own and from the record ({@link org.liankang.record.terms.Shelf}). Goes out: the answers
 * of FHIR's terminology operations (R4, 4.6 Using Codes; Terminology Service), and the sets of codes a search needs.
 *
 * <p>Promises: nothing is asked of the network; what cannot be answered is a coded finding, never a guess; every answer
 * is bounded; FHIR's own definitions are read when first asked for, not at the start. Does not decide who may ask.
 */
package org.liankang.record.terms;
