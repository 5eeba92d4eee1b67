package org.liankang.entry.check;

import java.time.Instant;
import java.util.function.Consumer;
import org.liankang.base.finding.Finding;
import tools.jackson.databind.JsonNode;

/** One thing that must be so. A rule sees one resource whose structure is right, and the time of arrival. */
interface Rule {

    void check(String type, JsonNode resource, Instant now, Consumer<Finding> found);
}
