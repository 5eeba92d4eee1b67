package org.liankang.uses.quality;

/**
 * A kind of document: a resource type, told apart further by a code in it.
 *
 * @param type FHIR resource type
 */
public record Kind(String code, Rule.Words name, String type) {}
