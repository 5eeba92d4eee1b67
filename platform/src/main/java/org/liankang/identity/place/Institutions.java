package org.liankang.identity.place;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.liankang.base.json.Json;
import org.liankang.base.sql.Migrations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The institutions and their staff, as Organization and Practitioner resources register them. There are some hundreds
 * in a region, so all institutions are kept in memory.
 */
@Component
public class Institutions {

    private final PlaceStore store;
    private final Map<Long, Institution> byId = new ConcurrentHashMap<>();
    private final Map<String, Institution> byCode = new ConcurrentHashMap<>();
    private final Map<String, Institution> byOrganization = new ConcurrentHashMap<>();

    Institutions(JdbcClient jdbc, Migrations migrations) {
        migrations.migrate("place", Institutions.class);
        this.store = new PlaceStore(jdbc);
        refresh();
    }

    public Optional<Institution> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** By unified social credit code. */
    public Optional<Institution> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** By the id of its Organization resource. */
    public Optional<Institution> byOrganization(String organization) {
        return Optional.ofNullable(byOrganization.get(organization));
    }

    /** All, by division and name. */
    public List<Institution> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(Institution::division)
                        .thenComparing(Institution::name)
                        .thenComparing(Institution::id))
                .toList();
    }

    /** The name of the person a Practitioner resource describes. */
    public Optional<String> staffName(String practitioner) {
        return store.staffName(practitioner);
    }

    /** The Practitioner resource of a staff number. */
    public Optional<String> practitioner(String staffNumber) {
        return store.practitioner(staffNumber);
    }

    /** The code an Organization carries, in capitals, or empty. */
    public static String codeOf(JsonNode organization) {
        return Json.each(organization.path("identifier"))
                .filter(i -> CreditCode.SYSTEM.equals(i.path("system").asString("")))
                .map(i -> CreditCode.parse(i.path("value").asString(""))
                        .map(CreditCode::value)
                        .orElse(""))
                .findFirst()
                .orElse("");
    }

    /** The staff number a Practitioner carries, or empty. */
    public static String staffNumberOf(JsonNode practitioner) {
        return Json.each(practitioner.path("identifier"))
                .filter(i ->
                        "urn:oid:2.16.156.10011.1.4".equals(i.path("system").asString("")))
                .map(i -> i.path("value").asString(""))
                .findFirst()
                .orElse("");
    }

    /** Registers an Organization in the sequencer's transaction; visible to others after {@link #keep}. */
    public Institution register(Connection connection, String id, JsonNode organization) throws SQLException {
        String kind = Json.each(organization.path("type"))
                .flatMap(type -> Json.each(type.path("coding")))
                .filter(c ->
                        "urn:liankang:institution-kind".equals(c.path("system").asString("")))
                .map(c -> c.path("code").asString(""))
                .findFirst()
                .orElse("");
        String division = Json.each(organization.path("address").path(0).path("extension"))
                .filter(e -> "urn:liankang:division".equals(e.path("url").asString("")))
                .map(e -> e.path("valueCode").asString(""))
                .findFirst()
                .orElse("");
        String name = organization.path("name").asString("");
        return store.keep(connection, new Institution(0, codeOf(organization), id, name, kind, division));
    }

    /** Registers a Practitioner in the sequencer's transaction. */
    public void registerStaff(Connection connection, String id, JsonNode practitioner) throws SQLException {
        String number = staffNumberOf(practitioner);
        JsonNode name = practitioner.path("name").path(0);
        String whole = name.path("text")
                .asString((Json.text(name, "given") + " " + name.path("family").asString("")).strip());
        store.keepStaff(connection, id, number, whole);
    }

    /** Takes up all that is registered. */
    public void refresh() {
        store.all().forEach(this::keep);
    }

    /** Takes up one institution whose registration is committed. */
    public void keep(Institution one) {
        byId.put(one.id(), one);
        byOrganization.put(one.organization(), one);
        if (!one.code().isEmpty()) {
            byCode.put(one.code(), one);
        }
    }
}
