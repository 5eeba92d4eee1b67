package org.liankang.web.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.DemoAccounts;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.search.Query;
import org.liankang.record.store.Records;
import org.liankang.record.store.Searches;
import org.liankang.record.store.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives the demo's family doctor a health centre and a place in its team, once the simulated ones have arrived. */
@Component
@ConditionalOnProperty(name = "liankang.demo", havingValue = "true")
class DemoSetup {

    private static final Logger LOG = LoggerFactory.getLogger(DemoSetup.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int TEAMS = 1000;

    private final DemoAccounts demo;
    private final Accounts accounts;
    private final Institutions institutions;
    private final Records records;
    private final Searches searches;

    DemoSetup(DemoAccounts demo, Accounts accounts, Institutions institutions, Records records, Searches searches) {
        this.demo = demo;
        this.accounts = accounts;
        this.institutions = institutions;
        this.records = records;
        this.searches = searches;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        Thread.ofVirtual().name("demo-doctor").start(this::bindDoctor);
    }

    private void bindDoctor() {
        String login = demo.offers().stream()
                .filter(offer -> offer.role().may(org.liankang.identity.access.Right.COMPLETE_TASK))
                .findFirst()
                .orElseThrow()
                .login();
        try {
            while (accounts.byLogin(login).orElseThrow().staff().isEmpty()) {
                Optional<Leader> leader = leader();
                leader.ifPresent(found -> accounts.bind(
                        login,
                        found.centre().code(),
                        found.staff(),
                        found.centre().division()));
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn("the demo doctor has no centre yet; restart to try again", failure);
        }
    }

    private record Leader(Institution centre, String staff) {}

    /** The leader of the first team of the first community centre. */
    private Optional<Leader> leader() {
        Optional<Institution> centre = institutions.all().stream()
                .filter(institution -> institution.kind().equals("community-centre"))
                .findFirst();
        if (centre.isEmpty()) {
            return Optional.empty();
        }
        String organization = "Organization/" + centre.get().organization();
        return searches.find("CareTeam", Query.all(), TEAMS).stream()
                .map(Version::body)
                .filter(team -> organization.equals(Json.text(team, "managingOrganization", "reference")))
                .map(team -> Json.text(team, "participant", "member", "reference"))
                .filter(member -> member.startsWith("Practitioner/"))
                .sorted()
                .findFirst()
                .flatMap(member -> records.read("Practitioner", member.substring("Practitioner/".length())))
                .map(practitioner -> new Leader(centre.get(), Institutions.staffNumberOf(practitioner.body())));
    }
}
