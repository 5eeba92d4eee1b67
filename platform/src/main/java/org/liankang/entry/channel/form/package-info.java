/**
 * The door for filled-in forms. A form is a FHIR Questionnaire in the region's {@code forms} folder; answers come in as
 * the plain strings a page sends; what goes out is either findings beside the questions or one transaction bundle that
 * says the visit in the words of {@code docs/conventions.md}. Which question becomes which fact is written in the
 * Questionnaire, never here. It reads no record and knows no page: what is known about the resident is handed in.
 */
package org.liankang.entry.channel.form;
