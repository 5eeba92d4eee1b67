package org.liankang.record.terms;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operation {@code $translate}: from one code system to another along a concept map, or back. */
final class Translations {

    private static final int DEEPEST = 10;
    private static final Set<String> NO_MATCH = Set.of("unmatched", "disjoint");
    private static final Set<String> KNOWN = Set.of(
            "url",
            "conceptMap",
            "conceptMapVersion",
            "code",
            "system",
            "version",
            "source",
            "coding",
            "codeableConcept",
            "target",
            "targetsystem",
            "targetSystem",
            "reverse");

    /** One translation found, in FHIR's terms. */
    private record Match(String equivalence, Coding concept, String version, String display, String map) {}

    /** What is asked for, the same for every map. */
    private record Wish(Coding from, String source, String target, String targetSystem, boolean reverse) {}

    private final Library library;

    Translations(Library library) {
        this.library = library;
    }

    ObjectNode translate(Ask ask) {
        ask.only(KNOWN);
        String system = ask.text("targetsystem").isEmpty() ? ask.text("targetSystem") : ask.text("targetsystem");
        Set<Match> matches = new LinkedHashSet<>();
        List<JsonNode> maps = maps(ask);
        for (Coding coding : codings(ask)) {
            Wish wish = new Wish(coding, ask.text("source"), ask.text("target"), system, ask.yes("reverse"));
            maps.forEach(map -> follow(map, wish, 0, matches));
        }
        boolean found = matches.stream().anyMatch(match -> !NO_MATCH.contains(match.equivalence()));
        Reply reply = new Reply().flag("result", found);
        if (!found) {
            reply.text("message", "valueString", "no translation is known");
        }
        matches.forEach(match -> {
            ArrayNode parts = reply.parts("match");
            Reply.part(parts, "equivalence", "valueCode", match.equivalence());
            if (!match.concept().code().isEmpty()) {
                Reply.part(parts, "concept", "valueCoding", match.concept().json(match.version(), match.display()));
            }
            Reply.part(parts, "source", "valueUri", match.map());
        });
        return reply.json();
    }

    private List<JsonNode> maps(Ask ask) {
        Optional<JsonNode> inline = ask.resource("conceptMap");
        if (inline.isPresent()) {
            return List.of(inline.get());
        }
        String url = ask.text("url");
        if (url.isEmpty()) {
            return library.all(Kind.CONCEPT_MAP);
        }
        return List.of(needed(Canonical.of(url, ask.text("conceptMapVersion"))));
    }

    private JsonNode needed(Canonical address) {
        return library.find(Kind.CONCEPT_MAP, address)
                .orElseThrow(() ->
                        new Unanswerable("concept-map-unknown", "url", "no concept map is known under " + address));
    }

    private static List<Coding> codings(Ask ask) {
        Optional<JsonNode> concept = ask.object("codeableConcept");
        if (concept.isPresent()) {
            return Json.each(concept.get().path("coding")).map(Coding::of).toList();
        }
        return ask.object("coding")
                .map(coding -> List.of(Coding.of(coding)))
                .orElseGet(() -> List.of(new Coding(ask.text("system"), ask.needed("code"))));
    }

    private void follow(JsonNode map, Wish wish, int depth, Set<Match> matches) {
        if (depth > DEEPEST) {
            throw new Unanswerable("concept-map-circular", "url", "concept maps refer to each other without end");
        }
        if (!leads(map, wish)) {
            return;
        }
        for (JsonNode group : map.path("group")) {
            if (wish.reverse()) {
                back(map, group, wish, matches);
            } else {
                forth(map, group, wish, depth, matches);
            }
        }
    }

    /** Whether a map is between the value sets asked for, as far as both say so. */
    private static boolean leads(JsonNode map, Wish wish) {
        String from = said(map, "source");
        String to = said(map, "target");
        return agrees(wish.reverse() ? to : from, wish.source()) && agrees(wish.reverse() ? from : to, wish.target());
    }

    private static String said(JsonNode map, String end) {
        String uri = Json.text(map, end + "Uri");
        return uri.isEmpty() ? Json.text(map, end + "Canonical") : uri;
    }

    private static boolean agrees(String said, String asked) {
        return said.isEmpty()
                || asked.isEmpty()
                || Canonical.of(said).url().equals(Canonical.of(asked).url());
    }

    private static boolean same(String system, String asked) {
        return asked.isEmpty() || system.equals(asked);
    }

    private void forth(JsonNode map, JsonNode group, Wish wish, int depth, Set<Match> matches) {
        if (!same(Json.text(group, "source"), wish.from().system())
                || !same(Json.text(group, "target"), wish.targetSystem())) {
            return;
        }
        List<JsonNode> elements = Json.each(group.path("element"))
                .filter(element -> wish.from().code().equals(Json.text(element, "code")))
                .toList();
        for (JsonNode element : elements) {
            Json.each(element.path("target"))
                    .forEach(target -> matches.add(match(
                            map,
                            Json.text(target, "equivalence"),
                            new Coding(Json.text(group, "target"), Json.text(target, "code")),
                            Json.text(group, "targetVersion"),
                            Json.text(target, "display"))));
        }
        if (elements.isEmpty() && !wish.from().system().isEmpty()) {
            unmapped(map, group, wish, depth, matches);
        }
    }

    /** What a group says of codes it does not list (FHIR R4, ConceptMap.group.unmapped). */
    private void unmapped(JsonNode map, JsonNode group, Wish wish, int depth, Set<Match> matches) {
        JsonNode unmapped = group.path("unmapped");
        String target = Json.text(group, "target");
        String version = Json.text(group, "targetVersion");
        switch (Json.text(unmapped, "mode")) {
            case "provided" ->
                matches.add(match(map, "equal", new Coding(target, wish.from().code()), version, ""));
            case "fixed" ->
                matches.add(match(
                        map,
                        "inexact",
                        new Coding(target, Json.text(unmapped, "code")),
                        version,
                        Json.text(unmapped, "display")));
            case "other-map" -> follow(needed(Canonical.of(Json.text(unmapped, "url"))), wish, depth + 1, matches);
            default -> {}
        }
    }

    private void back(JsonNode map, JsonNode group, Wish wish, Set<Match> matches) {
        if (!same(Json.text(group, "target"), wish.from().system())
                || !same(Json.text(group, "source"), wish.targetSystem())) {
            return;
        }
        for (JsonNode element : group.path("element")) {
            Json.each(element.path("target"))
                    .filter(target -> wish.from().code().equals(Json.text(target, "code")))
                    .forEach(target -> matches.add(match(
                            map,
                            turned(Json.text(target, "equivalence")),
                            new Coding(Json.text(group, "source"), Json.text(element, "code")),
                            Json.text(group, "sourceVersion"),
                            Json.text(element, "display"))));
        }
    }

    private Match match(JsonNode map, String equivalence, Coding to, String version, String display) {
        String name = !display.isEmpty() || to.code().isEmpty()
                ? display
                : library.system(new Canonical(to.system(), version))
                        .flatMap(system -> system.find(to.code()))
                        .map(Concept::display)
                        .orElse("");
        return new Match(equivalence.isEmpty() ? "equivalent" : equivalence, to, version, name, Json.text(map, "url"));
    }

    /** The same relation read from the other side (FHIR R4, ConceptMapEquivalence). */
    private static String turned(String equivalence) {
        return switch (equivalence) {
            case "wider" -> "narrower";
            case "narrower" -> "wider";
            case "subsumes" -> "specializes";
            case "specializes" -> "subsumes";
            default -> equivalence;
        };
    }
}
