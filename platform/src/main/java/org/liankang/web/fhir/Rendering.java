package org.liankang.web.fhir;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A stored version as FHIR shows it: the document as submitted, with the server's id, version and time in meta. */
final class Rendering {

    private Rendering() {}

    static ObjectNode resource(Version version) {
        ObjectNode shown = Json.object();
        shown.put("resourceType", version.type());
        shown.put("id", version.id());
        ObjectNode meta = shown.putObject("meta");
        meta.put("versionId", Integer.toString(version.number()));
        meta.put("lastUpdated", instant(version.at()));
        JsonNode body = version.body();
        if (body.path("meta") instanceof ObjectNode own) {
            meta.setAll(own);
        }
        for (var field : body.properties()) {
            switch (field.getKey()) {
                case "resourceType", "id", "meta" -> {}
                default -> shown.set(field.getKey(), field.getValue());
            }
        }
        return shown;
    }

    static String instant(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
