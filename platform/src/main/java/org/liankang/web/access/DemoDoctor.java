package org.liankang.web.access;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.store.Records;
import org.liankang.record.store.Search;
import org.liankang.record.store.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.EventListener;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** In a demo the account {@code doctor} becomes the leader of the first family-doctor team that arrives. */
@Component
@ConditionalOnProperty(name = "liankang.demo", havingValue = "true")
class DemoDoctor {

    private static final Logger LOG = LoggerFactory.getLogger(DemoDoctor.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final String LOGIN = "doctor";
    private static final String STAFF_NUMBER = "urn:oid:2.16.156.10011.1.4";

    private final Accounts accounts;
    private final Institutions institutions;
    private final Records records;
    private volatile Thread thread;

    DemoDoctor(Accounts accounts, Institutions institutions, Records records) {
        this.accounts = accounts;
        this.institutions = institutions;
        this.records = records;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        thread = Thread.ofVirtual().name("demo-doctor").start(this::lookForTeam);
    }

    @PreDestroy
    void end() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void lookForTeam() {
        try {
            while (!bound()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean bound() {
        try {
            return accounts.byLogin(LOGIN).filter(account -> account.institution().isEmpty()).isEmpty() || bind();
        } catch (DataAccessException failure) {
            LOG.warn("the demo's doctor has no team yet", failure);
            return false;
        }
    }

    private boolean bind() {
        var search = new Search("CareTeam", List.of(), 1, 0, Search.Order.NEWEST_CHANGE);
        for (Version team : records.search(search).matches()) {
            Optional<Institution> centre = institutions.byOrganization(
                    id(Json.text(team.body(), "managingOrganization", "reference")));
            JsonNode leader = team.body().path("participant").path(0).path("member");
            String staff = records.read("Practitioner", id(Json.text(leader, "reference")))
                    .map(practitioner -> staffNumber(practitioner.body()))
                    .orElse("");
            if (centre.isPresent() && !staff.isEmpty()) {
                accounts.bind(LOGIN, centre.get().code(), staff, centre.get().division());
                return true;
            }
        }
        return false;
    }

    private static String staffNumber(JsonNode practitioner) {
        return Json.each(practitioner.path("identifier"))
                .filter(identifier -> STAFF_NUMBER.equals(Json.text(identifier, "system")))
                .map(identifier -> Json.text(identifier, "value"))
                .findFirst()
                .orElse("");
    }

    private static String id(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
