package org.liankang.record.fields;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/** How books read a FHIR field. Nothing here throws on a missing or malformed field: the answer is then empty. */
public final class Fields {

    public static final String ICD10 = "urn:oid:2.16.156.10011.2.3.3.11.3";
    public static final String LOINC = "http://loinc.org";
    public static final String SERVICE = "urn:liankang:service";

    private static final Set<String> ENDED = Set.of("inactive", "remission", "resolved");

    private Fields() {}

    /** The last version of each resource among these changes, in the order of their positions. */
    public static Collection<Version> newest(List<Version> changes) {
        Map<String, Version> last = new LinkedHashMap<>();
        for (Version change : changes) {
            last.remove(change.reference());
            last.put(change.reference(), change);
        }
        return last.values();
    }

    /** The day of a FHIR date or dateTime as it was written; a year or month alone is its first day. */
    public static Optional<LocalDate> day(String written) {
        try {
            return switch (written.length()) {
                case 0, 1, 2, 3 -> Optional.empty();
                case 4 -> Optional.of(LocalDate.of(Integer.parseInt(written), 1, 1));
                case 7 -> Optional.of(LocalDate.parse(written + "-01"));
                default -> Optional.of(LocalDate.parse(written.substring(0, Math.min(10, written.length()))));
            };
        } catch (DateTimeException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** The first of these top-level fields (a date, a dateTime or a Period with a start) that gives a day. */
    public static Optional<LocalDate> day(JsonNode resource, String... names) {
        for (String name : names) {
            Optional<LocalDate> day = day(moment(resource, name));
            if (day.isPresent()) {
                return day;
            }
        }
        return Optional.empty();
    }

    /** A date, a dateTime or a Period's start as written, or empty text. */
    public static String moment(JsonNode resource, String name) {
        JsonNode field = resource.path(name);
        return field.isObject() ? Json.text(field, "start") : Json.text(resource, name);
    }

    /** The code of this system in a CodeableConcept (or in the first one of a list), or empty text. */
    public static String code(JsonNode concept, String system) {
        JsonNode one = concept.isArray() ? concept.path(0) : concept;
        return Json.each(one.path("coding"))
                .filter(coding -> system.equals(Json.text(coding, "system")))
                .map(coding -> Json.text(coding, "code"))
                .filter(code -> !code.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** What a person reads of a CodeableConcept: its text, else its first display, else its first code. */
    public static String words(JsonNode concept) {
        JsonNode one = concept.isArray() ? concept.path(0) : concept;
        for (String[] path : new String[][] {{"text"}, {"coding", "display"}, {"coding", "code"}}) {
            String found = Json.text(one, path);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    /** A literal reference as {@code Type/id}, without server address and version; else empty text. */
    public static String reference(JsonNode reference) {
        JsonNode one = reference.isArray() ? reference.path(0) : reference;
        String written = Json.text(one, "reference");
        if (written.isEmpty() || written.indexOf('?') >= 0 || written.startsWith("#") || written.startsWith("urn:")) {
            return "";
        }
        int history = written.indexOf("/_history/");
        String plain = history < 0 ? written : written.substring(0, history);
        int id = plain.lastIndexOf('/');
        int type = id < 0 ? -1 : plain.lastIndexOf('/', id - 1);
        return id < 0 ? "" : plain.substring(type + 1);
    }

    /**
     * The day a Condition or an AllergyIntolerance was over, not before it began, or null. Where it is over and the day is
     * not told, it is the day that was recorded.
     */
    public static LocalDate ended(Version version, LocalDate since, ZoneId zone) {
        JsonNode body = version.body();
        Optional<LocalDate> abated = day(body, "abatementDateTime");
        if (abated.isEmpty() && ENDED.contains(Json.text(body, "clinicalStatus", "coding", "code"))) {
            abated = Optional.of(version.at().atZone(zone).toLocalDate());
        }
        return abated.map(day -> day.isBefore(since) ? since : day).orElse(null);
    }

    /** The extension of this address, or a missing node. */
    public static JsonNode extension(JsonNode element, String url) {
        return Json.each(element.path("extension"))
                .filter(extension -> url.equals(Json.text(extension, "url")))
                .findFirst()
                .orElse(Json.object().path("none"));
    }
}
