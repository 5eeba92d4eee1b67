/**
 * The code systems, value sets and concept maps of the record. In comes the change feed; out goes a shelf of definitions
 * ({@link org.liankang.record.terms.Shelf}) for everyone who asks what a code means. Promises: what the region or FHIR
 * itself defines is never redefined by a submission; a deleted definition is no longer answered with.
 */
package org.liankang.uses.terms;
