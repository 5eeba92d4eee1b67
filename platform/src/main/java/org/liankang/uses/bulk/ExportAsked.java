package org.liankang.uses.bulk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What an export asks for: HL7 FHIR Bulk Data Access IG 2.0.0, "Query Parameters", and {@code _until} of its third
 * edition.
 *
 * @param group id of the Group, empty at the other levels
 * @param types none for all
 * @param since null for everything
 * @param until null for no end
 * @param elements {@code name} or {@code Type.name}; none for whole resources
 * @param filters search strings by type
 * @param patients ids; none for all
 */
public record ExportAsked(
        Level level,
        String group,
        Set<String> types,
        Instant since,
        Instant until,
        List<String> elements,
        Map<String, List<String>> filters,
        List<String> patients) {

    /** Where {@code $export} was called. */
    public enum Level {
        /** Everything. */
        SYSTEM,
        /** What is recorded about any resident. */
        PATIENT,
        /** What is recorded about the residents of a Group. */
        GROUP
    }

    private static final Set<String> FORMATS = Set.of("application/fhir+ndjson", "application/ndjson", "ndjson");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    private static final Pattern ELEMENT = Pattern.compile("(?:[A-Za-z]{1,64}\\.)?[A-Za-z]{1,64}");
    private static final int MOST_VALUES = 200;
    private static final int MOST_PATIENTS = 10_000;

    /**
     * Understands the parameters of a request.
     *
     * @param parameters names and values, of a query string or of {@link #parameters}
     * @param lenient {@code Prefer: handling=lenient}: parameters that are not known are passed over; filters never are,
     *     because more than was asked for would go out
     * @param knows whether there is such a resource type
     * @throws BulkRefused with what is wrong
     */
    public static ExportAsked of(
            Level level, String group, Map<String, List<String>> parameters, boolean lenient, Predicate<String> knows) {
        Set<String> types = new LinkedHashSet<>();
        List<String> elements = new ArrayList<>();
        Map<String, List<String>> filters = new LinkedHashMap<>();
        List<String> patients = new ArrayList<>();
        Instant since = null;
        Instant until = null;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            List<String> values = parameter.getValue();
            switch (name) {
                case "_outputFormat", "_format" -> format(name, values);
                case "_since" -> since = instant(name, values);
                case "_until" -> until = instant(name, values);
                case "_type" -> types.addAll(listed(name, values));
                case "_elements" -> elements.addAll(listed(name, values));
                case "_typeFilter" -> filters(values, knows, filters);
                case "patient" -> patients.addAll(patients(level, values));
                default -> {
                    if (!lenient) {
                        throw unsupported(name.matches("[A-Za-z_]{1,40}") ? name : "");
                    }
                }
            }
        }
        for (String type : types) {
            if (!knows.test(type)) {
                throw invalid("_type", "names no resource type of FHIR R4");
            }
        }
        if (!elements.stream().allMatch(one -> ELEMENT.matcher(one).matches())) {
            throw invalid("_elements", "must be names of elements, with or without their type");
        }
        if (level == Level.GROUP && !ID.matcher(group).matches()) {
            throw invalid("Group", "is no valid FHIR id");
        }
        if (!types.isEmpty() && !types.containsAll(filters.keySet())) {
            throw invalid("_typeFilter", "is about a type that _type does not ask for");
        }
        return new ExportAsked(level, group, types, since, until, elements, filters, patients);
    }

    /** The parameters of a request made with a Parameters resource, as a query string would give them. */
    public static Map<String, List<String>> parameters(JsonNode resource) {
        if (!"Parameters".equals(resource.path("resourceType").asString(""))) {
            throw invalid("resourceType", "must be Parameters");
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        Json.each(resource.path("parameter")).forEach(one -> {
            String value = one.properties().stream()
                    .filter(field -> field.getKey().startsWith("value"))
                    .map(field -> field.getValue().isObject()
                            ? Json.text(field.getValue(), "reference")
                            : field.getValue().asString(""))
                    .findFirst()
                    .orElse("");
            parameters
                    .computeIfAbsent(one.path("name").asString(""), name -> new ArrayList<>())
                    .add(value);
        });
        return parameters;
    }

    boolean wants(String type) {
        return types.isEmpty() || types.contains(type);
    }

    private static void format(String name, List<String> values) {
        if (!values.stream().allMatch(FORMATS::contains)) {
            throw invalid(name, "must be application/fhir+ndjson");
        }
    }

    private static Instant instant(String name, List<String> values) {
        try {
            if (values.size() == 1) {
                return OffsetDateTime.parse(values.getFirst().replace(' ', '+')) // an unescaped + of the offset
                        .toInstant();
            }
        } catch (DateTimeException wrong) {
            throw invalid(name, "must be an instant as 2026-01-31T08:00:00+08:00");
        }
        throw invalid(name, "may be given once");
    }

    private static List<String> listed(String name, List<String> values) {
        List<String> all = values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (all.size() > MOST_VALUES) {
            throw invalid(name, "has more than " + MOST_VALUES + " values");
        }
        return all;
    }

    /** One filter a parameter; older clients list several with commas, which a search string may hold too. */
    private static void filters(List<String> values, Predicate<String> knows, Map<String, List<String>> filters) {
        for (String value : values) {
            int mark = value.indexOf('?');
            if (mark <= 0 || !knows.test(value.substring(0, mark)) || value.length() > 4000) {
                throw invalid("_typeFilter", "must be a type, a question mark and a search string");
            }
            filters.computeIfAbsent(value.substring(0, mark), type -> new ArrayList<>())
                    .add(value.substring(mark + 1));
        }
        if (values.size() > MOST_VALUES) {
            throw invalid("_typeFilter", "is given more than " + MOST_VALUES + " times");
        }
    }

    private static List<String> patients(Level level, List<String> values) {
        if (level == Level.SYSTEM || values.size() > MOST_PATIENTS) {
            throw invalid("patient", "may be given for a Group or for Patient, " + MOST_PATIENTS + " times at most");
        }
        return values.stream()
                .map(value -> value.startsWith("Patient/") ? value.substring("Patient/".length()) : value)
                .peek(value -> {
                    if (!ID.matcher(value).matches()) {
                        throw invalid("patient", "must be a reference as Patient/id");
                    }
                })
                .toList();
    }

    static BulkRefused invalid(String where, String message) {
        return new BulkRefused(Finding.error("bulk-parameter-invalid", where, message));
    }

    private static BulkRefused unsupported(String where) {
        return new BulkRefused(Finding.error(
                "bulk-parameter-unsupported", where, "is not done; Prefer: handling=lenient passes it over"));
    }
}
