package org.liankang.identity.person;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What a Patient resource says of a person.
 *
 * @param patient its id
 * @param identifiers all of them, the resident ID number in its 18-character form
 * @param organization reference of the institution that keeps the file, as written, or empty
 */
public record Description(
        String patient,
        String idNumber,
        List<Identifier> identifiers,
        String name,
        String gender,
        LocalDate birthDate,
        LocalDate deceased,
        String division,
        String address,
        String phone,
        String organization) {

    /** A number in a system. */
    public record Identifier(String system, String value) {}

    private static final String DIVISION = "urn:liankang:division";

    /** The same with this resident ID number. */
    Description numbered(String number) {
        return new Description(
                patient,
                number,
                identifiers,
                name,
                gender,
                birthDate,
                deceased,
                division,
                address,
                phone,
                organization);
    }

    /** Reads a Patient whose structure has been checked. */
    public static Description of(String id, JsonNode patient) {
        List<Identifier> identifiers = new ArrayList<>();
        String idNumber = "";
        for (JsonNode one : patient.path("identifier")) {
            String system = one.path("system").asString("");
            String value = one.path("value").asString("").strip();
            if (value.isEmpty() || "old".equals(one.path("use").asString(""))) {
                continue;
            }
            if (system.equals(ResidentId.SYSTEM)) {
                idNumber = ResidentId.parse(value).map(ResidentId::value).orElse("");
                value = idNumber;
            }
            if (!system.isEmpty() && !value.isEmpty()) {
                identifiers.add(new Identifier(system, value));
            }
        }
        JsonNode home = patient.path("address").path(0);
        return new Description(
                id,
                idNumber,
                List.copyOf(identifiers),
                name(patient.path("name").path(0)),
                patient.path("gender").asString("unknown"),
                day(patient.path("birthDate").asString("")),
                deceased(patient),
                extension(home, DIVISION),
                home.path("text").asString(Json.text(home, "line")),
                phone(patient),
                patient.path("managingOrganization").path("reference").asString(""));
    }

    private static String name(JsonNode name) {
        if (name.has("text")) {
            return name.path("text").asString();
        }
        StringBuilder whole = new StringBuilder();
        Json.each(name.path("given"))
                .forEach(given -> whole.append(given.asString()).append(' '));
        return whole.append(name.path("family").asString("")).toString().strip();
    }

    private static String extension(JsonNode owner, String url) {
        return Json.each(owner.path("extension"))
                .filter(e -> url.equals(e.path("url").asString("")))
                .map(e -> e.path("valueCode").asString(""))
                .findFirst()
                .orElse("");
    }

    private static String phone(JsonNode patient) {
        return Json.each(patient.path("telecom"))
                .filter(t -> "phone".equals(t.path("system").asString("")))
                .map(t -> t.path("value").asString(""))
                .findFirst()
                .orElse("");
    }

    private static LocalDate deceased(JsonNode patient) {
        String when = patient.path("deceasedDateTime").asString("");
        return when.isEmpty() ? null : day(when);
    }

    /** The day of a FHIR date; of a year or a month its first day. */
    private static LocalDate day(String text) {
        return switch (text.length()) {
            case 0 -> null;
            case 4 -> LocalDate.parse(text + "-01-01");
            case 7 -> LocalDate.parse(text + "-01");
            default -> LocalDate.parse(text.substring(0, 10));
        };
    }
}
