package org.liankang.uses.programme;

/**
 * How a programme of a resident stood at the end of a time.
 *
 * @param classification what the rules made of the last visit that they put into a class; empty when there was none
 * @param visit reference of that visit, or empty
 */
public record Course(long resident, String classification, String visit) {}
