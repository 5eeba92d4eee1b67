/**
 * Bulk jobs over HTTP: asking for one, its state and manifest, its files, streams coming in. Status and files lie under
 * {@code /bulk}; {@link org.liankang.web.bulk.KickOff} is what the FHIR door calls for {@code $export} and
 * {@code $import}.
 */
package org.liankang.web.bulk;
