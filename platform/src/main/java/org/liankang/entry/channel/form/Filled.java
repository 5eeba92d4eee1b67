package org.liankang.entry.channel.form;

import java.util.List;
import java.util.Optional;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Submitter;
import tools.jackson.databind.JsonNode;

/** What came of a filled-in form. */
public sealed interface Filled {

    /** Something has to be mended first; every finding says at which answer's path. */
    record Refused(List<Finding> findings) implements Filled {}

    /** A transaction Bundle, ready for the door. */
    record Ready(JsonNode bundle) implements Filled {

        /** @param key the page's hidden form id: sent twice, stored once */
        public Envelope envelope(Submitter by, String key) {
            return new Envelope("form", by, Optional.of(key), new Interaction.Bundle(), Json.bytes(bundle));
        }
    }
}
