package org.liankang.record.fields;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/**
 * What a Patient says of who is followed and where; null where it says nothing.
 *
 * @param deceased where only the fact is told, the day it was recorded
 * @param division code of the street or town, or empty
 * @param centre reference of the Organization that keeps the file, or empty
 */
public record Demographics(LocalDate birth, String gender, LocalDate deceased, String division, String centre) {

    public static Demographics of(Version patient, ZoneId zone) {
        JsonNode body = patient.body();
        JsonNode division = Fields.extension(body.path("address").path(0), "urn:liankang:division");
        return new Demographics(
                Fields.day(body, "birthDate").orElse(null),
                Json.text(body, "gender"),
                Fields.day(body, "deceasedDateTime")
                        .or(() -> body.path("deceasedBoolean").asBoolean(false)
                                ? Optional.of(patient.at().atZone(zone).toLocalDate())
                                : Optional.empty())
                        .orElse(null),
                Json.text(division, "valueCode"),
                Fields.reference(body.path("managingOrganization")));
    }

    /** The first day among these changes on which the record had each Patient, by reference. */
    public static Map<String, LocalDate> known(List<Version> changes, ZoneId zone) {
        Map<String, LocalDate> known = new HashMap<>();
        for (Version change : changes) {
            if (change.type().equals("Patient")) {
                LocalDate day = change.at().atZone(zone).toLocalDate();
                known.merge(change.reference(), day, (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        return known;
    }
}
