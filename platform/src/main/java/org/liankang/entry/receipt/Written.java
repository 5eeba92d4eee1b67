package org.liankang.entry.receipt;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Receipt;
import tools.jackson.core.JsonGenerator;

/**
 * A receipt as JSON, as {@link Receipt} is read again. By hand, because the one writer does it for every item of every
 * submission.
 */
public final class Written {

    private Written() {}

    public static byte[] of(Receipt receipt) {
        var out = new ByteArrayOutputStream(256 + 160 * receipt.outcomes().size());
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberProperty("submission", receipt.submission());
            json.writeBooleanProperty("repeated", receipt.repeated());
            json.writeArrayPropertyStart("outcomes");
            Instant last = null;
            String at = "";
            for (Receipt.Outcome one : receipt.outcomes()) {
                if (!one.at().equals(last)) {
                    last = one.at();
                    at = last.toString();
                }
                json.writeStartObject();
                json.writeStringProperty("status", one.status().name());
                json.writeStringProperty("type", one.type());
                json.writeStringProperty("id", one.id());
                json.writeNumberProperty("version", one.version());
                json.writeStringProperty("at", at);
                json.writeNumberProperty("quarantine", one.quarantine());
                findings(json, one.findings());
                json.writeEndObject();
            }
            json.writeEndArray();
            findings(json, receipt.findings());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void findings(JsonGenerator json, List<Finding> findings) {
        if (findings.isEmpty()) {
            json.writeArrayPropertyStart("findings");
            json.writeEndArray();
        } else {
            json.writePOJOProperty("findings", findings);
        }
    }
}
