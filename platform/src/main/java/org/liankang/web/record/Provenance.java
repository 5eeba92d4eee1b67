package org.liankang.web.record;

/**
 * How a version came to be.
 *
 * @param login who submitted it
 * @param institution name of the institution on whose behalf it came, or empty
 */
public record Provenance(String login, String channel, String institution) {}
