package org.liankang.uses.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/**
 * A SubscriptionTopic, in the shape of R5: what happens to which resources is an event of this topic, and by what a
 * subscriber may narrow it.
 *
 * @param filters parameters that subscribers may filter by, by resource type
 */
record Topic(String url, String title, List<Trigger> triggers, Map<String, Set<String>> filters) {

    /**
     * @param before what must hold of the version before; null when that does not matter
     * @param after what must hold of the version itself; null when that does not matter
     * @param beforeFirst what counts as before when there is none
     * @param afterLast what counts as after when it was deleted
     * @param both whether before and after must hold, or one of them is enough
     */
    record Trigger(
            String type,
            Set<String> interactions,
            Predicate<Version> before,
            Predicate<Version> after,
            boolean beforeFirst,
            boolean afterLast,
            boolean both) {

        boolean fires(Version version, History history) {
            if (!version.type().equals(type) || !interactions.contains(interaction(version))) {
                return false;
            }
            boolean holds = after == null || (version.deleted() ? afterLast : after.test(version));
            if (before == null || (both && !holds) || (!both && after != null && holds)) {
                return holds;
            }
            Optional<Version> previous = history.before(version).filter(v -> !v.deleted());
            return previous.map(before::test).orElse(beforeFirst);
        }
    }

    static String interaction(Version version) {
        return version.deleted() ? "delete" : version.number() == 1 ? "create" : "update";
    }

    /** @throws RuntimeException with the reason, when the definition is not understood */
    static Topic of(JsonNode body, Criteria criteria) {
        if (!Json.text(body, "resourceType").equals("SubscriptionTopic")) {
            throw new IllegalArgumentException("is no SubscriptionTopic");
        }
        String url = need(body, "url");
        List<Trigger> triggers = new ArrayList<>();
        for (JsonNode one : body.path("resourceTrigger")) {
            triggers.add(trigger(one, criteria));
        }
        if (triggers.isEmpty()) {
            throw new IllegalArgumentException("resourceTrigger is missing");
        }
        Map<String, Set<String>> filters = Json.each(body.path("canFilterBy"))
                .collect(Collectors.groupingBy(
                        one -> type(need(one, "resource")),
                        Collectors.mapping(
                                one -> need(one, "filterParameter"), Collectors.toCollection(TreeSet::new))));
        return new Topic(url, Json.text(body, "title"), List.copyOf(triggers), filters);
    }

    private static Trigger trigger(JsonNode one, Criteria criteria) {
        if (one.has("fhirPathCriteria")) {
            throw new IllegalArgumentException("fhirPathCriteria is not done here; use queryCriteria");
        }
        String type = type(need(one, "resource"));
        Set<String> interactions = Json.each(one.path("supportedInteraction"))
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
        if (interactions.isEmpty()) {
            interactions.addAll(List.of("create", "update", "delete"));
        }
        JsonNode query = one.path("queryCriteria");
        Predicate<Version> before = understand(type, query, "previous", criteria);
        Predicate<Version> after = understand(type, query, "current", criteria);
        return new Trigger(
                type,
                interactions,
                before,
                after,
                !Json.text(query, "resultForCreate").equals("test-fails"),
                Json.text(query, "resultForDelete").equals("test-passes"),
                query.path("requireBoth").asBoolean(false));
    }

    private static Predicate<Version> understand(String type, JsonNode query, String name, Criteria criteria) {
        String text = Json.text(query, name);
        return text.isEmpty() ? null : criteria.understand(type, text.replaceFirst("^" + type + "\\?", ""));
    }

    private static String type(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    private static String need(JsonNode body, String name) {
        String text = Json.text(body, name);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    Set<String> types() {
        return triggers.stream().map(Trigger::type).collect(Collectors.toCollection(TreeSet::new));
    }

    boolean fires(Version version, History history) {
        return triggers.stream().anyMatch(trigger -> trigger.fires(version, history));
    }
}
