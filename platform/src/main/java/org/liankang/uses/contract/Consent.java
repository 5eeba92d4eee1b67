package org.liankang.uses.contract;

import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import tools.jackson.databind.JsonNode;

/**
 * How a resident agreed to a contract.
 *
 * @param reference the Consent resource
 * @param day as written
 * @param way {@code drawn}, a way of the region's file, or empty
 * @param where the paper is, or empty
 * @param guardian who agreed for the resident, or empty
 * @param terms the address of the wording agreed to
 */
public record Consent(
        String reference,
        String day,
        String way,
        String where,
        String guardian,
        String terms,
        Optional<Signature> signature) {

    /** How consent was given: extension and code system. */
    static final String WAY = "urn:liankang:consent-way";

    static Consent read(String reference, JsonNode body) {
        JsonNode way = Fields.extension(body, WAY).path("valueCodeableConcept");
        return new Consent(
                reference,
                Json.text(body, "dateTime"),
                Fields.code(way, WAY),
                Json.text(way, "text"),
                Json.text(body, "performer", "display"),
                Json.text(body, "policy", "uri"),
                Signature.read(body.path("sourceAttachment")));
    }
}
