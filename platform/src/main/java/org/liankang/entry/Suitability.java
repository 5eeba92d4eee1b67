package org.liankang.entry;

import java.util.List;
import org.liankang.base.finding.Finding;
import tools.jackson.databind.JsonNode;

/**
 * Some resources ask something of the platform itself. Whoever would have to do it says here what can never be done, so
 * that the sender hears of it at once; what may become possible later is no matter of the door's.
 */
public interface Suitability {

    /** The resource type it looks at. */
    String type();

    /**
     * What speaks against a resource for good; nothing when it is suitable. Asked on many threads.
     *
     * @param resource of {@link #type}, well-formed
     */
    List<Finding> against(JsonNode resource);
}
