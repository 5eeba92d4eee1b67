package org.liankang.uses.subscription;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Notifications and states as FHIR has them: Subscriptions R5 Backport 1.1.0, profiles backport-subscription-notification-r4
 * and backport-subscription-status-r4.
 *
 * @param base address of the FHIR door, or empty for relative references
 */
record Notification(String base) {

    /** What kind of notification it is. */
    enum Kind {
        HANDSHAKE("handshake"),
        HEARTBEAT("heartbeat"),
        EVENTS("event-notification"),
        QUERY_STATUS("query-status"),
        QUERY_EVENTS("query-event");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    /** @param version the version that made the event */
    record Told(SubscriptionStore.Event event, Version version) {}

    /** @param error code of what is wrong, or empty */
    record State(String id, String topic, String status, String error, long last) {}

    private static final String PROFILES = Wanted.BACKPORT;

    ObjectNode bundle(State state, Kind kind, String content, List<Told> events, Instant now) {
        ObjectNode bundle = Json.object();
        bundle.put("resourceType", "Bundle");
        bundle.putObject("meta").putArray("profile").add(PROFILES + "backport-subscription-notification-r4");
        bundle.put("type", "history");
        bundle.put("timestamp", instant(now));
        ArrayNode entries = bundle.putArray("entry");
        ObjectNode first = entries.addObject();
        String id = id(state, kind, events, now);
        first.put("fullUrl", "urn:uuid:" + id);
        ObjectNode parameters = status(state, kind, content, events);
        parameters.put("id", id);
        first.set("resource", parameters);
        first.putObject("request").put("method", "GET").put("url", at("Subscription/" + state.id() + "/$status"));
        first.putObject("response").put("status", "200");
        if (content.equals("full-resource")) {
            events.forEach(told -> entry(entries.addObject(), told.version()));
        }
        return bundle;
    }

    private void entry(ObjectNode entry, Version version) {
        String method = version.deleted() ? "DELETE" : version.number() == 1 ? "POST" : "PUT";
        if (!base.isEmpty()) {
            entry.put("fullUrl", at(version.reference()));
        }
        if (!version.deleted()) {
            entry.set("resource", resource(version));
        }
        entry.putObject("request")
                .put("method", method)
                .put("url", method.equals("POST") ? version.type() : version.reference());
        entry.putObject("response")
                .put("status", version.deleted() ? "204" : version.number() == 1 ? "201" : "200")
                .put("etag", "W/\"" + version.number() + "\"")
                .put("lastModified", instant(version.at()));
    }

    /** The version as it was when it made the event, with the server's id, version and time. */
    private static JsonNode resource(Version version) {
        ObjectNode shown = (ObjectNode) Secrets.masked(version.body()).deepCopy();
        shown.put("id", version.id());
        ObjectNode meta = shown.path("meta") instanceof ObjectNode own ? own : shown.putObject("meta");
        meta.put("versionId", Integer.toString(version.number()));
        meta.put("lastUpdated", instant(version.at()));
        return shown;
    }

    ObjectNode status(State state, Kind kind, String content, List<Told> events) {
        ObjectNode parameters = Json.object();
        parameters.put("resourceType", "Parameters");
        parameters.putObject("meta").putArray("profile").add(PROFILES + "backport-subscription-status-r4");
        ArrayNode all = parameters.putArray("parameter");
        all.addObject()
                .put("name", "subscription")
                .putObject("valueReference")
                .put("reference", at("Subscription/" + state.id()));
        if (!state.topic().isEmpty() && !(kind == Kind.EVENTS && content.equals("empty"))) {
            all.addObject().put("name", "topic").put("valueCanonical", state.topic());
        }
        all.addObject().put("name", "status").put("valueCode", state.status());
        all.addObject().put("name", "type").put("valueCode", kind.code);
        all.addObject().put("name", "events-since-subscription-start").put("valueString", Long.toString(state.last()));
        for (Told told : events) {
            ArrayNode parts = all.addObject().put("name", "notification-event").putArray("part");
            parts.addObject()
                    .put("name", "event-number")
                    .put("valueString", Long.toString(told.event().number()));
            parts.addObject()
                    .put("name", "timestamp")
                    .put("valueInstant", instant(told.version().at()));
            if (!content.equals("empty")) {
                parts.addObject()
                        .put("name", "focus")
                        .putObject("valueReference")
                        .put("reference", at(told.event().focus()));
            }
        }
        if (!state.error().isEmpty()) {
            all.addObject()
                    .put("name", "error")
                    .putObject("valueCodeableConcept")
                    .putArray("coding")
                    .addObject()
                    .put("system", "urn:liankang:finding")
                    .put("code", state.error());
        }
        return parameters;
    }

    private String at(String path) {
        return base.isEmpty() ? path : base + "/" + path;
    }

    /** The same notification sent again has the same id. */
    private static String id(State state, Kind kind, List<Told> events, Instant now) {
        String what = events.isEmpty()
                ? now.toString()
                : events.getFirst().event().number() + "-"
                        + events.getLast().event().number();
        return UUID.nameUUIDFromBytes((state.id() + " " + kind + " " + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static String instant(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
