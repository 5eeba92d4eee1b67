package org.liankang.uses.reminder;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * How a provider takes messages: one file of the region's {@code gateways} folder.
 *
 * @param gateway its name in {@code senders} of {@code reminders.yaml}
 * @param url empty while the gateway is off
 * @param secret name of the environment variable that holds the secret; empty for none
 * @param body any JSON; {@code {phone}}, {@code {text}}, {@code {number}} and {@code {secret}} in its texts are filled in
 * @param never statuses with which a message is not tried again
 */
record Gateway(
        String gateway,
        String url,
        String secret,
        Map<String, String> headers,
        JsonNode body,
        Taken taken,
        List<Integer> never,
        Timeout timeout) {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @param path JSON Pointer into the answer; empty: the status alone says it
     * @param values what may stand there
     */
    record Taken(List<Integer> status, String path, List<String> values) {

        Taken {
            if (status == null || path == null || values == null || status.isEmpty()) {
                throw new IllegalArgumentException("taken needs a status, a path (or \"\") and values");
            }
        }
    }

    record Timeout(int seconds, String confidence) {

        Timeout {
            if (seconds < 1 || seconds > 60) {
                throw new IllegalArgumentException("a timeout is 1 to 60 seconds, not " + seconds);
            }
        }
    }

    Gateway {
        if (gateway == null || !gateway.matches("[a-z][a-z0-9-]{0,30}") || gateway.equals("file")) {
            throw new IllegalArgumentException("a gateway has a name in small letters, other than file");
        }
        if (url == null || secret == null || headers == null || body == null || taken == null || never == null) {
            throw new IllegalArgumentException("url, secret, headers, body, taken and never are needed");
        }
        if (timeout == null) {
            throw new IllegalArgumentException("a timeout is needed");
        }
        if (!url.isEmpty() && !allowed(URI.create(url))) {
            throw new IllegalArgumentException("the address of a gateway is https, or http to this machine");
        }
        headers = Map.copyOf(headers);
        never = List.copyOf(never);
    }

    private static boolean allowed(URI uri) {
        return uri.getHost() != null
                && uri.getUserInfo() == null
                && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && HERE.contains(uri.getHost()));
    }
}
