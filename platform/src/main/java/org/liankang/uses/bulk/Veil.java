package org.liankang.uses.bulk;

import tools.jackson.databind.JsonNode;

/** What of a resource nobody may see, whatever their rights: the secrets that a subscription is delivered with. */
public interface Veil {

    /** Whether there is anything to hide in this type; others are passed on as they are. */
    boolean covers(String type);

    /** The resource as it may be shown; the given tree is not changed. */
    JsonNode over(JsonNode resource);
}
