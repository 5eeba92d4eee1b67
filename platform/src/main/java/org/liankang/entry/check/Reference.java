package org.liankang.entry.check;

import tools.jackson.databind.node.ObjectNode;

/**
 * A Reference found in a document.
 *
 * @param path where, for example {@code Observation.subject}
 * @param node the Reference element itself
 */
public record Reference(String path, ObjectNode node) {

    /** As written, or empty when only an identifier or a text is given. */
    public String target() {
        return node.path("reference").asString("");
    }
}
