/**
 * Reading single fields out of stored FHIR resources, the same way for every book: days, codes, references. Knows no
 * programme and no region; what a field means is said in docs/conventions.md.
 */
package org.liankang.record.fields;
