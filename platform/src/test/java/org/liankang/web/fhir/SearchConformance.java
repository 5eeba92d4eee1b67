package org.liankang.web.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Quantity;
import org.liankang.base.json.Json;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Parameters.Kind;
import org.liankang.record.search.Parameters.Parameter;
import org.liankang.web.fhir.ConformanceTest.Section;
import org.liankang.web.fhir.FhirClient.Answer;
import org.liankang.web.fhir.SearchSamples.Code;
import org.liankang.web.fhir.SearchSamples.Sample;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches by each parameter with each prefix and modifier, each asked so that a known resource must be found or must
 * not. What a parameter's value is, FHIR's own expressions say, evaluated by another engine than the platform's.
 */
final class SearchConformance {

    /** The types that Synthea writes. */
    static final List<String> TYPES = List.of(
            "AllergyIntolerance",
            "CarePlan",
            "CareTeam",
            "Claim",
            "Condition",
            "Device",
            "DiagnosticReport",
            "DocumentReference",
            "Encounter",
            "ExplanationOfBenefit",
            "ImagingStudy",
            "Immunization",
            "Location",
            "Medication",
            "MedicationAdministration",
            "MedicationRequest",
            "Observation",
            "Organization",
            "Patient",
            "Practitioner",
            "PractitionerRole",
            "Procedure",
            "Provenance",
            "SupplyDelivery");

    /** Of these also that the sample was found. */
    private static final Set<String> FINDS = Set.of("_text", "_content", "_filter");

    private static final String VALUE_SET = "urn:test:conformance:all";
    private static final String NONE = "–";
    private static final String UNKNOWN = "○";

    private static final Map<Kind, List<String>> COLUMNS = Map.of(
            Kind.TOKEN,
                    List.of(
                            "code",
                            "system",
                            ":not",
                            ":missing",
                            ":in",
                            ":not-in",
                            ":below",
                            ":above",
                            ":of-type",
                            ":text"),
            Kind.REFERENCE, List.of("Type/id", "id", ":Type", ":identifier", "chain", ":missing", ":above", ":below"),
            Kind.STRING, List.of("begins", ":exact", ":contains", ":missing", ":text"),
            Kind.DATE, List.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap", ":missing"),
            Kind.NUMBER, List.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap", ":missing"),
            Kind.QUANTITY, List.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap", "other unit", ":missing"),
            Kind.URI, List.of("whole", ":below", ":above", ":missing"),
            Kind.COMPOSITE, List.of("all parts", "one other"),
            Kind.SPECIAL, List.of("asked"));

    private final FhirClient platform;
    private final Parameters parameters;
    private final SearchSamples samples = new SearchSamples();
    private final String run;
    private final Map<Kind, Map<String, List<String>>> rows = new TreeMap<>();

    private SearchConformance(FhirClient platform, String run) {
        this.platform = platform;
        this.parameters = platform.part(Parameters.class);
        this.run = run;
    }

    /** @param run distinguishes the resources of this run from those of others */
    static List<Section> sections(FhirClient platform, String run) {
        SearchConformance all = new SearchConformance(platform, run);
        Map<String, List<Sample>> entered = all.enter();
        entered.forEach(all::type);
        List<Section> sections = new ArrayList<>();
        sections.add(all.ofEveryType(entered.get("Observation").getFirst()));
        all.rows.forEach((kind, rows) -> sections.add(new Section(
                "Search by " + kind.name().toLowerCase(java.util.Locale.ROOT), told(kind), COLUMNS.get(kind), rows)));
        return sections;
    }

    /** Parameters that are not about the content of one type, and what else a search may say. */
    private Section ofEveryType(Sample sample) {
        String own = "_id=" + sample.id();
        List<String> asked = List.of(
                "_id=" + sample.id(),
                "_lastUpdated=ge2020",
                "_tag=" + FullResource.SYSTEM + "%7Cc",
                "_security=" + FullResource.SYSTEM + "%7Cc",
                "_profile=" + FullResource.URL,
                "_source=" + FullResource.URL,
                "_has:Provenance:target:_id:not=nobody",
                "_list=nobody",
                "_sort=-date,code",
                "_count=1",
                "_total=accurate",
                "_summary=true",
                "_elements=status",
                "_include=Observation:subject",
                "_include=*",
                "_include:iterate=Observation:subject",
                "_revinclude=Provenance:target",
                "_revinclude=*",
                "_contained=false",
                "_contained=true",
                "_containedType=contained",
                "_type=Observation",
                "_text=words",
                "_content=words",
                "_filter=code eq " + FullResource.SYSTEM + "%7Cc and date po 2020",
                "_query=named");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String one : asked) {
            Answer answer = platform.fhir("GET", "/Observation?" + own + "&" + one.replace(" ", "%20"), "");
            boolean lost = FINDS.contains(one.substring(0, one.indexOf('=')))
                    && answer.status() == 200
                    && answer.body().path("total").asInt() != 1;
            rows.put("`" + one.replace(sample.id(), "…") + "`", List.of(lost ? "✗" : ConformanceTest.cell(answer)));
        }
        return new Section("Searches of every type", "Asked of Observation.", List.of("answered"), rows);
    }

    private static String told(Kind kind) {
        return "Each asked of a resource that must be found"
                + (kind == Kind.TOKEN || kind == Kind.REFERENCE ? ", and of one that must not" : "")
                + ". ○: answered, but FHIR's own expression finds no value in the sample; –: does not apply.";
    }

    /** What refers and what is referred to; afterwards everything can be found. */
    private Map<String, List<Sample>> enter() {
        Map<String, List<Sample>> all = new LinkedHashMap<>();
        TYPES.forEach(type -> all.put(type, samples.of(type, run)));
        TreeSet<String> targets = new TreeSet<>();
        all.values()
                .forEach(list -> list.forEach(sample -> {
                    var found = java.util.regex.Pattern.compile("\"([A-Za-z]+)/" + FullResource.TARGET + "\"")
                            .matcher(Json.text(sample.body()));
                    while (found.find()) {
                        targets.add(found.group(1));
                    }
                }));
        List<ObjectNode> first = new ArrayList<>();
        targets.forEach(type -> first.add(MinimalResource.of(type, FullResource.TARGET)));
        first.add((ObjectNode) Json.parse("""
                {"resourceType":"CodeSystem","id":"%1$s-codes","url":"%2$s","status":"active","content":"complete",
                 "concept":[{"code":"top","concept":[{"code":"c","concept":[{"code":"leaf"}]}]}]}""".formatted(run, FullResource.SYSTEM)));
        first.add(valueSet(all));
        put(first);
        all.values().forEach(list -> put(list.stream().map(Sample::body).toList()));
        org.liankang.web.RunningPlatform.shared().caughtUp();
        return all;
    }

    /** All codes that the samples have, with their systems. */
    private ObjectNode valueSet(Map<String, List<Sample>> all) {
        Map<String, TreeSet<String>> codes = new TreeMap<>();
        all.values()
                .forEach(list -> list.forEach(sample -> sample.values()
                        .values()
                        .forEach(values -> values.forEach(value -> SearchSamples.code(value)
                                .filter(code -> code.system() != null && !code.number())
                                .ifPresent(code -> codes.computeIfAbsent(code.system(), system -> new TreeSet<>())
                                        .add(code.code()))))));
        ObjectNode set = (ObjectNode) Json.parse("""
                {"resourceType":"ValueSet","id":"%s-all","url":"%s","status":"active","compose":{}}""".formatted(run, VALUE_SET));
        ArrayNode includes = ((ObjectNode) set.path("compose")).putArray("include");
        codes.forEach((system, some) -> {
            ArrayNode concepts = includes.addObject().put("system", system).putArray("concept");
            some.forEach(code -> concepts.addObject().put("code", code));
        });
        return set;
    }

    private void put(List<ObjectNode> resources) {
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "batch");
        ArrayNode entries = bundle.putArray("entry");
        for (ObjectNode resource : resources) {
            ObjectNode entry = entries.addObject();
            entry.set("resource", resource);
            entry.putObject("request")
                    .put("method", "PUT")
                    .put("url", Json.text(resource, "resourceType") + "/" + Json.text(resource, "id"));
        }
        TreeSet<String> refused = new TreeSet<>();
        for (JsonNode entry :
                platform.fhir("POST", "/", Json.text(bundle)).body().path("entry")) {
            if (!Json.text(entry, "response", "status").startsWith("20")) {
                entry.path("response")
                        .path("outcome")
                        .path("issue")
                        .forEach(issue -> refused.add(issue.path("diagnostics").asString()));
            }
        }
        if (!refused.isEmpty()) {
            throw new IllegalStateException("samples were not taken: " + refused);
        }
    }

    /** Parameters of a type that are answered in the same way share a row. */
    private void type(String type, List<Sample> all) {
        Map<Kind, Map<List<String>, TreeSet<String>>> alike = new TreeMap<>();
        for (Parameter parameter : new TreeMap<>(parameters.of(type)).values()) {
            if (!parameter.name().startsWith("_")) {
                alike.computeIfAbsent(parameter.kind(), kind -> new LinkedHashMap<>())
                        .computeIfAbsent(cells(type, parameter, all), cells -> new TreeSet<>())
                        .add(parameter.name());
            }
        }
        parameters.notUnderstood(type).keySet().stream()
                .sorted()
                .forEach(name -> alike.computeIfAbsent(Kind.SPECIAL, kind -> new LinkedHashMap<>())
                        .computeIfAbsent(List.of(asked(type, name, "x", null, true)), cells -> new TreeSet<>())
                        .add(name));
        alike.forEach((kind, byCells) -> byCells.forEach((cells, names) -> rows.computeIfAbsent(
                        kind, k -> new LinkedHashMap<>())
                .put(
                        type + ": "
                                + names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                        cells)));
    }

    private List<String> cells(String type, Parameter parameter, List<Sample> all) {
        Sample sample = null;
        IBase value = null;
        for (Sample one : all.reversed()) {
            for (IBase each :
                    one.values().getOrDefault(parameter.name(), List.of()).reversed()) {
                if (SearchSamples.fits(parameter.kind(), each)) {
                    sample = one;
                    value = each;
                }
            }
        }
        return cells(type, parameter, sample, value, all);
    }

    private List<String> cells(String type, Parameter parameter, Sample sample, IBase value, List<Sample> all) {
        return COLUMNS.get(parameter.kind()).stream()
                .map(column -> cell(type, parameter, column, sample, value, all))
                .toList();
    }

    private String cell(String type, Parameter parameter, String column, Sample sample, IBase value, List<Sample> all) {
        String name = parameter.name();
        if (column.equals(":missing")) {
            return both(
                    asked(type, name + ":missing", "false", sample, true),
                    asked(type, name + ":missing", "true", sample, false));
        }
        return switch (parameter.kind()) {
            case TOKEN -> token(type, name, column, sample, value);
            case REFERENCE -> reference(type, name, column, sample, value);
            case STRING -> string(type, name, column, sample, value);
            case DATE -> asked(type, name, date(column), sample, true);
            case NUMBER, QUANTITY ->
                column.equals("other unit")
                        ? otherUnit(type, name, sample, value)
                        : asked(
                                type,
                                name,
                                number(column)
                                        + Optional.ofNullable(value)
                                                .flatMap(SearchSamples::unit)
                                                .orElse(""),
                                sample,
                                true);
            case URI ->
                switch (column) {
                    case ":below" -> asked(type, name + column, "http://conformance.example/a", sample, true);
                    case ":above" -> asked(type, name + column, FullResource.URL + "/c", sample, true);
                    default ->
                        asked(type, name, value == null ? FullResource.URL : SearchSamples.words(value), sample, true);
                };
            case COMPOSITE -> composite(type, parameter, column, all);
            case SPECIAL ->
                both(asked(type, name, "1|1|1|km", sample, true), asked(type, name, "2|1|100|km", sample, false));
        };
    }

    /** What is one year is twelve months. */
    private String otherUnit(String type, String name, Sample sample, IBase value) {
        return value instanceof Quantity
                ? both(
                        asked(type, name, "12|http://unitsofmeasure.org|mo", sample, true),
                        asked(type, name, "1|http://unitsofmeasure.org|mo", sample, false))
                : NONE;
    }

    private static String date(String prefix) {
        return switch (prefix) {
            case "ne", "gt", "sa" -> prefix + "2019";
            case "lt", "eb" -> prefix + "2021";
            default -> prefix + "2020";
        };
    }

    private static String number(String prefix) {
        return switch (prefix) {
            case "gt", "sa" -> prefix + "0";
            case "ne", "lt", "eb" -> prefix + "5";
            default -> prefix + "1";
        };
    }

    private String token(String type, String name, String column, Sample sample, IBase value) {
        Code code = Optional.ofNullable(value)
                .flatMap(SearchSamples::code)
                .orElse(new Code(FullResource.SYSTEM, "c", false));
        boolean coded = code.system() != null && !code.number();
        boolean own = FullResource.SYSTEM.equals(code.system());
        return switch (column) {
            case "code" ->
                both(asked(type, name, code.written(), sample, true), asked(type, name, "another", sample, false));
            case "system" -> code.system() == null ? NONE : asked(type, name, code.system() + "|", sample, true);
            case ":not" ->
                both(
                        asked(type, name + column, "another", sample, true),
                        asked(type, name + column, code.written(), sample, false));
            case ":in" -> coded ? asked(type, name + column, VALUE_SET, sample, true) : NONE;
            case ":not-in" -> coded ? asked(type, name + column, VALUE_SET, sample, false) : NONE;
            case ":below" ->
                coded ? asked(type, name + column, own ? code.system() + "|top" : code.written(), sample, true) : NONE;
            case ":above" ->
                coded ? asked(type, name + column, own ? code.system() + "|leaf" : code.written(), sample, true) : NONE;
            case ":of-type" ->
                code.number()
                        ? asked(type, name + column, FullResource.SYSTEM + "|c|" + code.code(), sample, true)
                        : NONE;
            default ->
                value instanceof CodeableConcept || value instanceof Coding || value instanceof Identifier
                        ? both(
                                asked(type, name + column, "WORD", sample, true),
                                asked(type, name + column, "ords", sample, false))
                        : NONE;
        };
    }

    private String reference(String type, String name, String column, Sample sample, IBase value) {
        String target =
                Optional.ofNullable(value).flatMap(SearchSamples::target).orElse("Patient/" + FullResource.TARGET);
        boolean literal = target.endsWith("/" + FullResource.TARGET);
        String pointed = literal ? target.substring(0, target.indexOf('/')) : "";
        return switch (column) {
            case "Type/id" ->
                both(
                        asked(type, name, target, sample, true),
                        asked(type, name, literal ? pointed + "/another" : "urn:another", sample, false));
            case "id" -> literal ? asked(type, name, FullResource.TARGET, sample, true) : NONE;
            case ":Type" -> literal ? asked(type, name + ":" + pointed, FullResource.TARGET, sample, true) : NONE;
            case ":identifier" ->
                literal ? asked(type, name + column, "urn:test:number|" + FullResource.TARGET, sample, true) : NONE;
            case "chain" ->
                literal ? asked(type, name + ":" + pointed + "._id", FullResource.TARGET, sample, true) : NONE;
            default -> asked(type, name + column, target, sample, true);
        };
    }

    private String string(String type, String name, String column, Sample sample, IBase value) {
        String words = value == null ? "words" : SearchSamples.words(value);
        return switch (column) {
            case "begins" ->
                asked(
                        type,
                        name,
                        words.substring(0, Math.min(3, words.length())).toUpperCase(java.util.Locale.ROOT),
                        sample,
                        true);
            case ":exact" ->
                both(
                        asked(type, name + column, words, sample, true),
                        asked(type, name + column, words + "!", sample, false));
            case ":contains" ->
                asked(type, name + column, words.substring(Math.min(1, words.length() - 1)), sample, true);
            default -> asked(type, name + column, words, sample, true);
        };
    }

    private String composite(String type, Parameter parameter, String column, List<Sample> all) {
        for (Sample sample : all) {
            List<String> parts = new ArrayList<>();
            for (Parameters.Component component : parameter.components()) {
                List<IBase> values = sample.values().getOrDefault(component.parameter(), List.of());
                values.stream()
                        .findFirst()
                        .flatMap(value -> part(component.kind(), value))
                        .ifPresent(parts::add);
            }
            if (parts.size() == parameter.components().size()) {
                boolean one = column.equals("one other");
                if (one) {
                    parts.set(0, parts.getFirst().startsWith("eq") ? "eq1999" : "another");
                }
                return asked(type, parameter.name(), String.join("$", parts), sample, !one);
            }
        }
        return asked(type, parameter.name(), "c$c", null, true);
    }

    private static Optional<String> part(Kind kind, IBase value) {
        return switch (kind) {
            case TOKEN -> SearchSamples.code(value).map(Code::written);
            case REFERENCE -> SearchSamples.target(value);
            case DATE -> Optional.of("eq2020");
            case NUMBER, QUANTITY -> SearchSamples.unit(value).map(unit -> "1" + unit);
            case STRING, URI -> Optional.of(SearchSamples.words(value));
            case COMPOSITE, SPECIAL -> Optional.empty();
        };
    }

    private static String both(String one, String other) {
        return one.equals("✓") ? other : one;
    }

    /** What a search for this one resource answers. */
    private String asked(String type, String name, String value, Sample sample, boolean found) {
        String own = sample == null ? "" : "&_id=" + sample.id();
        Answer answer = platform.fhir(
                "GET", "/" + type + "?" + encoded(name) + "=" + encoded(value) + own + "&_elements=id&_count=1", "");
        if (answer.status() != 200) {
            return answer.code().isEmpty() ? "status " + answer.status() : "`" + answer.code() + "`";
        }
        if (sample == null) {
            return UNKNOWN;
        }
        boolean there = answer.body().path("total").asInt() == 1;
        return there == found ? "✓" : "✗";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
