package org.liankang.uses.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The headers of a subscription carry the endpoint's secrets. They can be written and not read: every reader, the owner
 * too, sees the name and a mask; a mask that comes back in an update stands for the value before.
 */
public final class Secrets {

    private static final String MASK = "***";
    private static final int DEEPEST = 50;

    private Secrets() {}

    /** A Subscription as any reader may see it; other resources as they are. The given tree is not changed. */
    public static JsonNode masked(JsonNode resource) {
        if (!Json.text(resource, "resourceType").equals("Subscription")
                || !resource.path("channel").path("header").isArray()) {
            return resource;
        }
        ObjectNode shown = (ObjectNode) resource.deepCopy();
        ArrayNode masked = ((ObjectNode) shown.path("channel")).putArray("header");
        resource.path("channel").path("header").forEach(header -> masked.add(name(header.asString()) + ": " + MASK));
        return shown;
    }

    /** The headers to send, with masks undone. */
    static List<String> headers(Version version, History history) {
        List<String> headers = new ArrayList<>();
        for (String header : Wanted.of(version.body()).headers()) {
            Optional<Version> at = Optional.of(version);
            Optional<String> value = Optional.of(header);
            for (int depth = 0;
                    depth < DEEPEST && value.filter(Secrets::hidden).isPresent() && at.isPresent();
                    depth++) {
                at = history.before(at.get()).filter(before -> !before.deleted());
                value = at.flatMap(before -> Wanted.of(before.body()).headers().stream()
                        .filter(one -> name(one).equalsIgnoreCase(name(header)))
                        .findFirst());
            }
            value.filter(one -> !hidden(one)).ifPresent(headers::add);
        }
        return headers;
    }

    private static boolean hidden(String header) {
        return header.substring(header.indexOf(':') + 1).strip().equals(MASK);
    }

    private static String name(String header) {
        int colon = header.indexOf(':');
        return colon < 0 ? "" : header.substring(0, colon).strip();
    }
}
