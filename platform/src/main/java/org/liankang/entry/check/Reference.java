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

    /** The name of the element directly below the resource, or empty when the path leads deeper. */
    public String element(String type) {
        if (path.length() <= type.length() || path.charAt(type.length()) != '.') {
            return "";
        }
        int list = path.indexOf('[', type.length());
        String element = path.substring(type.length() + 1, list < 0 ? path.length() : list);
        return element.indexOf('.') >= 0 || list >= 0 && path.indexOf('.', list) >= 0 ? "" : element;
    }
}
