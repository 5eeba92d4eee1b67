package org.liankang.record.terms;

/**
 * What was found of a code.
 *
 * @param system of the code, also when it was not said and follows from the value set; empty when it is unknown
 * @param display the name, or empty
 * @param note why it is not valid, or what to mind; else empty
 */
public record Checked(boolean valid, String system, String display, String note) {}
