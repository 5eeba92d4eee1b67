package org.liankang.web.subscription;

import java.util.Map;
import java.util.function.Predicate;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.uses.subscription.Subscriptions;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The administrator's page of subscriptions: where each stands, and try again, hold, go on. Nothing of what was told. */
@Controller
class SubscriptionRoutes {

    private final Views views;
    private final Subscriptions subscriptions;
    private final AuditTrail trail;
    private final CurrentAccount current;

    SubscriptionRoutes(Views views, Subscriptions subscriptions, AuditTrail trail, CurrentAccount current) {
        this.views = views;
        this.subscriptions = subscriptions;
        this.trail = trail;
        this.current = current;
    }

    @GetMapping("/subscriptions")
    ResponseEntity<String> list(Page page) {
        current.require(Right.MANAGE_SUBSCRIPTIONS);
        return views.html(page, "subscription/list", model());
    }

    @GetMapping("/subscriptions/state")
    ResponseEntity<String> state(Page page) {
        current.require(Right.MANAGE_SUBSCRIPTIONS);
        return views.html(page, "subscription/table", model());
    }

    private Map<String, Object> model() {
        return Map.of("all", subscriptions.all(), "topics", subscriptions.topics());
    }

    @PostMapping("/subscriptions/{id}/retry")
    ResponseEntity<String> retry(@PathVariable String id) {
        return done("subscription-retry", id, subscriptions::retry);
    }

    @PostMapping("/subscriptions/{id}/pause")
    ResponseEntity<String> pause(@PathVariable String id) {
        return done("subscription-pause", id, one -> subscriptions.pause(one, true));
    }

    @PostMapping("/subscriptions/{id}/resume")
    ResponseEntity<String> resume(@PathVariable String id) {
        return done("subscription-resume", id, one -> subscriptions.pause(one, false));
    }

    private ResponseEntity<String> done(String action, String id, Predicate<String> deed) {
        Account account = current.require(Right.MANAGE_SUBSCRIPTIONS);
        if (!deed.test(id)) {
            throw new NotFound("subscription");
        }
        trail.record(account, action, "Subscription/" + id);
        return Views.to("/subscriptions");
    }
}
