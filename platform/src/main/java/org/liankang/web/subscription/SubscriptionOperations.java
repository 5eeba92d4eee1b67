package org.liankang.web.subscription;

import java.util.List;
import java.util.Set;
import org.liankang.uses.subscription.Subscriptions;
import org.liankang.web.fhir.Operation;
import org.liankang.web.fhir.Operation.Level;
import org.liankang.web.fhir.Operation.Parameter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a subscriber can ask about subscriptions; docs/subscriptions.md says what is answered. */
@Configuration(proxyBeanMethods = false)
class SubscriptionOperations {

    private static final Set<Level> TYPE_AND_INSTANCE = Set.of(Level.TYPE, Level.INSTANCE);

    @Bean
    Operation subscriptionStatus(Subscriptions subscriptions) {
        return SubscriptionOperation.of(
                "status",
                TYPE_AND_INSTANCE,
                "How subscriptions stand",
                List.of(
                        new Parameter("id", true, 0, "*", "id", "only these; above the level of an instance"),
                        new Parameter("status", true, 0, "*", "code", "only those in such a state"),
                        new Parameter("return", false, 1, "1", "Bundle", "a searchset of their states")),
                request -> subscriptions.status(
                        request.account(), request.id(), request.texts("id"), request.texts("status")));
    }

    @Bean
    Operation subscriptionEvents(Subscriptions subscriptions) {
        return SubscriptionOperation.of(
                "events",
                Set.of(Level.INSTANCE),
                "What was to be told, again",
                List.of(
                        new Parameter("eventsSinceNumber", true, 0, "1", "string", "the first event"),
                        new Parameter("eventsUntilNumber", true, 0, "1", "string", "the last event"),
                        new Parameter("content", true, 0, "1", "code", "empty, id-only or full-resource"),
                        new Parameter("return", false, 1, "1", "Bundle", "a notification")),
                request -> subscriptions.events(
                        request.account(),
                        request.id().orElseThrow(),
                        request.text("eventsSinceNumber"),
                        request.text("eventsUntilNumber"),
                        request.text("content")));
    }

    @Bean
    Operation subscriptionBindingToken(Subscriptions subscriptions) {
        return SubscriptionOperation.of(
                "get-ws-binding-token",
                TYPE_AND_INSTANCE,
                "A token that binds a socket to subscriptions",
                List.of(
                        new Parameter("id", true, 0, "*", "id", "only these; above the level of an instance"),
                        new Parameter("token", false, 1, "1", "string", "to be sent through the socket"),
                        new Parameter("expiration", false, 1, "1", "dateTime", "until then"),
                        new Parameter("subscription", false, 0, "*", "string", "what it is for"),
                        new Parameter("websocket-url", false, 1, "1", "url", "where the socket is")),
                request -> subscriptions.bindingToken(
                        request.account(),
                        request.id().map(List::of).orElse(request.texts("id")),
                        SubscriptionSocket.address(request.base())));
    }
}
