package org.liankang.uses.subscription;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What a Subscription resource asks for.
 *
 * @param criteria canonical of a topic, or a search string as plain R4 has it
 * @param filters search strings that narrow a topic; all must hold
 * @param content {@code empty}, {@code id-only} or {@code full-resource}
 * @param heartbeat seconds between signs of life, 0 for none
 * @param timeout seconds an endpoint may take
 * @param most events in one notification
 * @param until no event after this moment; null for no end
 * @param purpose name of the purpose stated, or empty
 */
record Wanted(
        String asked,
        String criteria,
        List<String> filters,
        String channel,
        String endpoint,
        String mime,
        String content,
        int heartbeat,
        int timeout,
        int most,
        Instant until,
        String purpose,
        List<String> headers) {

    static final String BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";
    static final String PURPOSE = "urn:liankang:purpose";

    private static final int SHORTEST_HEARTBEAT = 10;
    private static final int LONGEST_HEARTBEAT = 7 * 24 * 3600;
    private static final int USUAL_TIMEOUT = 10;
    private static final int LONGEST_TIMEOUT = 60;
    private static final int USUAL_MOST = 100;
    private static final int LARGEST_MOST = 1000;

    static Wanted of(JsonNode body) {
        JsonNode channel = body.path("channel");
        String criteria = Json.text(body, "criteria");
        String mime = Json.text(channel, "payload");
        String content = extension(channel.path("_payload"), "backport-payload-content");
        int heartbeat = number(extension(channel, "backport-heartbeat-period"), 0);
        int timeout = number(extension(channel, "backport-timeout"), USUAL_TIMEOUT);
        int most = number(extension(channel, "backport-max-count"), USUAL_MOST);
        return new Wanted(
                asked(Json.text(body, "status")),
                criteria,
                Json.each(body.path("_criteria").path("extension"))
                        .filter(e -> Json.text(e, "url").equals(BACKPORT + "backport-filter-criteria"))
                        .map(e -> Json.text(e, "valueString"))
                        .toList(),
                Json.text(channel, "type"),
                Json.text(channel, "endpoint"),
                mime,
                content.isEmpty() ? (plain(criteria) && !mime.isEmpty() ? "full-resource" : "empty") : content,
                heartbeat == 0 ? 0 : Math.clamp(heartbeat, SHORTEST_HEARTBEAT, LONGEST_HEARTBEAT),
                Math.clamp(timeout, 1, LONGEST_TIMEOUT),
                Math.clamp(most, 1, LARGEST_MOST),
                instant(Json.text(body, "end")),
                purpose(body),
                Json.each(channel.path("header")).map(JsonNode::asString).toList());
    }

    /** Whether it is a search string of plain R4 and no topic. */
    static boolean plain(String criteria) {
        return criteria.matches("[A-Z][A-Za-z]+(\\?.*)?");
    }

    boolean plain() {
        return plain(criteria);
    }

    /** A client may ask for a subscription or switch it off; the other states are the server's to give. */
    private static String asked(String status) {
        return status.equals("requested") || status.equals("active") ? "active" : "off";
    }

    private static String extension(JsonNode element, String name) {
        return Json.each(element.path("extension"))
                .filter(e -> Json.text(e, "url").equals(BACKPORT + name))
                .map(Wanted::value)
                .findFirst()
                .orElse("");
    }

    private static String purpose(JsonNode body) {
        return Json.each(body.path("extension"))
                .filter(e -> Json.text(e, "url").equals(PURPOSE))
                .map(Wanted::value)
                .findFirst()
                .orElse("");
    }

    private static String value(JsonNode extension) {
        return extension
                .propertyStream()
                .filter(property -> property.getKey().startsWith("value"))
                .map(property -> property.getValue().asString(""))
                .findFirst()
                .orElse("");
    }

    private static int number(String text, int otherwise) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : otherwise;
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            return null; // the door has refused what is no instant
        }
    }
}
