package org.liankang.uses.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.Right;
import org.liankang.record.store.Version;

/** What a subscriber may be told now: the account's rights at this moment, not those of the day it subscribed. */
record Sight(History history, Owners owners) {

    private static final int LARGEST = 4 * 1024 * 1024;

    /** The owner, as long as it may have subscriptions. */
    Optional<Account> owner(String login) {
        return owners.account(login).filter(account -> account.may(Right.SUBSCRIBE));
    }

    /** The level of content that was asked for, as far as the account may read. */
    static String content(Account account, String asked) {
        return account.may(Right.READ_FHIR) ? asked : "empty";
    }

    /** The events with their versions, as many as one notification may weigh; at least one. */
    List<Notification.Told> told(List<SubscriptionStore.Event> events, String content) {
        List<Notification.Told> all = new ArrayList<>();
        long weight = 0;
        for (SubscriptionStore.Event event : events) {
            Version version = history.at(event.position()).orElseThrow();
            weight += content.equals("full-resource") ? Json.bytes(version.body()).length : 0;
            if (!all.isEmpty() && weight > LARGEST) {
                break;
            }
            all.add(new Notification.Told(event, version));
        }
        return all;
    }

    /** Leaves a trace for each resident told of; without content nobody is told of. */
    void trace(Account account, String purpose, String content, List<Notification.Told> told) {
        if (content.equals("empty")) {
            return;
        }
        TreeMap<Long, String> residents = new TreeMap<>();
        told.stream()
                .map(Notification.Told::event)
                .filter(event -> event.resident() > 0)
                .forEach(event -> residents.putIfAbsent(event.resident(), event.focus()));
        residents.forEach(
                (resident, reference) -> owners.told(account, purpose(account, purpose), resident, reference));
    }

    /** The purpose that the subscription states, or what an account of that role is there for. */
    private static Purpose purpose(Account account, String stated) {
        try {
            if (!stated.isEmpty()) {
                return Purpose.valueOf(stated.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
            }
        } catch (IllegalArgumentException unknown) {
            // falls back to the role's
        }
        return switch (account.role()) {
            case FAMILY_DOCTOR -> Purpose.TREATMENT;
            case PLANNER -> Purpose.PUBLIC_HEALTH;
            case DATA_STEWARD -> Purpose.DATA_REPAIR;
            case ADMINISTRATOR, SENDER, AUDITOR -> Purpose.QUALITY_CHECK;
        };
    }
}
