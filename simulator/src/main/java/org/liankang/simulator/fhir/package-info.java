/** Turns events into FHIR R4 documents by docs/conventions.md. Decides nothing, apart from laboratory values nobody counts. */
package org.liankang.simulator.fhir;
