/**
 * The International Patient Summary of a resident (HL7 IPS, ISO 27269): what somebody who has never met the resident
 * should know first, as a FHIR document. Comes in: a chart and the time. Goes out: a Bundle of type document with a
 * Composition and everything it names, once.
 *
 * <p>Promises: pure; nothing is said that the chart does not say: a section about which nothing is recorded says that it
 * is not known, never that there is nothing. Does not decide who may read it.
 */
package org.liankang.uses.ips;
