package org.liankang.web.bulk;

import org.liankang.uses.bulk.Veil;
import org.liankang.uses.subscription.Secrets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Files show no more of a subscription than a read does. */
@Component
class SubscriptionVeil implements Veil {

    @Override
    public boolean covers(String type) {
        return type.equals("Subscription");
    }

    @Override
    public JsonNode over(JsonNode resource) {
        return Secrets.masked(resource);
    }
}
