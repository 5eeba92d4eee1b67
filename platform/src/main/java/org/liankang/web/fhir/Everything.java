package org.liankang.web.fhir;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.record.search.Times;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Patient/id/$everything}: all that is recorded of one resident, passed on as it is stored. */
@Component
class Everything implements Operation {

    private static final Description DESCRIPTION = Description.reading(
            "everything",
            "http://hl7.org/fhir/OperationDefinition/Patient-everything",
            Set.of(Level.INSTANCE),
            Set.of("Patient"),
            "All that is recorded of one resident",
            List.of(
                    new Parameter("start", true, 0, "1", "date", "care given from this day on"),
                    new Parameter("end", true, 0, "1", "date", "care given until this day"),
                    new Parameter("_since", true, 0, "1", "instant", "recorded since"),
                    new Parameter("_type", true, 0, "*", "code", "only these types"),
                    new Parameter("_count", true, 0, "1", "integer", "most entries of one page"),
                    new Parameter("return", false, 1, "1", "Bundle", "a searchset")));
    private static final Set<String> UNDERSTOOD = Set.of("start", "end", "_since", "_type", "_count", "_page");
    private static final int MOST_COUNT = 50_000;

    private final Lookup lookup;
    private final ClinicalTime time;

    Everything(Lookup lookup, ClinicalTime time) {
        this.lookup = lookup;
        this.time = time;
    }

    @Override
    public Description description() {
        return DESCRIPTION;
    }

    @Override
    public OperationAnswer handle(OperationRequest request) {
        request.query().keySet().stream()
                .filter(name -> !UNDERSTOOD.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refusal("search-parameter-unknown", name, "is no parameter of $everything");
                });
        String id = request.id().orElseThrow();
        Version patient = request.living().get();
        Query query = new Query(request.query());
        List<Version> chart = patient.resident() > 0 ? lookup.chart(patient.resident()) : List.of(patient);
        List<Version> wanted = wanted(request, query, chart);
        int from = number(request, "_page").orElse(0);
        int count = Math.min(number(request, "_count").orElse(MOST_COUNT), MOST_COUNT);
        int until = Math.min(wanted.size(), from + Math.max(1, count));
        List<Version> page = from >= wanted.size() ? List.of() : wanted.subList(from, until);
        request.seen().accept(List.of(patient));
        String own = request.base() + "/Patient/" + id + "/$everything";
        ObjectNode head = Json.object();
        head.put("resourceType", "Bundle").put("type", "searchset").put("total", wanted.size());
        ArrayNode links = head.putArray("link");
        links.addObject().put("relation", "self").put("url", Histories.linked(own, query));
        if (until < wanted.size()) {
            Query next = query.with("_page", Integer.toString(until));
            links.addObject().put("relation", "next").put("url", Histories.linked(own, next));
        }
        return new OperationAnswer.Streamed(Bundles.of(head, entries -> {
            for (Version version : page) {
                entries.found(request.base() + "/" + version.reference(), lookup.shown(version), "match");
            }
        })::writeTo);
    }

    private List<Version> wanted(OperationRequest request, Query query, List<Version> chart) {
        Set<String> types = Set.copyOf(new Query(java.util.Map.of("_type", request.texts("_type"))).list("_type"));
        types.forEach(type -> {
            if (!lookup.knows(type)) {
                throw new Refusal("resource-type-unknown", "_type", "there is no such resource type in FHIR R4");
            }
        });
        Optional<Instant> since = request.text("_since").map(Histories::instant);
        Optional<Instant> start =
                request.text("start").map(text -> day(text, "start").low());
        Optional<Instant> end = request.text("end").map(text -> day(text, "end").high());
        if (types.isEmpty() && since.isEmpty() && start.isEmpty() && end.isEmpty()) {
            return chart;
        }
        return chart.stream()
                .filter(version -> types.isEmpty() || types.contains(version.type()))
                .filter(version -> since.isEmpty() || !version.at().isBefore(since.get()))
                .filter(version -> start.isEmpty() && end.isEmpty() || given(version, start, end))
                .toList();
    }

    /** What has no clinical time is no care on a day and always belongs (R4, Patient-everything). */
    private boolean given(Version version, Optional<Instant> start, Optional<Instant> end) {
        if (version.type().equals("Patient")) {
            return true;
        }
        JsonNode body = version.body();
        return time.of(version.type(), body)
                .map(range -> (start.isEmpty() || !range.high().isBefore(start.get()))
                        && (end.isEmpty() || !range.low().isAfter(end.get())))
                .orElse(true);
    }

    private static Times.Range day(String text, String name) {
        return Times.range(text).orElseThrow(() -> new Refusal("search-value-invalid", name, "is no date"));
    }

    private static Optional<Integer> number(OperationRequest request, String name) {
        return request.text(name).map(text -> {
            if (!text.matches("\\d{1,9}")) {
                throw new Refusal("search-value-invalid", name, "must be a whole number");
            }
            return Integer.parseInt(text);
        });
    }
}
