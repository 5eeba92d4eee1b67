package org.liankang.uses.bulk;

import java.time.temporal.ChronoUnit;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A version as one line of a file. */
final class ResourceLine {

    private ResourceLine() {}

    static byte[] of(Version version) {
        return oneLine(version.shown());
    }

    /** As FHIR shows it: the document as submitted, with the server's id, version and time in meta. */
    static ObjectNode tree(Version version) {
        ObjectNode shown = Json.object();
        shown.put("resourceType", version.type());
        shown.put("id", version.id());
        ObjectNode meta = shown.putObject("meta");
        meta.put("versionId", Integer.toString(version.number()));
        meta.put("lastUpdated", version.at().truncatedTo(ChronoUnit.MILLIS).toString());
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

    /** A line's end inside JSON can only stand between its tokens, where a space says the same. */
    static byte[] oneLine(byte[] json) {
        byte[] line = json;
        for (int at = 0; at < json.length; at++) {
            if (json[at] == '\n' || json[at] == '\r') {
                line = line == json ? json.clone() : line;
                line[at] = ' ';
            }
        }
        return line;
    }

    /** A deleted resource, as Bulk Data Access IG 2.0.0 ("deleted") lists it. */
    static byte[] deleted(Version version) {
        ObjectNode bundle = Json.object();
        bundle.put("resourceType", "Bundle").put("type", "transaction");
        bundle.putArray("entry")
                .addObject()
                .putObject("request")
                .put("method", "DELETE")
                .put("url", version.reference());
        return Json.bytes(bundle);
    }
}
