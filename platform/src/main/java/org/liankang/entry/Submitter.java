package org.liankang.entry;

/**
 * Who brings a submission: always known.
 *
 * @param user login of the signed-in user or token holder
 * @param institution unified social credit code of the institution it speaks for, or empty for the platform itself
 */
public record Submitter(String user, String institution) {}
