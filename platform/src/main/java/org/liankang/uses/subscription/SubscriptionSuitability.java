package org.liankang.uses.subscription;

import java.util.List;
import java.util.function.Supplier;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Suitability;
import tools.jackson.databind.JsonNode;

/**
 * Refuses a Subscription that could never work as it is written. One whose host is not on the list, or does not answer,
 * may work tomorrow and is let in; so is one that is to be off.
 */
final class SubscriptionSuitability implements Suitability {

    private final Supplier<Topics> topics;
    private final Criteria criteria;
    private final Endpoints endpoints;

    SubscriptionSuitability(Supplier<Topics> topics, Criteria criteria, Endpoints endpoints) {
        this.topics = topics;
        this.criteria = criteria;
        this.endpoints = endpoints;
    }

    @Override
    public String type() {
        return "Subscription";
    }

    @Override
    public List<Finding> against(JsonNode resource) {
        Wanted wanted = Wanted.of(resource);
        if (wanted.asked().equals("off")) {
            return List.of();
        }
        if (Listener.of("", wanted, topics.get(), criteria, Long.MAX_VALUE)
                instanceof Listener.Understood.Fails(Finding finding)) {
            return List.of(finding);
        }
        return wanted.channel().equals("rest-hook")
                        && endpoints.form(wanted.endpoint()) instanceof Endpoints.Judged.Refused(String why)
                ? List.of(Finding.error("subscription-endpoint-refused", "Subscription.channel.endpoint", why))
                : List.of();
    }
}
