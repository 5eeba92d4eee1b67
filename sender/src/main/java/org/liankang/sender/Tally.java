package org.liankang.sender;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What became of resources, counted.
 *
 * @param stored new or changed
 * @param unchanged the server had exactly this already
 * @param quarantined kept by the server with a reason, by the reason's stable code
 * @param refused not kept, by code
 */
public record Tally(long stored, long unchanged, Map<String, Long> quarantined, Map<String, Long> refused) {

    public static final Tally NONE = new Tally(0, 0, Map.of(), Map.of());

    /** The code of what the server could not bear: nothing is settled, it has to be sent again. */
    static final String BROKEN = "server-error";

    public Tally {
        quarantined = Collections.unmodifiableMap(new TreeMap<>(quarantined));
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    public static Tally one(boolean kept, String code) {
        return kept ? new Tally(0, 0, Map.of(code, 1L), Map.of()) : new Tally(0, 0, Map.of(), Map.of(code, 1L));
    }

    public Tally plus(Tally other) {
        return new Tally(
                stored + other.stored,
                unchanged + other.unchanged,
                sum(quarantined, other.quarantined),
                sum(refused, other.refused));
    }

    /** The same thing happened to so many. */
    Tally times(int many) {
        return new Tally(stored * many, unchanged * many, times(quarantined, many), times(refused, many));
    }

    public long total() {
        return stored + unchanged + notStored();
    }

    public long notStored() {
        return count(quarantined) + count(refused);
    }

    /** Reads an answer to a bundle (entry by entry) or to a single resource. */
    public static Tally of(Answer answer) {
        JsonNode tree = answer.json();
        if (!tree.path("resourceType").asString("").equals("Bundle")) {
            return ofStatus(answer.status(), tree);
        }
        Tally sum = NONE;
        for (JsonNode entry : tree.path("entry")) {
            JsonNode response = entry.path("response");
            sum = sum.plus(ofStatus(statusOf(response), response.path("outcome")));
        }
        return sum;
    }

    private static Tally ofStatus(int status, JsonNode outcome) {
        if (status < 300) {
            boolean unchanged = remarks(outcome, "unchanged");
            return unchanged ? new Tally(0, 1, Map.of(), Map.of()) : new Tally(1, 0, Map.of(), Map.of());
        }
        if (status >= 500) {
            return one(false, BROKEN);
        }
        return one(remarks(outcome, "quarantined"), codeOf(outcome).orElse("http-" + status));
    }

    /** The stable code of the first error an OperationOutcome names. */
    static Optional<String> codeOf(JsonNode outcome) {
        for (JsonNode issue : outcome.path("issue")) {
            String severity = issue.path("severity").asString("");
            if (!code(issue).isEmpty() && (severity.equals("error") || severity.equals("fatal"))) {
                return Optional.of(code(issue));
            }
        }
        return Optional.empty();
    }

    /** Whether the platform remarks this, beside or without an error. */
    private static boolean remarks(JsonNode outcome, String wanted) {
        for (JsonNode issue : outcome.path("issue")) {
            if (code(issue).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String code(JsonNode issue) {
        return issue.path("details").path("coding").path(0).path("code").asString("");
    }

    private static int statusOf(JsonNode response) {
        String text = response.path("status").asString("");
        try {
            return Integer.parseInt(text.length() > 3 ? text.substring(0, 3) : text);
        } catch (NumberFormatException unreadable) {
            return 500;
        }
    }

    private static long count(Map<String, Long> codes) {
        return codes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> times(Map<String, Long> codes, int many) {
        Map<String, Long> product = new TreeMap<>(codes);
        product.replaceAll((code, count) -> count * many);
        return product;
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> both = new TreeMap<>(one);
        other.forEach((code, count) -> both.merge(code, count, Long::sum));
        return both;
    }
}
