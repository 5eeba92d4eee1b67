package org.liankang.uses.lake.path;

import tools.jackson.databind.JsonNode;

/**
 * What an expression may ask for beside the element it stands on: the resource, and the number of the element in the
 * iteration that is running.
 */
public final class Environment {

    private final JsonNode resource;
    private int rowIndex;

    public Environment(JsonNode resource) {
        this.resource = resource;
    }

    JsonNode resource() {
        return resource;
    }

    /** {@code %rowIndex}: from 0, within the innermost forEach, forEachOrNull or repeat; 0 outside of any. */
    public int rowIndex() {
        return rowIndex;
    }

    public void rowIndex(int index) {
        rowIndex = index;
    }
}
