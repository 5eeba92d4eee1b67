package org.liankang.uses.round;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Follows the record for who lives in the listed towns' villages, for visits made at home or in the field, and for where places lie. */
@Component
class RoundBook extends PostgresBook {

    private static final Set<String> VOID = Set.of("entered-in-error", "cancelled", "planned");

    private final VisitStore store;
    private final RoundPolicy policy;
    private final Set<String> divisions;

    RoundBook(JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations, RoundPolicy policy) {
        super("round", jdbc, transaction, migrations);
        this.store = new VisitStore(jdbc);
        this.policy = policy;
        this.divisions = policy.divisionsWithVillages();
        if (!store.readWith(policy.placesDigest())) {
            clear();
            store.reads(policy.placesDigest());
        }
    }

    @Override
    protected void follow(List<Version> changes) {
        Map<Long, Optional<VisitStore.Home>> homes = new HashMap<>();
        List<String> references = new ArrayList<>();
        List<VisitStore.Visit> visits = new ArrayList<>();
        List<String> told = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (Version version : Fields.newest(changes)) {
            switch (version.type()) {
                case "Patient" -> {
                    if (!version.deleted() && version.resident() != 0) {
                        homes.put(version.resident(), home(version));
                    }
                }
                case "Encounter" -> {
                    references.add(version.reference());
                    visit(version).ifPresent(visits::add);
                }
                case "Location" -> {
                    told.add(version.reference());
                    place(version).ifPresent(places::add);
                }
                default -> {}
            }
        }
        if (!told.isEmpty()) {
            store.places(told, places);
        }
        if (!homes.isEmpty()) {
            store.homes(
                    homes.keySet(),
                    homes.values().stream().flatMap(Optional::stream).toList());
        }
        if (!references.isEmpty()) {
            store.visits(references, visits);
        }
    }

    /** Empty of who lives elsewhere. The newest word holds, whoever said it. */
    private Optional<VisitStore.Home> home(Version version) {
        JsonNode address = version.body().path("address").path(0);
        String division = Json.text(Fields.extension(address, "urn:liankang:division"), "valueCode");
        String village = policy.named(Json.text(address, "text"));
        return divisions.contains(division) && !village.isEmpty()
                ? Optional.of(new VisitStore.Home(version.resident(), division, village))
                : Optional.empty();
    }

    private Optional<VisitStore.Visit> visit(Version version) {
        JsonNode body = version.body();
        String kind = Json.text(body, "class", "code");
        if (version.deleted()
                || version.resident() == 0
                || VOID.contains(Json.text(body, "status"))
                || !policy.rules().done().classes().contains(kind)) {
            return Optional.empty();
        }
        return Fields.day(body, "period")
                .map(day -> new VisitStore.Visit(version.reference(), version.resident(), day, kind));
    }

    /** Empty of what has no name or position, or is not in use. */
    private static Optional<Place> place(Version version) {
        JsonNode body = version.body();
        JsonNode position = body.path("position");
        String name = Json.text(body, "name");
        if (version.deleted()
                || name.isEmpty()
                || Set.of("inactive", "suspended").contains(Json.text(body, "status"))
                || !position.path("latitude").isNumber()
                || !position.path("longitude").isNumber()) {
            return Optional.empty();
        }
        double latitude = position.path("latitude").doubleValue();
        double longitude = position.path("longitude").doubleValue();
        return Spot.possible(latitude, longitude)
                ? Optional.of(new Place(
                        version.reference(),
                        Json.text(Fields.extension(body.path("address"), "urn:liankang:division"), "valueCode"),
                        name,
                        new Spot(latitude, longitude),
                        version.position()))
                : Optional.empty();
    }

    @Override
    protected List<String> tables() {
        return List.of("home", "visit", "place");
    }
}
