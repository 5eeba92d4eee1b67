package org.liankang.uses.ips;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the International Patient Summary of a chart. Every section tells the newest first, at most a hundred entries;
 * of measurements only the newest of each kind. The author is this software, because no human wrote the summary; the
 * custodian is the institution that keeps the resident's file, when the chart names one.
 */
public final class PatientSummary {

    private static final int MOST_ENTRIES = 100;
    private static final Set<String> NEWEST_OF_A_KIND =
            Set.of("vital-signs", "results", "functional-status", "social-history", "pregnancy");
    private static final String AUTHOR = "Device/liankang";
    /** Times are told as the health bureau writes them. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private PatientSummary() {}

    /**
     * The summary as a Bundle of type document, or empty when the chart has no Patient.
     *
     * @param chart everything known of one resident ({@code Records.chart})
     * @param others what a reference outside the chart means: institutions and staff
     */
    public static Optional<ObjectNode> of(
            List<Version> chart, Function<String, Optional<Version>> others, Instant now) {
        List<Version> known =
                chart.stream().filter(version -> !version.deleted()).toList();
        return known.stream()
                .filter(version -> version.type().equals("Patient"))
                .max(Comparator.comparingLong(Version::position))
                .map(patient -> document(patient, known, others, now));
    }

    private static ObjectNode document(
            Version patient, List<Version> chart, Function<String, Optional<Version>> others, Instant now) {
        Map<String, Version> byReference =
                chart.stream().collect(Collectors.toMap(Version::reference, version -> version, (one, same) -> one));
        Document document = new Document(
                patient.reference(),
                reference -> Optional.ofNullable(byReference.get(reference)).or(() -> others.apply(reference)));
        document.add(patient.reference(), patient.body());
        document.add(AUTHOR, author());
        Map<String, List<Version>> sections = sections(chart);
        ArrayNode told = Json.array();
        for (Section section : Section.ALL) {
            List<Version> entries = sections.getOrDefault(section.section(), List.of());
            if (section.required() || !entries.isEmpty()) {
                told.add(section(section, entries, document));
            }
        }
        String moment = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                now.truncatedTo(ChronoUnit.SECONDS).atZone(ZONE));
        long until = chart.stream().mapToLong(Version::position).max().orElse(0);
        String identity = Document.address(patient.reference() + " " + until + " " + moment);
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("language", "zh-CN");
        bundle.putObject("identifier").put("system", "urn:ietf:rfc3986").put("value", identity);
        bundle.put("type", "document").put("timestamp", moment);
        ArrayNode entries = bundle.putArray("entry");
        entries.addObject()
                .put("fullUrl", identity)
                .set("resource", composition(patient, moment, told, custodian(patient, document)));
        document.into(entries);
        return bundle;
    }

    /** What put the summary together, as IPS asks for a summary nobody wrote by hand. */
    private static ObjectNode author() {
        ObjectNode device = Json.object().put("resourceType", "Device").put("id", "liankang");
        device.putArray("deviceName").addObject().put("name", "联康 Liankang").put("type", "model-name");
        return device;
    }

    private static Optional<ObjectNode> custodian(Version patient, Document document) {
        String keeper = Fields.reference(patient.body().path("managingOrganization"));
        return document.has(keeper) ? Optional.of(Document.to(keeper)) : Optional.empty();
    }

    private static ObjectNode composition(
            Version patient, String moment, ArrayNode sections, Optional<ObjectNode> custodian) {
        ObjectNode composition =
                Json.object().put("resourceType", "Composition").put("language", "zh-CN");
        String title = Telling.word("title");
        composition
                .putObject("text")
                .put("status", "generated")
                .put(
                        "div",
                        "<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\" xml:lang=\"zh-CN\"><h4>"
                                + Telling.escaped(title) + "</h4><p>"
                                + Telling.escaped(Fields.words(name(patient.body()))) + "</p></div>");
        composition.put("status", "final");
        composition.set("type", concept("http://loinc.org", "60591-5", "Patient summary Document"));
        composition.set("subject", Document.to(patient.reference()));
        composition.put("date", moment);
        composition.putArray("author").add(Document.to(AUTHOR));
        composition.put("title", title);
        custodian.ifPresent(reference -> composition.set("custodian", reference));
        composition.set("section", sections);
        return composition;
    }

    /** The first name of a Patient in the shape {@link Fields#words} reads. */
    private static JsonNode name(JsonNode patient) {
        String text = Json.text(patient, "name", "text");
        String parts = (Json.text(patient, "name", "family") + Json.text(patient, "name", "given")).strip();
        return Json.object().put("text", text.isEmpty() ? parts : text);
    }

    private static ObjectNode concept(String system, String code, String display) {
        ObjectNode concept = Json.object();
        concept.putArray("coding")
                .addObject()
                .put("system", system)
                .put("code", code)
                .put("display", display);
        return concept;
    }

    /** Newest first; of measurements only the newest of each kind. */
    private static Map<String, List<Version>> sections(List<Version> chart) {
        Comparator<Version> newest = Comparator.comparing((Version version) -> Telling.when(version.body()))
                .thenComparingLong(Version::position)
                .reversed();
        Map<String, List<Version>> sections = new LinkedHashMap<>();
        Set<String> kinds = new HashSet<>();
        chart.stream().sorted(newest).forEach(version -> {
            String section = Sorting.section(version);
            boolean first =
                    !NEWEST_OF_A_KIND.contains(section) || kinds.add(section + version.type() + kind(version.body()));
            if (!section.isEmpty() && first) {
                sections.computeIfAbsent(section, name -> new ArrayList<>()).add(version);
            }
        });
        return sections;
    }

    private static String kind(JsonNode body) {
        JsonNode coding = body.path("code").path("coding").path(0);
        String code = Json.text(coding, "system") + "|" + Json.text(coding, "code");
        return code.equals("|") ? Fields.words(body.path("code")) : code;
    }

    private static ObjectNode section(Section section, List<Version> versions, Document document) {
        List<Version> told = versions.stream().limit(MOST_ENTRIES).toList();
        List<Version> entered = told.stream()
                .filter(version -> section.entries().contains(version.type()))
                .toList();
        entered.forEach(version -> document.add(version.reference(), version.body()));
        // beside entries, what IPS does not allow as one is told in words
        List<Version> held = told.stream()
                .filter(version -> !entered.contains(version) || document.has(version.reference()))
                .toList();
        ObjectNode json = Json.object().put("title", section.title());
        json.set("code", concept("http://loinc.org", section.code(), section.display()));
        json.putObject("text")
                .put("status", "generated")
                .put(
                        "div",
                        Telling.narrative(
                                section, held.stream().map(Version::body).toList(), versions.size()));
        if (held.isEmpty()) {
            // That nothing is recorded does not say that there is nothing.
            json.set(
                    "emptyReason",
                    concept("http://terminology.hl7.org/CodeSystem/list-empty-reason", "unavailable", "Unavailable"));
        } else {
            ArrayNode entries = Json.array();
            entered.stream()
                    .filter(version -> document.has(version.reference()))
                    .forEach(version -> entries.add(Document.to(version.reference())));
            if (!entries.isEmpty()) {
                json.set("entry", entries);
            }
        }
        return json;
    }
}
